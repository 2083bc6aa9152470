"""A store: where the passages are, and who finds the first of them for a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial, reduce
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.index.names import Lexicon
from retrieval.passages import Passage
from retrieval.storage.blocks import Array
from retrieval.storage.keys import distinct
from retrieval.storage.tables import Tables, below, read_only

# What the attribution counts beside the text in the search, chosen by hand on cmrc2018, where hit@1
# of the search alone is 0.973 with the body and 0.983 with the attribution.
HEAD_WEIGHT = 0.8
# Cities and people whose rows are remembered.
REMEMBERED = 64
# Rows whose report is remembered: a question comes back to each of its candidates.
SECTIONS = 4096


class Term(NamedTuple):
    """A token of the question and its weight (IDF; a token that no passage holds has the most)."""

    token: str
    weight: float


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages may be quoted: of one of the cities and of one of the people, where given.

    A person's passages are those of the reports in which the person speaks or that the person
    reported. `rows` are passages one by one, whosever they are.
    """

    cities: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rows: tuple[int, ...] | None = None

    @property
    def is_open(self) -> bool:
        """Whether every passage may be quoted."""
        return not self.cities and not self.people and self.rows is None


EVERYWHERE = Scope()


class Store(Protocol):
    """Passages by row, from 0, in reading order: reports one after another."""

    def __len__(self) -> int:
        """How many passages there are."""
        ...

    @property
    def counted(self) -> int:
        """How many passages its statistics are of."""
        ...

    def passage(self, row: int) -> Passage:
        """The passage of a row."""
        ...

    def text(self, row: int) -> str:
        """Its normalised text."""
        ...

    def cut(self, row: int) -> str:
        """The same, cut into sentences, see `fold.cut`."""
        ...

    def head(self, row: int) -> str:
        """Its normalised attribution."""
        ...

    def row(self, identity: str) -> int | None:
        """The row of the passage with this id, None where there is none."""
        ...

    def row_of_key(self, key: int) -> int | None:
        """The row of the passage whose id has this key (`keys.key`), None where there is none."""
        ...

    def section(self, row: int) -> range:
        """The rows of the report that a passage stands in; of imported ones, those that follow one
        another with the same attribution."""
        ...

    def rows(self, scope: Scope) -> Sequence[int]:
        """The rows in a scope, in order."""
        ...

    def idf(self, tokens: Sequence[str]) -> list[float | None]:
        """What each token weighs in the texts, ln(1 + (N − n + ½)/(n + ½)); None for unknown."""
        ...

    def top(self, terms: Sequence[Term], scope: Scope, depth: int) -> list[tuple[int, float]]:
        """The first rows of a scope that hold any of the terms, with their scores, best first.

        The score is BM25 of the text and `HEAD_WEIGHT` times BM25 of the attribution; equal ones
        come in row order.
        """
        ...

    def holding(self, word: str) -> Iterator[int]:
        """The rows whose text has a normalised word, in any order, found as they are asked for."""
        ...


Rows = NDArray[np.int64]


class Directory:
    """What stores have in common, see `Store`; `index.build` makes the arrays."""

    def __init__(self, tables: Tables, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._firsts = tables["firsts"]
        self._ids, self._id_rows = tables["ids"], tables["id_rows"]
        self._of_city = below("of_city", tables)
        self._of_person = below("of_person", tables)
        self._named = lru_cache(REMEMBERED)(self._rows_named)
        self.section = lru_cache(SECTIONS)(self._section_of)

    def __len__(self) -> int:
        return len(self._id_rows)

    @property
    def counted(self) -> int:
        """See `Store`."""
        return len(self)

    def row_of_key(self, key: int) -> int | None:
        """See `Store`."""
        place = int(np.searchsorted(self._ids, np.uint64(key)))
        found = place < len(self._ids) and self._ids[place] == np.uint64(key)
        return int(self._id_rows[place]) if found else None

    def _section_of(self, row: int) -> range:
        # A number of another type would have all of them made its type, a million in two ms.
        place = int(self._firsts.searchsorted(self._firsts.dtype.type(row), "right"))
        end = self._firsts[place] if place < len(self._firsts) else len(self)
        return range(int(self._firsts[place - 1]), int(end))

    def rows(self, scope: Scope) -> Sequence[int]:
        """See `Store`."""
        found: Sequence[int] = self._rows(scope).tolist()
        return found

    def _rows(self, scope: Scope) -> Rows:
        if scope.is_open:
            return np.arange(len(self))
        if scope.rows is None:
            return self._named(scope)
        names, rows = replace(scope, rows=None), np.array(sorted(set(scope.rows)), np.int64)
        return rows if names.is_open else _both(self._named(names), rows)

    def _rows_named(self, scope: Scope) -> Rows:
        """The rows of the cities and people of a scope."""
        cities = [self._lexicon.cities.index(c) for c in scope.cities if c in self._lexicon.cities]
        people = [n for p in scope.people if (n := self._lexicon.person(p)) is not None]
        groups = [
            *([_union(self._of_city, cities)] if scope.cities else []),
            *([_union(self._of_person, people)] if scope.people else []),
        ]
        return read_only(reduce(_both, groups))


_both = partial(np.intersect1d, assume_unique=True)


def _union(groups: Tables, numbers: Sequence[int]) -> Rows:
    starts, rows = groups["starts"], groups["rows"]
    parts = [rows[starts[n] : starts[n + 1]] for n in numbers]
    return distinct(np.concatenate([*parts, np.empty(0, np.int64)]).astype(np.int64))


def grouped(numbers: Sequence[Sequence[int]], groups: int) -> dict[str, Array]:
    """The rows of each group, from the groups of each row: `starts` (groups + 1,), and `rows`."""
    flat = np.fromiter((n for of_row in numbers for n in of_row), np.int64)
    rows = np.repeat(np.arange(len(numbers)), [len(of_row) for of_row in numbers])
    starts = np.concatenate([[0], np.cumsum(np.bincount(flat, minlength=groups))])
    order = np.argsort(flat, kind="stable")
    return {"starts": starts.astype(np.int64), "rows": rows[order].astype(np.int32)}
