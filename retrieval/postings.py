"""Postings: which documents hold which token, in arrays, with the statistics of BM25.

One format at every size. `keys` (terms,) uint64, sorted; the postings of term t are
`entries[starts[t]:starts[t + 1]]`, each `document << 8 | tf`, in the order of the documents, its
term frequency counted up to 255; `lengths` (documents,) int32 in tokens; `bounds` (terms,)
float32, above the highest saturation of the term in any document; `model` (2,) float64, k1 and b.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import DTypeLike, NDArray

from corpus.errors import InputError
from retrieval.keys import Keys

Tables = Mapping[str, NDArray[np.generic]]
Out = Callable[[str, DTypeLike, tuple[int, ...]], NDArray[np.generic]]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

K1 = 1.5
B = 0.75
MOST_DOCUMENTS = 2**24
MOST_TIMES = 255

# Entries that are worked on at once: 32 MB of them.
_AT_ONCE = 8_000_000


class Postings:
    """The postings of one field, read where they lie."""

    def __init__(self, tables: Tables) -> None:
        """Read `tables`, as `compile` or `merge` gives them."""
        self.keys: Keys = tables["keys"]  # type: ignore[assignment]
        self.starts: Longs = tables["starts"]  # type: ignore[assignment]
        self.entries: NDArray[np.uint32] = tables["entries"]  # type: ignore[assignment]
        self.lengths: NDArray[np.int32] = tables["lengths"]  # type: ignore[assignment]
        self.bounds: NDArray[np.float32] = tables["bounds"]  # type: ignore[assignment]
        self.k1, self.b = (float(number) for number in tables["model"])
        self.documents = len(self.lengths)

    @cached_property
    def norms(self) -> Floats:
        """What a document's length adds to a term frequency, shape (documents,)."""
        return norms(self.lengths, self.k1, self.b)

    def terms(self, keys: Keys) -> Longs:
        """The rows of the terms with these keys, −1 where no document holds one."""
        rows = np.searchsorted(self.keys, keys)
        if not len(self.keys):
            return np.full(len(keys), -1)
        return np.where(self.keys.take(rows, mode="clip") == keys, rows, -1)

    def frequency(self, keys: Keys) -> Longs:
        """How many documents hold each token, shape (len(keys),)."""
        rows = self.terms(keys)
        return np.where(rows < 0, 0, self.starts[rows + 1] - self.starts[rows])

    def idf(self, keys: Keys) -> Floats:
        """The IDF of each token, shape (len(keys),); as of a token in no document where absent."""
        return idf(self.documents, self.frequency(keys))


def idf(documents: int, frequency: Longs) -> Floats:
    """Lucene's `ln(1 + (N − n + ½)/(n + ½))`, which stays above zero for any frequency."""
    return np.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def norms(lengths: NDArray[np.int32], k1: float, b: float) -> Floats:
    """`k1·(1 − b + b·|d|/avgdl)` (Robertson & Zaragoza, 2009, eq. 3.15), shape (documents,)."""
    mean = float(lengths.mean()) if len(lengths) else 1.0
    return k1 * (1 - b + b * lengths / (mean or 1.0))


def pack(
    docs: NDArray[np.integer], keys: Keys, documents: int, k1: float = K1, b: float = B
) -> dict[str, NDArray[np.generic]]:
    """The tables of a stream of tokens.

    Args:
        docs: the document of each token, 0 … documents − 1.
        keys: the key of each token, of the same shape.
        documents: how many there are, those without a token too.
        k1: how soon a term frequency saturates.
        b: how much a document's length counts.
    """
    _check(documents)
    order = np.argsort(keys)
    distinct, starts = _runs(keys[order])
    terms = np.repeat(np.arange(len(distinct), dtype=np.uint64), np.diff(starts))
    pairs, ends = _runs(np.sort(terms << np.uint64(24) | docs[order].astype(np.uint64)))
    held = {
        "keys": distinct,
        "starts": np.searchsorted(pairs, np.arange(len(distinct) + 1, dtype=np.uint64) << 24),
        "entries": (pairs << 8 | np.minimum(np.diff(ends), MOST_TIMES).astype(np.uint64)).astype(np.uint32),
        "lengths": np.bincount(docs, minlength=documents).astype(np.int32),
        "model": np.array([k1, b]),
    }
    return held | {"bounds": _bounds(held)}


def merge(
    pieces: Sequence[tuple[Tables, NDArray[np.int32]]], rows: int, out: Out
) -> dict[str, NDArray[np.generic]]:
    """The tables of several pieces as one.

    Args:
        pieces: tables, and for each the row in the whole of every of its documents: ascending,
            −1 where a document is left out. Together the rows are 0 … n − 1, each once.
        out: allocates an array of the result, by its name, type and shape.
    """
    kept = [rows[rows >= 0] for _, rows in pieces]
    documents = sum(map(len, kept))
    _check(documents)
    distinct = _distinct([tables["keys"] for tables, _ in pieces])
    counts = np.zeros(len(distinct), np.int64)
    for keys, held, _ in _slices(pieces):
        counts[np.searchsorted(distinct, keys)] += held
    distinct, counts = distinct[counts > 0], counts[counts > 0]
    held = {
        "keys": out("keys", np.uint64, len(distinct)),
        "starts": out("starts", np.int64, len(distinct) + 1),
        "entries": out("entries", np.uint32, int(counts.sum())),
        "lengths": out("lengths", np.int32, documents),
        "model": out("model", np.float64, 2),
    }
    held["keys"][:] = distinct
    held["starts"][:] = np.concatenate([[0], np.cumsum(counts)])
    for tables, rows in pieces:
        held["lengths"][rows[rows >= 0]] = tables["lengths"][rows >= 0]
        held["model"][:] = tables["model"]
    ends = held["starts"][:-1].copy()
    for keys, held_each, entries in _slices(pieces):
        terms = np.searchsorted(distinct, keys)
        held["entries"][_ranges(ends[terms], held_each)] = entries
        ends[terms] += held_each
    if any(before[-1] > after[0] for before, after in pairwise(filter(len, kept))):
        _sort(held["starts"], held["entries"])
    bounds = out("bounds", np.float32, len(distinct))
    bounds[:] = _bounds(held)
    return held | {"bounds": bounds}


def _slices(pieces):
    """The keys with a document left, how many each, and the entries with their new rows."""
    for tables, rows in pieces:
        starts, keys = tables["starts"], tables["keys"]
        for first, last in _spans(starts):
            entries = tables["entries"][starts[first] : starts[last]]
            moved = rows[entries >> 8]
            stays = moved >= 0
            counts = np.add.reduceat(stays, starts[first:last] - starts[first], dtype=np.int64)
            new = moved.astype(np.uint32) << 8 | entries & 255
            yield keys[first:last][counts > 0], counts[counts > 0], new[stays]


def _spans(starts: Longs) -> Iterator[tuple[int, int]]:
    """Ranges of terms whose entries are worked on at once; a term is never cut."""
    first, terms = 0, len(starts) - 1
    while first < terms:
        last = int(np.searchsorted(starts, starts[first] + _AT_ONCE, "right")) - 1
        last = max(last, first + 1)
        yield first, last
        first = last


def _ranges(starts: Longs, counts: Longs) -> Longs:
    """The numbers `starts[i] … starts[i] + counts[i] − 1` for each i, one after another."""
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def _sort(starts: Longs, entries: NDArray[np.uint32]) -> None:
    """Put each term's entries in the order of the documents."""
    for first, last in _spans(starts):
        span = slice(starts[first], starts[last])
        terms = np.repeat(np.arange(last - first, dtype=np.uint64), np.diff(starts[first:last+1]))
        entries[span] = np.sort(terms << np.uint64(32) | entries[span]).astype(np.uint32)


def _bounds(tables: Tables) -> NDArray[np.float32]:
    """Above each term's saturation `tf·(k1+1) / (tf + norm)` in every document."""
    k1, b = tables["model"]
    norm = norms(tables["lengths"], k1, b)
    starts, found = tables["starts"], np.empty(len(tables["keys"]), np.float32)
    for first, last in _spans(starts):
        entries = tables["entries"][starts[first] : starts[last]]
        tf = entries & 255
        saturation = tf * (k1 + 1) / (tf + norm[entries >> 8])
        found[first:last] = np.maximum.reduceat(saturation, starts[first:last] - starts[first])
    return np.nextafter(found, np.float32(np.inf))


def _runs(ordered):
    """The distinct values of a sorted array, and where each starts, and its end."""
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first], np.append(np.flatnonzero(first), len(ordered))


def _distinct(parts):
    return _runs(np.sort(np.concatenate(parts)))[0] if parts else np.empty(0, np.uint64)


def _check(documents: int) -> None:
    if documents > MOST_DOCUMENTS:
        raise InputError(f"本机索引最多收 {MOST_DOCUMENTS} 段，现有 {documents} 段")


from dataclasses import dataclass
@dataclass
class Field:
    postings: Postings
    weight: float

def top(fields, wanted, allowed, depth):
    n = fields[0].postings.documents
    scores = np.zeros(n)
    for f in fields:
        p = f.postings
        idf = p.idf(wanted)
        for t, w in zip(p.terms(wanted), idf):
            if t < 0: continue
            e = p.entries[p.starts[t]:p.starts[t+1]]
            d = (e >> 8).astype(int); tf = e & 255
            scores[d] += f.weight * w * tf * (p.k1 + 1) / (tf + p.norms[d])
    if allowed is not None: scores[~allowed] = 0
    rows = np.argsort(-scores, kind="stable")[:depth]
    rows = rows[scores[rows] > 0]
    return rows, scores[rows]
def documents_of(self, key):
    t = self.terms(np.array([key], np.uint64))[0]
    return (self.entries[self.starts[t]:self.starts[t+1]] >> 8).astype(np.int64) if t >= 0 else np.empty(0, np.int64)
Postings.documents_of = documents_of
