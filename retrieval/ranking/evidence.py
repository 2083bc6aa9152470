"""Evidence: how often the terms of a question stand in the sentences of texts, as matrices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.index.store import Term
from retrieval.storage import keys
from retrieval.text.fold import lazy

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

# BM25 of a sentence: chosen by hand for texts of a line or two, where a word seldom comes twice.
K1 = 1.2
B = 0.6
# Characters of a usual sentence; a constant, so that a passage scores the same in any company.
USUAL = 40.0
# What a word counts that stands for another; of 0.4, 0.6 and 0.8 chosen by hand on all sets.
OTHER = 0.6

_UNWRITTEN = lazy(r"\W+")
_PLANE = 0x10000


def _table(characters: str) -> Bools:
    held = np.zeros(_PLANE, np.bool_)
    held[[ord(character) for character in characters]] = True
    return held


# As `text.fold.sentences` cuts.
_ENDS, _CLOSERS = _table("。！？!?；;\n"), _table("”’」』）)》]")


class Kind(IntEnum):
    """What a term is."""

    WORD = 0
    PAIR = 1
    CHARACTER = 2
    FRAME = 3
    """A token of the words that ask: 谁, 怎么, 叫."""
    TRIPLE = 4
    """Three characters of the question one after another, those that ask among them."""


_LAST = (Kind.CHARACTER, Kind.FRAME)


@dataclass(frozen=True)
class Parts:
    """Texts cut into n parts, one after another.

    Attributes:
        joined: the texts, each followed by a line's end.
        codes: its code points, those beyond the first plane made one.
        owners: the part of each, shape (code points,).
        lengths: the characters of each part, shape (n,).
        starts: the first part of each text, shape (texts,).
    """

    joined: str
    codes: Ints
    owners: Ints
    lengths: Floats
    starts: Ints

    def most(self, values: Floats) -> Floats:
        """The most of each text's parts, whose values are in the last axis."""
        found: Floats = np.maximum.reduceat(values, self.starts, axis=-1)
        return found


def whole(texts: Sequence[str]) -> Parts:
    """Each text as one part."""
    joined = "".join(f"{text}\n" for text in texts)
    sizes = np.array([len(text) + 1 for text in texts], np.intp)
    owners = np.repeat(np.arange(len(texts)), sizes)
    codes = np.minimum(keys.codes(joined), _PLANE - 1).astype(np.intp)
    lengths = sizes.astype(np.float64) - 1
    return Parts(joined, codes, owners, lengths, np.arange(len(texts)))


def sentences(texts: Sequence[str]) -> Parts:
    """Each sentence as a part."""
    uncut = whole(texts)
    closed = _ENDS[uncut.codes]
    closers = _CLOSERS[uncut.codes]
    for _ in range(2):
        closed[1:] |= closers[1:] & closed[:-1]
    begins = np.append(True, closed[:-1] & ~closed[1:])
    # A text begins where one ended, whatever it begins with.
    first = np.flatnonzero(np.diff(uncut.owners, prepend=-1))
    begins[first] = True
    owners = np.cumsum(begins) - 1
    return Parts(
        uncut.joined, uncut.codes, owners, np.bincount(owners).astype(np.float64), owners[first]
    )


@dataclass(frozen=True)
class Sought:
    """What is looked for in texts: T different strings.

    Attributes:
        terms: those that passages are searched for.
        question: the whole question without blanks and punctuation.
        surfaces: the strings as they stand in normalised text: those of the theme, then those of
            the words that ask, then triples.
        ends: how many strings there are to the end of the theme's, and of the words' that ask.
        weights: shape (kinds, T), what each weighs as a term of each `Kind`.
        others: other words for words of the question: the word, the other, and which of the
            strings are the word or stand in it.
    """

    terms: tuple[Term, ...]
    question: str
    surfaces: tuple[str, ...]
    weights: Floats = field(compare=False)
    ends: tuple[int, int] = field(default=(0, 0), compare=False)
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
        """How often each string stands in each part, shape (T, n).

        A word that stands for a string counts `OTHER`, and nothing beside the string itself.
        """
        shape = (len(self.surfaces), len(parts.lengths))
        cells = np.concatenate(
            [rows * shape[1] + parts.owners[at] for at, rows in self._found(parts)]
        )
        found = np.bincount(cells, minlength=shape[0] * shape[1]).astype(np.float64).reshape(shape)
        for _, other, rows in self.others:
            if places := _places(parts.joined, other):
                held = np.ix_(rows, np.unique(parts.owners[places]))
                found[held] = np.maximum(found[held], OTHER)
        return found

    def _found(self, parts: Parts) -> list[tuple[Ints, Ints]]:
        """Where strings stand, and which: characters, pairs and triples by tables, longer ones."""
        letters = self._letters[parts.codes]
        pairs = self._pairs[letters[:-1] * self._size + letters[1:]]
        found = [_held(self._of_letter[letters]), _held(self._of_pair[pairs])]
        triples = pairs[:-1] * (len(self._of_pair)) + pairs[1:]
        found.append(_held(self._of_triple[triples]))
        for row, surface in enumerate(self.surfaces):
            if len(surface) > 3 and (places := _places(parts.joined, surface)):
                found.append((np.array(places, np.intp), np.full(len(places), row)))
        return found

    @cached_property
    def _alphabet(self) -> dict[str, int]:
        return {c: at for at, c in enumerate(dict.fromkeys("".join(self.surfaces)), 1)}

    @property
    def _size(self) -> int:
        return len(self._alphabet) + 1

    @cached_property
    def _letters(self) -> Ints:
        """The number of each code point, 0 for those that are in no string."""
        table = np.zeros(_PLANE, np.intp)
        for character, number in self._alphabet.items():
            table[min(ord(character), _PLANE - 1)] = number
        return table

    @cached_property
    def _pair_numbers(self) -> dict[str, int]:
        every = (s[at : at + 2] for s in self.surfaces for at in range(len(s) - 1) if len(s) < 4)
        return {pair: at for at, pair in enumerate(dict.fromkeys(every), 1)}

    @cached_property
    def _pairs(self) -> Ints:
        """The number of each pair of numbered code points, 0 for those that are in no string."""
        table = np.zeros(self._size**2, np.intp)
        for pair, number in self._pair_numbers.items():
            first, second = self._alphabet[pair[0]], self._alphabet[pair[1]]
            table[first * self._size + second] = number
        return table

    @cached_property
    def _of_letter(self) -> Ints:
        """The string of each numbered code point, −1 where it is none by itself."""
        return self._rows(self._size, {s: self._alphabet[s] for s in self.surfaces if len(s) == 1})

    @cached_property
    def _of_pair(self) -> Ints:
        numbers = {s: self._pair_numbers[s] for s in self.surfaces if len(s) == 2}
        return self._rows(len(self._pair_numbers) + 1, numbers)

    @cached_property
    def _of_triple(self) -> Ints:
        size, pair = len(self._pair_numbers) + 1, self._pair_numbers
        triples = (s for s in self.surfaces if len(s) == 3)
        return self._rows(size**2, {s: pair[s[:2]] * size + pair[s[1:]] for s in triples})

    def _rows(self, size: int, numbers: dict[str, int]) -> Ints:
        table = np.full(size, -1, np.intp)
        for row, surface in enumerate(self.surfaces):
            if surface in numbers:
                table[numbers[surface]] = row
        return table


def _held(rows: Ints) -> tuple[Ints, Ints]:
    places = np.flatnonzero(rows >= 0)
    return places, rows[places]


def seek(
    terms: Sequence[Term],
    frame: Sequence[Term],
    question: str,
    synonyms: Iterable[tuple[str, str]] = (),
) -> Sought:
    """What to look for of a question.

    Args:
        terms: those of its theme.
        frame: those of the words that ask.
        question: as it stands, normalised.
        synonyms: words of the theme with other words for them.
    """
    bare = _UNWRITTEN.sub("", question)
    every = [(term.token.replace("|", ""), _kind(term.token), term.weight) for term in terms]
    every += [(term.token.replace("|", ""), Kind.FRAME, term.weight) for term in frame]
    every += [(bare[at : at + 3], Kind.TRIPLE, 1.0) for at in range(len(bare) - 2)]
    surfaces = {surface: at for at, surface in enumerate(dict.fromkeys(s for s, _, _ in every))}
    weights = np.zeros((len(Kind), len(surfaces)))
    for surface, kind, weight in every:
        weights[kind, surfaces[surface]] += weight
    others = tuple((word, other, _inside(word, surfaces)) for word, other in synonyms)
    ends = tuple(len({s for s, kind, _ in every if kind <= last}) for last in _LAST)
    return Sought(tuple(terms), bare, tuple(surfaces), weights, (ends[0], ends[1]), others)


def _inside(word: str, surfaces: Mapping[str, int]) -> Ints:
    return np.array([at for surface, at in surfaces.items() if surface in word], np.intp)


def _kind(token: str) -> Kind:
    if "|" in token:
        return Kind.PAIR
    return Kind.WORD if len(token) > 1 else Kind.CHARACTER


NOTHING = seek((), (), "")


def _places(text: str, surface: str) -> list[int]:
    found: list[int] = []
    at = text.find(surface)
    while at >= 0:
        found.append(at)
        at = text.find(surface, at + 1)
    return found


def saturated(counts: Floats, lengths: Floats) -> Floats:
    """BM25's `tf·(k1+1)/(tf + k1·(1 − b + b·|s|/usual))` of each count, over k1 + 1: up to 1.

    Args:
        counts: shape (T, n).
        lengths: of the n texts in characters, shape (n,).
    """
    return counts / (counts + K1 * (1 - B + B * lengths / USUAL))
