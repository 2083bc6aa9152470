"""Postings: which documents hold which token, in arrays, with the statistics of BM25.

One format at every size, each array of one dimension:

    keys       (terms,) uint64       the tokens' keys, sorted
    starts     (terms + 1,) int64    the entries of term t are `entries[starts[t]:starts[t + 1]]`
    entries    (postings,) uint32    document << 8 | times, by document; times counts up to 255
    lengths    (documents,) int32    tokens of a document
    idf        (terms,) float64      what a token weighs
    bounds     (terms,) float32      above the term's saturation in any document
    dense      (some terms,) int64   the terms that stand in one of 64 documents or more
    blocks     (dense × (blocks of 256 documents + 1),) uint32   where each block's entries start
    directory  (2^bits + 1,) int64   where the keys with each pattern of first bits start
    model      (3,) float64          k1, b and the mean length

The saturation of a term in a document is `tf·(k1+1) / (tf + k1·(1 − b + b·|d|/avgdl))`, what it
adds to a score is that times its IDF (Robertson & Zaragoza, 2009, eq. 3.15). `bm25.Bm25`, a model
of rank_bm25's, is fitted to what documents hold (`count`, `merge`) and makes the rest.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from retrieval.storage.blocks import Array
from retrieval.storage.compiler import Ready, ready
from retrieval.storage.keys import Keys, distinct
from retrieval.storage.tables import Allocate, Tables, blocks, read_only

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Piece = tuple[Tables, NDArray[Any]]
"""What some documents hold, and the row that each of them gets; −1 for one that is left out."""

Gained = tuple[NDArray[np.intp], Floats]
NOWHERE: Gained = np.empty(0, np.intp), np.empty(0)

K1 = 1.5
B = 0.75
MOST_DOCUMENTS = 2**24
MOST_TIMES = 255

# A block of entries is found by a shift of the entry.
_BLOCK = 256
# Entries worked on at once: 32 MB.
_AT_ONCE = 2**23


class Postings:
    """The postings of one field, read where they lie."""

    def __init__(self, tables: Tables) -> None:
        """Read `tables`, as a model leaves them."""
        self.keys: Keys = tables["keys"]
        self.starts: Longs = tables["starts"]
        self.entries = blocks(tables, "entries")
        self.lengths: NDArray[np.int32] = tables["lengths"]
        self.factors = factors(tables["model"])
        self.documents = len(self.lengths)
        self._idf: Floats = tables["idf"]
        self._tables = tables

    def idf(self, keys: Keys) -> Floats:
        """The IDF of each token, shape (len(keys),); 0 for one that no document holds."""
        if not len(self.keys):
            return np.zeros(len(keys))
        rows = self._terms(keys)
        return np.where(rows < 0, 0.0, self._idf[rows])

    def documents_of(self, keys: Keys) -> NDArray[np.uint32]:
        """The documents that hold all of the tokens, of which there are any, in ascending order."""
        terms = self._terms(keys).tolist()
        if min(terms) < 0:
            return np.empty(0, np.uint32)
        held = [self.entries[slice(*self.starts[term : term + 2].tolist())] for term in terms]
        first, *rest = sorted(held, key=len)
        found: NDArray[np.uint32] = np.right_shift(first, 8)
        for entries in rest:
            places = entries.searchsorted(found << 8)
            found = found[entries.take(places, mode="clip") >> 8 == found]
        return found

    def scores(self, keys: Keys) -> Floats:
        """The sum of each document's saturations times IDF, shape (documents,)."""
        held = [NOWHERE, *self.gained(keys)]
        rows, gains = map(np.concatenate, zip(*held, strict=True))
        return np.bincount(rows, gains, self.documents).astype(np.float64)

    def gained(self, keys: Keys) -> Iterator[Gained]:
        """The documents that hold each token, and its saturations in them times its IDF."""
        for row in self._terms(keys).tolist():
            yield NOWHERE if row < 0 else self._gained(row)

    def _gained(self, row: int) -> Gained:
        entries = self.entries[self.starts[row] : self.starts[row + 1]]
        rows, tf = (entries >> 8).astype(np.intp), entries & MOST_TIMES
        base, slope, gain = self.factors
        return rows, self._idf[row] * (tf * gain / (tf + (base + slope * self.lengths[rows])))

    @cached_property
    def arrays(self) -> tuple[Array, ...]:
        """What `search.best` reads of a field, see there."""
        held = self._tables
        shape = (len(held["dense"]), _blocks(self.documents) + 1)
        entries, sound = self.entries.array, self.entries.sound
        terms = (held[name] for name in ("keys", "starts", "idf", "bounds", "directory"))
        dense = held["dense"], held["blocks"].reshape(shape)
        return (*map(read_only, (*terms, entries, self.lengths, *dense)), sound)

    @cached_property
    def ready(self) -> Ready:
        """The same, made ready for a compiled search."""
        return ready(self.arrays)

    def _terms(self, keys: Keys) -> Longs:
        """The rows of the tokens, −1 where no document holds one."""
        if not len(self.keys):
            return np.full(np.shape(keys), -1)
        rows = self.keys.searchsorted(keys)
        return np.where(self.keys.take(rows, mode="clip") == keys, rows, -1)


def count(docs: NDArray[Any], keys: Keys, documents: int) -> dict[str, Array]:
    """The keys, starts, entries and lengths of a stream of tokens.

    Args:
        docs: (tokens,) integers, the document of each token.
        keys: (tokens,) the key of each token.
        documents: how many there are, those without a token too.

    Raises:
        InputError: there are more documents than an entry has room for.
    """
    _check(documents)
    order = np.argsort(keys)
    distinct, starts = _runs(keys[order])
    terms = np.repeat(np.arange(len(distinct), dtype=np.uint64), np.diff(starts))
    pairs, ends = _runs(np.sort(terms << np.uint64(24) | docs[order].astype(np.uint64)))
    times = np.minimum(np.diff(ends), MOST_TIMES).astype(np.uint32)
    firsts = np.arange(len(distinct) + 1, dtype=np.uint64) << np.uint64(24)
    return {
        "keys": distinct,
        "starts": np.searchsorted(pairs, firsts),
        "entries": (pairs << np.uint64(8)).astype(np.uint32) | times,
        "lengths": np.bincount(docs, minlength=documents).astype(np.int32),
    }


def merge(pieces: Sequence[Piece], documents: int, out: Allocate) -> dict[str, Array]:
    """Put what pieces hold together, so that it is what `count` makes of all their documents.

    Args:
        pieces: arrays, and for each the row of every of its documents in the whole: ascending,
            −1 for a document that is left out.
        documents: how many there are in the whole.
        out: makes the arrays.

    Raises:
        InputError: there are more documents than an entry has room for.
    """
    _check(documents)
    distinct, counts = _counted(pieces)
    keys = out("keys", np.uint64, len(distinct))
    starts = out("starts", np.int64, len(distinct) + 1)
    entries = out("entries", np.uint32, int(counts.sum()))
    lengths = out("lengths", np.int32, documents)
    keys[:] = distinct
    np.cumsum(counts, out=starts[1:])
    _fill(pieces, starts, distinct, entries)
    for tables, rows in pieces:
        lengths[rows[rows >= 0]] = tables["lengths"][rows >= 0]
    return {"keys": keys, "starts": starts, "entries": entries, "lengths": lengths}


def _counted(pieces: Sequence[Piece]) -> tuple[Keys, Longs]:
    """The keys that any document has that is not left out, and how many such documents."""
    every = [tables["keys"] for tables, _ in pieces]
    found = distinct(np.concatenate([np.empty(0, np.uint64), *every]))
    counts = np.zeros(len(found), np.int64)
    for keys, held, _ in _moved(pieces):
        counts[np.searchsorted(found, keys)] += held
    return found[counts > 0], counts[counts > 0]


def _fill(pieces: Sequence[Piece], starts: Longs, distinct: Keys, entries: Array) -> None:
    ends = starts[:-1].copy()
    for keys, counts, moved in _moved(pieces):
        terms = np.searchsorted(distinct, keys)
        entries[_ranges(ends[terms], counts)] = moved
        ends[terms] += counts
    kept = [rows[rows >= 0] for _, rows in pieces]
    if any(before[-1] > after[0] for before, after in pairwise(rows for rows in kept if len(rows))):
        _sort(starts, entries)


def _moved(pieces: Sequence[Piece]) -> Iterator[tuple[Keys, Longs, NDArray[np.uint32]]]:
    """Some terms' keys, numbers of documents that stay, and entries with their new rows."""
    for tables, rows in pieces:
        starts, held = tables["starts"], tables["entries"]
        for first, last in _spans(starts):
            entries = held[starts[first] : starts[last]]
            moved = rows[entries >> 8].astype(np.int64)
            stays = moved >= 0
            counts = np.add.reduceat(stays, starts[first:last] - starts[first], dtype=np.int64)
            new = moved[stays].astype(np.uint32) << 8 | entries[stays] & MOST_TIMES
            yield tables["keys"][first:last][counts > 0], counts[counts > 0], new


def derive(made: Tables, out: Allocate) -> None:
    """Make what follows from keys, entries, lengths and model: what a search need not read."""
    _bound(made, out("bounds", np.float32, len(made["keys"])))
    _mark(made, out)


def factors(model: Array) -> tuple[float, float, float]:
    """`k1·(1 − b)`, `k1·b/avgdl` and `k1 + 1`."""
    k1, b, mean = map(float, model)
    return k1 * (1 - b), k1 * b / (mean or 1.0), k1 + 1


def _bound(made: Tables, found: Array) -> None:
    starts, (base, slope, gain) = made["starts"], factors(made["model"])
    for first, last in _spans(starts):
        entries = made["entries"][starts[first] : starts[last]]
        tf = entries & MOST_TIMES
        saturation = tf * gain / (tf + (base + slope * made["lengths"][entries >> 8]))
        highest = np.maximum.reduceat(saturation, starts[first:last] - starts[first])
        found[first:last] = np.nextafter(highest.astype(np.float32), np.float32(np.inf))


def _mark(made: Tables, out: Allocate) -> None:
    """Where to look, instead of searching: `dense`, `blocks` and `directory`."""
    starts, keys, documents = made["starts"], made["keys"], len(made["lengths"])
    terms = np.flatnonzero(np.diff(starts) >= max(documents // 64, _BLOCK))
    out("dense", np.int64, len(terms))[:] = terms
    firsts = np.arange(_blocks(documents) + 1)
    found = out("blocks", np.uint32, len(terms) * len(firsts))
    for row, term in enumerate(terms.tolist()):
        held = made["entries"][starts[term] : starts[term + 1]] // (_BLOCK << 8)
        found[row * len(firsts) : (row + 1) * len(firsts)] = np.searchsorted(held, firsts)
    bits = max(len(keys).bit_length() - 3, 1)
    patterns = np.arange(2**bits, dtype=np.uint64) << np.uint64(64 - bits)
    directory = out("directory", np.int64, len(patterns) + 1)
    directory[:] = *np.searchsorted(keys, patterns), len(keys)


def _blocks(documents: int) -> int:
    return -(-documents // _BLOCK)


def _spans(starts: Longs) -> Iterator[tuple[int, int]]:
    """Ranges of terms whose entries are worked on at once; no term is cut."""
    first, terms = 0, len(starts) - 1
    while first < terms:
        last = int(np.searchsorted(starts, starts[first] + _AT_ONCE, "right")) - 1
        yield first, (last := max(last, first + 1))
        first = last


def _ranges(starts: Longs, counts: Longs) -> Longs:
    """The numbers from each start on, as many as its count, one after another."""
    ends: Longs = counts.cumsum()
    found: Longs = (starts - (ends - counts)).repeat(counts)
    found += np.arange(len(found))
    return found


def _sort(starts: Longs, entries: NDArray[np.uint32]) -> None:
    """Put each term's entries in the order of the documents."""
    for first, last in _spans(starts):
        span = slice(starts[first], starts[last])
        counts = np.diff(starts[first : last + 1])
        terms = np.repeat(np.arange(last - first, dtype=np.uint64), counts) << np.uint64(32)
        entries[span] = np.sort(terms | entries[span]).astype(np.uint32)


def _runs(ordered: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], Longs]:
    """The distinct values of a sorted array, and where each begins, and where the last ends."""
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first], np.append(np.flatnonzero(first), len(ordered))


def _check(documents: int) -> None:
    if documents > MOST_DOCUMENTS:
        raise InputError(f"本机索引最多收 {MOST_DOCUMENTS} 段，现有 {documents} 段")
