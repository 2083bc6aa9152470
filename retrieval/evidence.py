"""Evidence: how much of what a question asks a passage holds, and how close together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.text import sentences


@dataclass(frozen=True, slots=True)
class Term:
    """A token of the question and its weight (IDF; a token that no passage holds has the most)."""

    token: str
    weight: float

    @property
    def surface(self) -> str:
        """The token as it stands in a text."""
        return self.token.replace("|", "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Shares of the question's weight, from 0 to 1, that a passage holds.

    `passage`: anywhere in it or in its attribution; `sentence`: in its best sentence or in its
    attribution; `text`: in its best sentence alone; `head`: in its attribution alone.
    """

    passage: float
    sentence: float
    text: float
    head: float


def weigh(terms: Sequence[Term], text: str, head: str) -> Evidence:
    """Weigh a normalised passage and its attribution for the terms of a question."""
    total = sum(term.weight for term in terms)
    if not total:
        return Evidence(0.0, 0.0, 0.0, 0.0)
    surfaces = [(term.surface, term.weight) for term in terms]
    in_head = [weight if surface in head else 0.0 for surface, weight in surfaces]
    parts = sentences(text) or [""]
    alone = [_held(surfaces, part) for part in parts]
    return Evidence(
        passage=_sum_of_best([_held(surfaces, text), in_head]) / total,
        sentence=max(_sum_of_best([held, in_head]) for held in alone) / total,
        text=max(map(sum, alone)) / total,
        head=sum(in_head) / total,
    )


def defines(text: str, word: str) -> bool:
    """Whether a normalised text goes on to say what `word` is: 五大行动,即:… or 三城:…"""
    said = rf"{re.escape(word)}[,，]?(?:就是|即|是指|指的是|指|包括|分别是|[:：(（])"
    return re.search(said, text) is not None


def _held(surfaces: Sequence[tuple[str, float]], text: str) -> list[float]:
    return [weight if surface in text else 0.0 for surface, weight in surfaces]


def _sum_of_best(rows: Iterable[list[float]]) -> float:
    return sum(map(max, zip(*rows, strict=True)))
