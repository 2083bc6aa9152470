"""The best documents of one or several fields, exactly, at every size."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings import NOWHERE, Floats, Gained, Longs, Postings
from retrieval.index.pruning import best
from retrieval.storage.compiler import Ready, compiled, is_installed, ready
from retrieval.storage.keys import Keys
from retrieval.storage.tables import read_only

# With fewer documents, adding up all their postings takes no longer than a compiled search.
SMALL = 8_000
# Documents of tokens that are remembered with what they gain, at most: 32 MB.
KNOWN = 2**21

_ALL = ready(read_only(np.ones(0, np.bool_)))
_own = threading.local()

Allowed = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Field:
    """Postings, and what a score in them counts."""

    postings: Postings
    weight: float


class Search:
    """The search of several fields of the same documents."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        self._documents = fields[0].postings.documents
        self._known: dict[int, Gained] = {}

    def top(self, keys: Keys, allowed: Allowed | None, depth: int) -> tuple[Longs, Floats]:
        """The documents with the highest scores above zero, best first, and their scores.

        A score is the sum over the fields of their weight times BM25, in double precision; equal
        ones stand in the order of their rows.

        Args:
            keys: (tokens,) a token counts as often as it stands there.
            allowed: (documents,) True where a document may be among them; None allows all.
            depth: how many, at most.
        """
        if self._documents < SMALL or not is_installed():
            return first(self._added_up(keys, allowed), depth)
        return self._pruned(keys, allowed, depth)

    def _added_up(self, keys: Keys, allowed: Allowed | None) -> Floats:
        if len(self._known) > KNOWN // max(self._documents, 1):
            self._known = {}  # threads share it: what one lets go of, another still holds
        known, wanted = self._known, keys.tolist()
        if new := [key for key in wanted if key not in known]:
            known.update(zip(new, self._gained(np.array(new, np.uint64)), strict=True))
        held = [known[key] for key in wanted] or [NOWHERE]
        rows, gains = map(np.concatenate, zip(*held, strict=True))
        scores = np.bincount(rows, gains, self._documents).astype(np.float64, copy=False)
        return scores if allowed is None else np.where(allowed, scores, 0.0)

    def _gained(self, keys: Keys) -> Iterator[Gained]:
        """What each token gains in the documents of each field, times what the field counts."""
        weights = [field.weight for field in self._fields]
        for held in zip(*(field.postings.gained(keys) for field in self._fields), strict=True):
            if all(one is NOWHERE for one in held):
                yield NOWHERE
                continue
            gains = [of * weight for (_, of), weight in zip(held, weights, strict=True)]
            yield np.concatenate([rows for rows, _ in held]), np.concatenate(gains)

    def _pruned(self, keys: Keys, allowed: Allowed | None, depth: int) -> tuple[Longs, Floats]:
        mask = _ALL if allowed is None else read_only(allowed)
        wanted = max(min(depth, self._documents), 1)
        own = _scratch(self._documents, len(self._fields) * len(keys), wanted)
        own.keys[: len(keys)] = np.sort(keys)
        while True:
            compiled(best)(*self._ready, mask, len(keys), wanted, *own.ready)
            found, field, start, stop = own.outcome.tolist()
            if found >= 0:
                found = min(found, depth)
                return own.rows[:found].astype(np.int64), own.scores[:found].copy()
            self._fields[field].postings.entries.check(start, stop)

    @cached_property
    def _ready(self) -> tuple[Ready, Ready]:
        """The postings of the fields, and their weights and factors, as the loop takes them."""
        postings = ready(tuple(field.postings.ready for field in self._fields))
        factors = [(field.weight, *field.postings.factors) for field in self._fields]
        return postings, ready(np.array(factors))


def first(scores: Floats, depth: int) -> tuple[Longs, Floats]:
    """The rows of the `depth` highest scores above zero, best first, equal ones in order."""
    rows = (scores > 0).nonzero()[0]
    if len(rows) > depth > 0:
        rows = rows[scores[rows] >= np.partition(scores[rows], -depth)[-depth]]
    rows = rows[(-scores[rows]).argsort(kind="stable")[:depth]]
    return rows, scores[rows]


class Scratch:
    """Arrays that a search writes into, a thread's own, kept from one search to the next."""

    def __init__(self, documents: int, lists: int, depth: int) -> None:
        self.room = documents, lists, depth
        self.keys = np.empty(lists, np.uint64)
        self.scores, self.rows = np.empty(depth), np.empty(depth, np.uint32)
        self.outcome = np.zeros(4, np.int64)
        working = (
            np.zeros(documents),
            np.empty(documents + 1, np.uint32),
            np.empty(documents),
            np.empty((5, lists), np.int64),
            np.empty((2, lists)),
        )
        every = (self.keys, *working, self.scores, self.rows, self.outcome)
        self.ready = [*map(ready, every)]


def _scratch(*room: int) -> Scratch:
    held: Scratch | None = getattr(_own, "held", None)
    if held is None or any(had < wanted for had, wanted in zip(held.room, room, strict=True)):
        had = held.room if held else (0, 0, 0)
        held = _own.held = Scratch(*map(max, room, had))
    return held
