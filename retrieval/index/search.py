"""The best documents of one or several fields, exactly, at every size."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings import Floats, Longs, Postings
from retrieval.storage.blocks import BLOCK, Array
from retrieval.storage.compiler import compiled
from retrieval.storage.keys import Keys
from retrieval.storage.tables import read_only

# Looking up one document costs as much as reading so many postings in order.
_LOOK_UP = 16
# Entries in a block of a file.
_ENTRIES = BLOCK // 4


def best(
    fields: tuple[tuple[Array, ...], ...],
    factors: Floats,
    keys: Keys,
    allowed: NDArray[np.bool_],
    depth: int,
    partial: Floats,
    found: NDArray[np.uint32],
) -> tuple[Longs, Floats]:
    """The first `depth` documents and their scores: int64 and float64, best first.

    Scores are summed in one order for all documents, so that equal documents have equal scores;
    these stand in the order of their rows. Where entries lie in a block that is not known to be
    sound, nothing is read of them: their field, and where they start and end, are returned instead,
    without scores.

    Args:
        fields: for each field its keys, starts, idf, bounds, directory, entries, lengths, dense,
            blocks, and which blocks of the entries are known to be sound.
        factors: (fields, 4) the field's weight, k1·(1 − b), k1·b/avgdl, k1 + 1.
        keys: (tokens,) uint64, a token counts as often as it stands there.
        allowed: (documents,) bool, or (0,) to allow all.
        depth: how many, at most as many as there are documents.
        partial: (documents,) or more, float64 scratch, all zero before and after.
        found: (documents + 1,) or more, uint32 scratch.
    """
    most = len(fields) * len(keys)
    field, block = np.zeros(most, np.int64), np.zeros(most, np.int64)
    begin, end = np.zeros(most, np.int64), np.zeros(most, np.int64)
    weight, bound = np.zeros(most), np.zeros(most)
    lists = 0
    by_key = np.argsort(keys)
    for f in range(len(fields)):
        terms, starts, idf, bounds, directory, _, _, dense, _, sound = fields[f]
        shift, patterns = np.uint64(64), len(directory) - 1
        while patterns > 1:
            shift, patterns = shift - np.uint64(1), patterns >> 1
        last = -1
        for i in by_key:
            key = keys[i]
            low, high = directory[key >> shift], directory[(key >> shift) + np.uint64(1)]
            while low < high:
                middle = (low + high) >> 1
                if terms[middle] < key:
                    low = middle + 1
                else:
                    high = middle
            if low == len(terms) or terms[low] != key:
                continue
            for number in range(starts[low] // _ENTRIES, (starts[low + 1] - 1) // _ENTRIES + 1):
                if not sound[number]:
                    return np.array([f, starts[low], starts[low + 1]]), np.zeros(0)
            w = factors[f, 0] * idf[low]
            if low == last:
                lists -= 1
                w += weight[lists]
            last = low
            field[lists], begin[lists], end[lists] = f, starts[low], starts[low + 1]
            weight[lists], bound[lists] = w, w * bounds[low]
            at = np.searchsorted(dense, low)
            block[lists] = at if at < len(dense) and dense[at] == low else -1
            lists += 1
    order = np.argsort((end[:lists] - begin[:lists]) / bound[:lists])
    rest = bound[:lists].sum()
    # Rounding puts sums off by far less.
    slack = 1e-9 * rest
    # A score that `depth` documents are known to reach.
    least = 0.0
    top, top_rows = np.zeros(depth), np.zeros(depth, np.uint32)

    def look_up(t: int, rows: Array, count: int, sums: Floats) -> None:
        """Add to `sums` what list t gives to the first of the rows."""
        f, first, last, row, w = field[t], begin[t], end[t], block[t], weight[t]
        _, _, _, _, _, entries, lengths, _, blocks, _ = fields[f]
        base, slope, gain = factors[f, 1], factors[f, 2], factors[f, 3]
        for i in range(count):
            d = rows[i]
            low, size = first, last - first
            if row >= 0:
                low = first + blocks[row, d >> 8]
                size = first + blocks[row, (d >> 8) + 1] - low
            if size == 0:
                continue
            # The last entry that is not beyond the document, without a branch to mispredict.
            beyond = d << 8 | 255
            while size > 1:
                half = size >> 1
                low = low + half if entries[low + half] <= beyond else low
                size -= half
            if entries[low] >> 8 == d:
                tf = entries[low] & 255
                sums[i] += w * (tf * gain / (tf + (base + slope * lengths[d])))

    n = asked = step = 0
    while step < lists and rest >= least - slack:
        t = order[step]
        f, w = field[t], weight[t]
        _, _, _, _, _, entries, lengths, _, _, _ = fields[f]
        base, slope, gain = factors[f, 1], factors[f, 2], factors[f, 3]
        for i in range(begin[t], end[t]):
            d = entries[i] >> 8
            if len(allowed) and not allowed[d]:
                continue
            tf = entries[i] & 255
            before = partial[d]
            found[n] = d
            n += before == 0
            partial[d] = before + w * (tf * gain / (tf + (base + slope * lengths[d])))
        rest -= bound[t]
        step += 1
        # Asking what the best reach by now takes so many look-ups: fewer postings are just read.
        price = depth * (lists - step) * _LOOK_UP
        due = step == lists or (n >= 2 * asked and end[order[step]] - begin[order[step]] > price)
        if due and n >= depth > 0:
            asked = n
            top[:] = 0
            for i in range(n):
                value = partial[found[i]]
                if value > top[-1]:
                    j = depth - 1
                    while j > 0 and top[j - 1] < value:
                        top[j], top_rows[j] = top[j - 1], top_rows[j - 1]
                        j -= 1
                    top[j], top_rows[j] = value, found[i]
            for other in order[step:]:
                look_up(other, top_rows, depth, top)
            least = max(least, top.min())

    sums = np.zeros(n)
    while True:
        kept = 0
        for i in range(n):
            d = found[i]
            value = partial[d] + sums[i]
            sums[i] = 0
            stays = value + rest >= least - slack
            partial[d] = value if stays else 0
            found[kept] = d
            kept += stays
        n = kept
        if step == lists:
            break
        t = order[step]
        if end[t] - begin[t] < n * _LOOK_UP:
            f, w = field[t], weight[t]
            _, _, _, _, _, entries, lengths, _, _, _ = fields[f]
            base, slope, gain = factors[f, 1], factors[f, 2], factors[f, 3]
            for i in range(begin[t], end[t]):
                d = entries[i] >> 8
                if partial[d] > 0:
                    tf = entries[i] & 255
                    partial[d] += w * (tf * gain / (tf + (base + slope * lengths[d])))
        else:
            look_up(t, found, n, sums)
        rest -= bound[t]
        step += 1

    rows, scores = np.sort(found[:n]), np.zeros(n)
    for i in range(n):
        scores[i], partial[rows[i]] = partial[rows[i]], 0
    first = np.argsort(-scores, kind="mergesort")[:depth]
    return rows[first].astype(np.int64), scores[first]


# With fewer documents, adding up all their postings takes no longer than a compiled search.
SMALL = 8_000

_ALL = np.ones(0, np.bool_)
_scratch = threading.local()

Allowed = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Field:
    """Postings, and what a score in them counts."""

    postings: Postings
    weight: float


def top(
    fields: Sequence[Field], keys: Keys, allowed: Allowed | None, depth: int
) -> tuple[Longs, Floats]:
    """The documents with the highest scores above zero, best first, and their scores.

    A score is the sum over the fields of their weight times BM25, in double precision; equal ones
    stand in the order of their rows.

    Args:
        fields: postings of the same documents.
        keys: (tokens,) a token counts as often as it stands there.
        allowed: (documents,) True where a document may be among them; None allows all.
        depth: how many, at most.
    """
    documents = fields[0].postings.documents
    if documents < SMALL:
        return first(_added_up(fields, keys, allowed), depth)
    return _pruned(fields, keys, allowed, min(depth, documents))


def first(scores: Floats, depth: int) -> tuple[Longs, Floats]:
    """The rows of the `depth` highest scores above zero, best first, equal ones in order."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) > depth > 0:
        rows = rows[scores[rows] >= np.partition(scores[rows], -depth)[-depth]]
    rows = rows[np.argsort(-scores[rows], kind="stable")[:depth]]
    return rows, scores[rows]


def _added_up(fields: Sequence[Field], keys: Keys, allowed: Allowed | None) -> Floats:
    scores = np.zeros(fields[0].postings.documents)
    for field in fields:
        scores += field.postings.scores(keys, field.weight * field.postings.idf(keys))
    return scores if allowed is None else np.where(allowed, scores, 0.0)


def _pruned(
    fields: Sequence[Field], keys: Keys, allowed: Allowed | None, depth: int
) -> tuple[Longs, Floats]:
    arrays = tuple(field.postings.arrays for field in fields)
    factors = np.array([(field.weight, *field.postings.factors) for field in fields])
    allowed = read_only(_ALL if allowed is None else allowed)
    partial, found = _scratch_of(fields[0].postings.documents)
    search: Callable[..., tuple[Longs, Floats]] = compiled(best)
    while True:
        rows, scores = search(arrays, factors, keys, allowed, depth, partial, found)
        if len(rows) == len(scores):
            return rows, scores
        field, start, stop = rows.tolist()
        fields[field].postings.entries.check(start, stop)


def _scratch_of(documents: int) -> tuple[Floats, NDArray[np.uint32]]:
    """This thread's own, kept from one search to the next."""
    if len(getattr(_scratch, "found", ())) <= documents:
        _scratch.partial = np.zeros(documents)
        _scratch.found = np.empty(documents + 1, np.uint32)
    return _scratch.partial, _scratch.found
