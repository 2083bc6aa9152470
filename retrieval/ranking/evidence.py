"""Evidence: how often the terms of a question stand in the parts of texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.index.store import Term
from retrieval.ranking.matching import Matcher
from retrieval.ranking.parts import Floats, Ints, Parts, gaps
from retrieval.storage.keys import distinct, members
from retrieval.text.fold import lazy

# BM25 of a sentence: chosen by hand for texts of a line or two, where a word seldom comes twice.
K1 = 1.2
B = 0.6
# Characters of a usual sentence; a constant, so that a passage scores the same in any company.
USUAL = 40.0
# What a word counts that stands for another, in shares of the word itself: set by hand, the middle
# one of 0.4, 0.6 and 0.8, which were compared on all sets.
OTHER = 0.6

_UNWRITTEN = lazy(r"\W+")


class Kind(IntEnum):
    """What a term is."""

    WORD = 0
    PAIR = 1
    CHARACTER = 2
    FRAME = 3
    """A token of the words that ask: 谁, 怎么, 叫."""
    TRIPLE = 4
    """Three characters of the question one after another, those that ask among them."""


class Standing(NamedTuple):
    """Where strings stand: the string `rows[i]` in the part `parts[i]`, `counts[i]` times."""

    rows: Ints
    parts: Ints
    counts: Floats

    def where(self, chosen: NDArray[np.bool_]) -> "Standing":
        """Some of it."""
        return Standing(self.rows[chosen], self.parts[chosen], self.counts[chosen])


@dataclass(frozen=True)
class Sought:
    """What is looked for in texts: T different strings.

    Attributes:
        terms: those that passages are searched for.
        question: the whole question without blanks and punctuation.
        surfaces: the strings as they stand in normalised text.
        weights: shape (kinds, T), what each weighs as a term of each `Kind`.
        others: other words for words of the question: the word, the other, and which of the
            strings are the word or stand in it.
    """

    terms: tuple[Term, ...]
    question: str
    surfaces: tuple[str, ...]
    weights: Floats = field(compare=False)
    others: tuple[tuple[str, str, Ints], ...] = field(default=(), compare=False)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def meanings(self) -> list[tuple[str, str]]:
        """The words of the question that have other words, each with one of them."""
        return [(word, other) for word, other, _ in self.others]

    @cached_property
    def shares(self) -> Floats:
        """The weights by a measure in which words, pairs and characters add up to 1."""
        found: Floats = self.weights / (self.weights[: Kind.FRAME].sum() or 1.0)
        return found

    @cached_property
    def theme(self) -> Floats:
        """The share of each string in the theme, shape (T,); they add up to 1."""
        found: Floats = self.shares[: Kind.FRAME].sum(axis=0)
        return found

    def counts(self, parts: Parts) -> Floats:
        """How often each string stands in each part, shape (T, n); see `standing`."""
        held = self.standing(parts)
        found = np.zeros((len(self.surfaces), len(parts)))
        found[held.rows, held.parts] = held.counts
        return found

    def standing(self, parts: Parts) -> Standing:
        """Which strings stand in which parts, and how often.

        A word that stands for a string counts `OTHER`, and nothing beside the string itself.
        """
        cells, counts = _counted(self._matcher.cells(parts))
        at, rows = np.divmod(cells, self._matcher.width or 1)
        if not self.others:
            return Standing(rows, at, counts)
        own = Standing(rows, at, counts).where(rows < len(self.surfaces))
        others, means = np.divmod(self._met(cells, rows), self._matcher.width)
        return Standing(
            np.concatenate([own.rows, means]),
            np.concatenate([own.parts, others]),
            np.concatenate([own.counts, np.full(len(others), OTHER)]),
        )

    def _met(self, cells: Ints, rows: Ints) -> Ints:
        """The cells of strings that stand in a part in another word alone."""
        held = np.bincount(rows, minlength=self._matcher.width)
        met = [
            np.add.outer(cells[rows == other] - other, strings).ravel()
            for other, strings in self._meant
            if held[other]
        ]
        found = distinct(np.concatenate([cells[:0], *met]))
        return found[~members(cells, found)]

    @cached_property
    def _meant(self) -> list[tuple[int, Ints]]:
        """The row of each other word, and those of the strings for which it stands."""
        of = {string: row for row, string in enumerate(self._strings)}
        return [(of[other], strings) for _, other, strings in self.others]

    @cached_property
    def _strings(self) -> list[str]:
        return [*dict.fromkeys((*self.surfaces, *(other for _, other, _ in self.others)))]

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self._strings)


def _counted(cells: Ints) -> tuple[Ints, Floats]:
    """The cells, sorted, each once, and how often each was there."""
    cells.sort()
    first = np.ones(len(cells), np.bool_)
    np.not_equal(cells[1:], cells[:-1], out=first[1:])
    starts = first.nonzero()[0]
    return cells[starts], gaps(starts, len(cells)).astype(np.float64)


def seek(
    terms: Sequence[Term],
    frame: Sequence[Term],
    question: str,
    synonyms: Sequence[tuple[str, str]] = (),
) -> Sought:
    """What to look for of a question.

    Args:
        terms: those of its theme.
        frame: those of the words that ask.
        question: as it stands, normalised.
        synonyms: words of the theme with other words for them.
    """
    bare = _UNWRITTEN.sub("", question)
    every = [(token.replace("|", ""), _kind(token), weight) for token, weight in terms]
    every += [(token.replace("|", ""), Kind.FRAME, weight) for token, weight in frame]
    every += [(bare[at : at + 3], Kind.TRIPLE, 1.0) for at in range(len(bare) - 2)]
    surfaces: dict[str, int] = {}
    rows = [surfaces.setdefault(surface, len(surfaces)) for surface, _, _ in every]
    kinds, amounts = [kind for _, kind, _ in every], [weight for _, _, weight in every]
    weights = np.zeros((len(Kind), len(surfaces)))
    np.add.at(weights, (kinds, rows), amounts)
    words = dict.fromkeys(word for word, _ in synonyms)
    within = {word: _inside(word, surfaces) for word in words}
    others = tuple((word, other, within[word]) for word, other in synonyms)
    return Sought(tuple(terms), bare, tuple(surfaces), weights, others)


def _inside(word: str, surfaces: Iterable[str]) -> Ints:
    return np.array([row for row, surface in enumerate(surfaces) if surface in word], np.intp)


def _kind(token: str) -> Kind:
    if "|" in token:
        return Kind.PAIR
    return Kind.WORD if len(token) > 1 else Kind.CHARACTER


NOTHING = seek((), (), "")


def saturated(counts: Floats, lengths: Floats | Ints) -> Floats:
    """BM25's `tf·(k1+1)/(tf + k1·(1 − b + b·|s|/usual))` of each count, over k1 + 1: up to 1.

    Args:
        counts: shape (…, n).
        lengths: of the n texts in characters, shape (n,).
    """
    return counts / (counts + K1 * (1 - B + B * lengths / USUAL))
