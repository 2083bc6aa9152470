"""The directory of a library: which rows are whose, told without a look at the passages."""

from collections.abc import Sequence
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from retrieval.keys import distinct
from retrieval.lexicon import Lexicon
from retrieval.store import Scope
from retrieval.tables import Array, Tables, below

Rows = NDArray[np.int64]


class Directory:
    """What stores have in common, see `Store`; `building.build` makes the arrays."""

    def __init__(self, tables: Tables, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._firsts = tables["firsts"]
        self._ids, self._id_rows = tables["ids"], tables["id_rows"]
        self._of_city = below("of_city", tables)
        self._of_person = below("of_person", tables)

    def __len__(self) -> int:
        return len(self._id_rows)

    def row_of_key(self, key: int) -> int | None:
        """See `Store`."""
        place = int(np.searchsorted(self._ids, np.uint64(key)))
        found = place < len(self._ids) and self._ids[place] == np.uint64(key)
        return int(self._id_rows[place]) if found else None

    def section(self, row: int) -> range:
        """See `Store`."""
        place = int(np.searchsorted(self._firsts, row, "right"))
        end = self._firsts[place] if place < len(self._firsts) else len(self)
        return range(int(self._firsts[place - 1]), int(end))

    def rows(self, scope: Scope) -> Sequence[int]:
        """See `Store`."""
        found: Sequence[int] = self._rows(scope).tolist()
        return found

    def _rows(self, scope: Scope) -> Rows:
        cities = [self._lexicon.cities.index(c) for c in scope.cities if c in self._lexicon.cities]
        people = [n for p in scope.people if (n := self._lexicon.person(p)) is not None]
        groups = [
            *([_union(self._of_city, cities)] if scope.cities else []),
            *([_union(self._of_person, people)] if scope.people else []),
            *([np.array(sorted(set(scope.rows)), np.int64)] if scope.rows is not None else []),
        ]
        both = partial(np.intersect1d, assume_unique=True)
        return reduce(both, groups) if groups else np.arange(len(self))


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
