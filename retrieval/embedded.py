"""The embedded store: passages and postings in the arrays of one compiled file."""

import json
from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from retrieval.evidence import Term
from retrieval.keys import key, keys
from retrieval.lexicon import Lexicon
from retrieval.passage import Passage
from retrieval.postings import Field, Postings, top
from retrieval.store import HEAD_WEIGHT, Scope
from retrieval.strings import Strings
from retrieval.tables import Array, Tables, below
from retrieval.tokens import grams

Rows = NDArray[np.int64]


class Embedded:
    """See `Store`; `building.build` makes the arrays."""

    def __init__(self, tables: Tables, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._records = Strings(below("records", tables))
        self._texts = Strings(below("texts", tables))
        self._heads = Strings(below("heads", tables))
        self._body = Postings(below("body", tables))
        self._fields = [
            Field(self._body, 1.0),
            Field(Postings(below("head", tables)), HEAD_WEIGHT),
        ]
        self._firsts = tables["firsts"]
        self._ids, self._id_rows = tables["ids"], tables["id_rows"]
        self._of_city = below("of_city", tables)
        self._of_person = below("of_person", tables)

    def __len__(self) -> int:
        return len(self._records)

    def passage(self, row: int) -> Passage:
        """See `Store`."""
        return thaw(self._records[row])

    def text(self, row: int) -> str:
        """See `Store`."""
        return self._texts[row]

    def head(self, row: int) -> str:
        """See `Store`."""
        return self._heads[row]

    def row(self, identity: str) -> int | None:
        """See `Store`."""
        row = self.row_of_key(key(identity))
        return row if row is not None and self.passage(row).id == identity else None

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

    def idf(self, tokens: Sequence[str]) -> list[float | None]:
        """See `Store`."""
        keyed = keys(tokens)
        known = self._body.frequency(keyed)
        weights = self._body.idf(keyed).tolist()
        return [weight if n else None for weight, n in zip(weights, known, strict=True)]

    def top(self, terms: Sequence[Term], scope: Scope, depth: int) -> list[tuple[int, float]]:
        """See `Store`."""
        allowed = None
        if not scope.is_open:
            allowed = np.zeros(len(self), np.bool_)
            allowed[self._rows(scope)] = True
        rows, scores = top(self._fields, keys([term.token for term in terms]), allowed, depth)
        return list(zip(rows.tolist(), scores.tolist(), strict=True))

    def holding(self, word: str) -> Iterator[int]:
        """See `Store`."""
        parts = [self._body.documents_of(key(gram)) for gram in dict.fromkeys(grams(word))]
        if not parts:
            return iter(())
        first, *rest = sorted(parts, key=len)
        rows = reduce(lambda rows, more: rows[np.isin(rows, more, assume_unique=True)], rest, first)
        return (row for row in rows.tolist() if word in self._texts[row])

    def _rows(self, scope: Scope) -> Rows:
        cities = [self._lexicon.cities.index(c) for c in scope.cities if c in self._lexicon.cities]
        people = [n for p in scope.people if (n := self._lexicon.person(p)) is not None]
        groups = [
            *([_union(self._of_city, cities)] if scope.cities else []),
            *([_union(self._of_person, people)] if scope.people else []),
            *([np.array(sorted(set(scope.rows)), np.int64)] if scope.rows is not None else []),
        ]
        return reduce(np.intersect1d, groups) if groups else np.arange(len(self))


def _union(groups: Tables, numbers: Sequence[int]) -> Rows:
    starts, rows = groups["starts"], groups["rows"]
    parts = [rows[starts[n] : starts[n + 1]] for n in numbers]
    return np.unique(np.concatenate([*parts, np.empty(0, np.int64)]).astype(np.int64))


def freeze(passage: Passage) -> str:
    """A passage as one line of JSON."""
    return json.dumps(
        [getattr(passage, name) for name in Passage.__slots__],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def thaw(record: str) -> Passage:
    """What `freeze` wrote."""
    *rest, source = json.loads(record)
    return Passage(*rest, source=tuple((start, end) for start, end in source))


def grouped(numbers: Sequence[Sequence[int]], groups: int) -> dict[str, Array]:
    """The rows of each group, from the groups of each row: `starts` (groups + 1,), and `rows`."""
    flat = np.fromiter((n for of_row in numbers for n in of_row), np.int64)
    rows = np.repeat(np.arange(len(numbers)), [len(of_row) for of_row in numbers])
    starts = np.concatenate([[0], np.cumsum(np.bincount(flat, minlength=groups))])
    order = np.argsort(flat, kind="stable")
    return {"starts": starts.astype(np.int64), "rows": rows[order].astype(np.int32)}
