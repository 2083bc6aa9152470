"""A store: where the passages are, and who finds the first of them for a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.evidence import Term
from retrieval.passage import Passage

# What the attribution counts beside the text, fitted by `python -m retrieval.fit`: hit@1 on
# cmrc2018 is 0.973 with the body alone, 0.983 with the attribution.
HEAD_WEIGHT = 0.8


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

    def passage(self, row: int) -> Passage:
        """The passage of a row."""
        ...

    def text(self, row: int) -> str:
        """Its normalised text."""
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
        """The rows of the report that a passage stands in; its own where it was imported."""
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
