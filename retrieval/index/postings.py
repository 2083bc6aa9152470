"""Postings: which documents hold which token, in arrays, with the statistics of BM25.

One format at every size, each array of one dimension:

    keys       (terms,) uint64       the tokens' keys, sorted
    starts     (terms + 1,) int64    the entries of term t are `entries[starts[t]:starts[t + 1]]`
    entries    (postings,) uint32    document << 8 | times, by document; times counts up to 255
    lengths    (documents,) int32    tokens of a document
    bounds     (terms,) float32      above the term's saturation in any document
    dense      (some terms,) int64   the terms that stand in one of 64 documents or more
    blocks     (dense × (blocks of 256 documents + 1),) uint32   where each block's entries start
    directory  (2^bits + 1,) int64   where the keys with each pattern of first bits start
    model      (2,) float64          k1 and b

The saturation of a term in a document is `tf·(k1+1) / (tf + k1·(1 − b + b·|d|/avgdl))`, what it
adds to a score is that times its IDF (Robertson & Zaragoza, 2009, eq. 3.15).
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from retrieval.storage.keys import Keys, distinct
from retrieval.storage.tables import Allocate, Array, Tables, read_only

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

K1 = 1.5
B = 0.75
MOST_DOCUMENTS = 2**24
MOST_TIMES = 255

# A block of entries is found by a shift of the entry.
_BLOCK = 256
# Entries worked on at once, 32 MB of them.
_AT_ONCE = 2**23


class Postings:
    """The postings of one field, read where they lie."""

    def __init__(self, tables: Tables) -> None:
        """Read `tables`, as `pack` or `merge` makes them."""
        self.keys: Keys = tables["keys"]
        self.starts: Longs = tables["starts"]
        self.entries: NDArray[np.uint32] = tables["entries"]
        self.lengths: NDArray[np.int32] = tables["lengths"]
        self.k1, self.b = map(float, tables["model"])
        self.documents = len(self.lengths)
        self._tables = tables

    def frequency(self, keys: Keys) -> Longs:
        """How many documents hold each token, shape (len(keys),)."""
        rows = self._terms(keys)
        return np.where(rows < 0, 0, self.starts[rows + 1] - self.starts[rows])

    def idf(self, keys: Keys) -> Floats:
        """The IDF of each token, shape (len(keys),); an absent one is held by no document."""
        return self.idf_of(self.frequency(keys))

    def idf_of(self, n: Longs) -> Floats:
        """The IDF of tokens that n documents hold, in the shape of `n`.

        Lucene's `ln(1 + (N − n + ½)/(n + ½))`, which stays above zero whatever n is.
        """
        found: Floats = np.log(1 + (self.documents - n + 0.5) / (n + 0.5))
        return found

    def documents_of(self, keys: Keys) -> NDArray[np.uint32]:
        """The documents that hold all of the tokens, of which there are any, in ascending order."""
        terms = self._terms(keys).tolist()
        if min(terms) < 0:
            return np.empty(0, np.uint32)
        held = [self.entries[self.starts[term] : self.starts[term + 1]] for term in terms]
        first, *rest = sorted(held, key=len)
        found: NDArray[np.uint32] = np.right_shift(first, 8)
        for entries in rest:
            places = entries.searchsorted(found << 8)
            found = found[entries.take(places, mode="clip") >> 8 == found]
        return found

    def scores(self, keys: Keys, weights: Floats) -> Floats:
        """The sum of each document's saturations times weights, shape (documents,)."""
        terms = self._terms(keys)
        weights, terms = weights[terms >= 0], terms[terms >= 0]
        counts = self.starts[terms + 1] - self.starts[terms]
        entries = self.entries[_ranges(self.starts[terms], counts)]
        rows, tf = entries >> 8, entries & MOST_TIMES
        base, slope, gain = self.factors
        gains = np.repeat(weights, counts) * (
            tf * gain / (tf + (base + slope * self.lengths[rows]))
        )
        return np.bincount(rows, gains, self.documents).astype(np.float64, copy=False)

    @cached_property
    def factors(self) -> tuple[float, float, float]:
        """`k1·(1 − b)`, `k1·b/avgdl` and `k1 + 1`."""
        return _factors(self._tables)

    @cached_property
    def arrays(self) -> tuple[Array, ...]:
        """What `pruning.best` reads of a field, read-only, so that it is compiled for one kind."""
        dense, blocks = self._tables["dense"], self._tables["blocks"]
        names = ("keys", "starts", "entries", "lengths", "bounds", "dense", "blocks", "directory")
        shaped = {**self._tables, "blocks": blocks.reshape(len(dense), _blocks(self.documents) + 1)}
        return tuple(read_only(shaped[name]) for name in names)

    def _terms(self, keys: Keys) -> Longs:
        """The rows of the tokens, −1 where no document holds one."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        rows = np.searchsorted(self.keys, keys)
        return np.where(self.keys.take(rows, mode="clip") == keys, rows, -1)


def pack(
    docs: NDArray[Any], keys: Keys, documents: int, k1: float = K1, b: float = B
) -> dict[str, Array]:
    """The arrays of a stream of tokens.

    Args:
        docs: (tokens,) integers, the document of each token.
        keys: (tokens,) the key of each token.
        documents: how many there are, those without a token too.
        k1: how soon more of the same token stops counting.
        b: how much a document's length counts.

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
    made = {
        "keys": distinct,
        "starts": np.searchsorted(pairs, firsts),
        "entries": (pairs << np.uint64(8)).astype(np.uint32) | times,
        "lengths": np.bincount(docs, minlength=documents).astype(np.int32),
        "model": np.array([k1, b]),
    }
    _derive(made, lambda name, kind, length: made.setdefault(name, np.zeros(length, kind)))
    return made


def merge(pieces: Sequence[tuple[Tables, NDArray[Any]]], documents: int, out: Allocate) -> None:
    """Put pieces together, so that they are what `pack` makes of all their documents.

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
    made: dict[str, Array] = {}

    def noted(name: str, kind: Any, length: int) -> Array:
        made[name] = out(name, kind, length)
        return made[name]

    noted("keys", np.uint64, len(distinct))[:] = distinct
    np.cumsum(counts, out=noted("starts", np.int64, len(distinct) + 1)[1:])
    _fill(pieces, made["starts"], distinct, noted("entries", np.uint32, int(counts.sum())))
    lengths, model = noted("lengths", np.int32, documents), noted("model", np.float64, 2)
    model[:] = K1, B
    for tables, rows in pieces:
        lengths[rows[rows >= 0]] = tables["lengths"][rows >= 0]
        model[:] = tables["model"]
    _derive(made, noted)


def _counted(pieces: Sequence[tuple[Tables, NDArray[Any]]]) -> tuple[Keys, Longs]:
    """The keys that any document has that is not left out, and how many such documents."""
    every = [tables["keys"] for tables, _ in pieces]
    found = distinct(np.concatenate([np.empty(0, np.uint64), *every]))
    counts = np.zeros(len(found), np.int64)
    for keys, held, _ in _moved(pieces):
        counts[np.searchsorted(found, keys)] += held
    return found[counts > 0], counts[counts > 0]


def _fill(
    pieces: Sequence[tuple[Tables, NDArray[Any]]], starts: Longs, distinct: Keys, entries: Array
) -> None:
    ends = starts[:-1].copy()
    for keys, counts, moved in _moved(pieces):
        terms = np.searchsorted(distinct, keys)
        entries[_ranges(ends[terms], counts)] = moved
        ends[terms] += counts
    kept = [rows[rows >= 0] for _, rows in pieces]
    if any(before[-1] > after[0] for before, after in pairwise(rows for rows in kept if len(rows))):
        _sort(starts, entries)


def _moved(
    pieces: Sequence[tuple[Tables, NDArray[Any]]],
) -> Iterator[tuple[Keys, Longs, NDArray[np.uint32]]]:
    """Some terms' keys, numbers of documents that stay, and entries with their new rows."""
    for tables, rows in pieces:
        starts = tables["starts"]
        for first, last in _spans(starts):
            entries = tables["entries"][starts[first] : starts[last]]
            moved = rows[entries >> 8].astype(np.int64)
            stays = moved >= 0
            counts = np.add.reduceat(stays, starts[first:last] - starts[first], dtype=np.int64)
            new = moved[stays].astype(np.uint32) << 8 | entries[stays] & MOST_TIMES
            yield tables["keys"][first:last][counts > 0], counts[counts > 0], new


def _derive(made: dict[str, Array], out: Allocate) -> None:
    """Make what follows from keys, entries and lengths."""
    starts, keys, documents = made["starts"], made["keys"], len(made["lengths"])
    bounds = out("bounds", np.float32, len(keys))
    base, slope, gain = _factors(made)
    for first, last in _spans(starts):
        entries = made["entries"][starts[first] : starts[last]]
        tf = entries & MOST_TIMES
        saturation = tf * gain / (tf + (base + slope * made["lengths"][entries >> 8]))
        highest = np.maximum.reduceat(saturation, starts[first:last] - starts[first])
        bounds[first:last] = np.nextafter(highest.astype(np.float32), np.float32(np.inf))
    terms = np.flatnonzero(np.diff(starts) >= max(documents // 64, _BLOCK))
    out("dense", np.int64, len(terms))[:] = terms
    firsts = np.arange(_blocks(documents) + 1)
    blocks = out("blocks", np.uint32, len(terms) * len(firsts))
    for row, term in enumerate(terms.tolist()):
        held = made["entries"][starts[term] : starts[term + 1]] // (_BLOCK << 8)
        blocks[row * len(firsts) : (row + 1) * len(firsts)] = np.searchsorted(held, firsts)
    bits = max(len(keys).bit_length() - 3, 1)
    patterns = np.arange(2**bits, dtype=np.uint64) << np.uint64(64 - bits)
    directory = out("directory", np.int64, len(patterns) + 1)
    directory[:] = *np.searchsorted(keys, patterns), len(keys)


def _factors(tables: Tables) -> tuple[float, float, float]:
    k1, b = map(float, tables["model"])
    lengths = tables["lengths"]
    mean = float(lengths.mean()) if len(lengths) else 0.0
    return k1 * (1 - b), k1 * b / (mean or 1.0), k1 + 1


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
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(counts.sum())


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
