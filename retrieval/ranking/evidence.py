"""Evidence: how often the terms of a question stand in the parts of texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

import numpy as np

from retrieval.index.store import Term
from retrieval.ranking.matching import cells as matched
from retrieval.ranking.parts import Floats, Ints, Parts
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


class TermKind(IntEnum):
    """What a term is."""

    WORD = 0
    PAIR = 1
    CHARACTER = 2
    FRAME = 3
    """A token of the words that ask: 谁, 怎么, 叫."""
    TRIPLE = 4
    """Three characters of the question one after another, those that ask among them."""


@dataclass(frozen=True)
class Sought:
    """What is looked for in texts: T different strings.

    Attributes:
        terms: those that passages are searched for.
        question: the whole question without blanks and punctuation.
        surfaces: the strings as they stand in normalised text, and the other words for them.
        shares: shape (kinds, T), what each weighs as a term of each `TermKind`, by a measure in
            which words, pairs and characters add up to 1.
        theme: the share of each string in the theme, shape (T,); they add up to 1.
        others: other words for words of the question: the word, the other, and which of the
            strings are the word or stand in it.
    """

    terms: tuple[Term, ...]
    question: str
    surfaces: tuple[str, ...]
    shares: Floats = field(compare=False)
    theme: Floats = field(compare=False)
    others: tuple[tuple[str, str, list[int]], ...] = field(default=(), compare=False)
    _counted: dict[str, Floats | Ints] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def meanings(self) -> list[tuple[str, str]]:
        """The words of the question that have other words, each with one of them."""
        return [(word, other) for word, other, _ in self.others]

    @cached_property
    def strings(self) -> list[tuple[str, float]]:
        """What is of the theme, and other words for its words, each with its share."""
        own = zip(self.surfaces, self.theme.tolist(), strict=True)
        others = ((o, OTHER * float(self.theme[rows].sum())) for _, o, rows in self.others)
        return [(string, share) for string, share in (*own, *others) if share]

    def counts(self, parts: Parts) -> Floats | Ints:
        """How often each string stands in each part, shape (n, T).

        A word that stands for a string counts `OTHER`, and nothing beside the string itself.
        """
        if (counted := self._counted.get(parts.joined)) is not None:
            return counted
        wide = len(self.surfaces)
        found = np.bincount(matched(self.surfaces, parts), minlength=len(parts) * wide)
        found = found.reshape(len(parts), wide)
        if not self.others:
            return found
        at, which = found.take(self._meant, axis=1).nonzero()
        if len(at):
            held = zip((at * wide).tolist(), which.tolist(), strict=True)
            cells = [start + row for start, other in held for row in self.others[other][2]]
            found = found.astype(np.float64)
            found.put(cells, np.maximum(found.take(cells), OTHER))
        return found

    def remember(self, parts: Parts, counts: Floats | Ints) -> None:
        """Keep the counts of parts that were counted among others, for the next who ask for them:
        those of the passage that comes first, of which a lead is made. The last ones are kept."""
        self._counted.clear()
        self._counted[parts.joined] = counts

    @cached_property
    def _meant(self) -> Ints:
        """The row of each other word."""
        of = {string: row for row, string in enumerate(self.surfaces)}
        return np.array([of[other] for _, other, _ in self.others], np.intp)


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
    triples = [bare[at : at + 3] for at in range(len(bare) - 2)]
    tokens = [(token.replace("|", ""), weight) for token, weight in (*terms, *frame)]
    kinds = [_kind(token) for token, _ in terms]
    kinds += [TermKind.FRAME] * len(frame) + [TermKind.TRIPLE] * len(triples)
    weighed = tokens + [(triple, 1.0) for triple in triples]
    rows: dict[str, int] = {}
    places = [rows.setdefault(string, len(rows)) for string, _ in weighed]
    within = {word: _inside(word, rows) for word in dict.fromkeys(w for w, _ in synonyms)}
    others = tuple((word, other, within[word]) for word, other in synonyms)
    for _, other in synonyms:
        rows.setdefault(other, len(rows))
    cells = [kind * len(rows) + place for kind, place in zip(kinds, places, strict=True)]
    amounts, size = [weight for _, weight in weighed], len(TermKind) * len(rows)
    weights = np.bincount(np.array(cells, np.intp), amounts, size).reshape(len(TermKind), -1)
    shares: Floats = weights / (np.add.reduce(weights[: TermKind.FRAME], None) or 1.0)
    theme: Floats = np.add.reduce(shares[: TermKind.FRAME])
    return Sought(tuple(terms), bare, tuple(rows), shares, theme, others)


def _inside(word: str, surfaces: Mapping[str, int]) -> list[int]:
    """The rows of the strings that are a word or stand in it."""
    sizes = range(len(word))
    parts = dict.fromkeys(word[at:stop] for at in sizes for stop in range(at + 1, len(word) + 1))
    return [surfaces[part] for part in parts if part in surfaces]


def _kind(token: str) -> TermKind:
    if "|" in token:
        return TermKind.PAIR
    return TermKind.WORD if len(token) > 1 else TermKind.CHARACTER


NOTHING = seek((), (), "")


def saturated(counts: Floats | Ints, lengths: Floats | Ints) -> Floats:
    """BM25's `tf·(k1+1)/(tf + k1·(1 − b + b·|s|/usual))` of each count, over k1 + 1: up to 1.

    Args:
        counts: shape (…, n).
        lengths: of the n texts in characters, shape (n,).
    """
    return counts / (counts + (K1 * B / USUAL * lengths + K1 * (1 - B)))
