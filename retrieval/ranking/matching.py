"""Matching: where many strings stand in texts.

Each is searched for by itself in little text, as are long ones; else tables find all at once.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.ranking.parts import PLANE, Ints, Parts, codes
from retrieval.text.fold import CUT

# Strings up to so long are found by tables, all at once; longer ones are few.
SHORT = 3
# Characters of texts from which on tables take less time than a search for each string.
MUCH = 6000


def cells(strings: tuple[str, ...], parts: Parts) -> Ints:
    """Part · W + string of every place where one of W different strings begins, in any order."""
    if len(parts.joined) < MUCH:
        return _spotted(enumerate(strings), parts, len(strings))
    return _matcher(strings).cells(parts)


def _spotted(strings: Iterable[tuple[int, str]], parts: Parts, width: int) -> Ints:
    """The same of some of the strings, each with its row."""
    text = parts.joined
    places: list[int] = []
    rows: list[int] = []
    for row, string in strings:
        at = text.find(string)
        while at >= 0:
            places.append(at)
            rows.append(row)
            at = text.find(string, at + 1)
    # Twice as quick as `np.array`.
    held, of = (np.fromiter(one, np.intp, len(one)) for one in (places, rows))
    found: Ints = parts.of(held) * width + of
    return found


class _Matcher:
    """Finds W different strings: characters, pairs and triples by tables, longer ones by search.

    Each character of the short strings has a number from 1, and so has each pair of them; 0 is what
    is in no string. The last number is that of a `CUT`.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        self.width = len(strings)
        sizes = [*map(len, strings)]
        self._long = [(row, strings[row]) for row, size in enumerate(sizes) if size > SHORT]
        ones, twos, threes = (
            [row for row, size in enumerate(sizes) if size == short]
            for short in range(1, SHORT + 1)
        )
        letters = codes("".join([strings[row] for row in (*ones, *twos, *threes)]))
        self._cut, self._size = len(letters) + 1, len(letters) + 2
        self._letters = np.zeros(PLANE, np.min_scalar_type(self._cut))
        numbers = _numbered(self._letters, letters)
        self._letters[ord(CUT)] = self._cut
        single, double = len(ones), len(ones) + 2 * len(twos)
        two, three = numbers[single:double].reshape(-1, 2), numbers[double:].reshape(-1, 3)
        beside = np.concatenate([two, three[:, :2], three[:, 1:]])
        self._pairs, self._count = np.zeros(self._size**2, np.intp), len(beside) + 1
        pairs = _numbered(self._pairs, beside[:, 0] * self._size + beside[:, 1])
        begun, rest = pairs[len(twos) :].reshape(2, -1)
        # Of a character, a pair and a triple, the row of the string that it is, and one; else 0.
        self._ones = _table(self._size, numbers[:single], ones)
        self._twos = _table(self._count, pairs[: len(twos)], twos)
        self._threes = _table(self._count**2, begun * self._count + rest, threes)

    def cells(self, parts: Parts) -> Ints:
        """See `cells`."""
        # `take` goes through narrow indexes four times as fast as brackets.
        letters = self._letters.take(parts.codes)
        at = (letters != 0).nonzero()[0]
        letters = letters.take(at).astype(np.intp)
        of = (letters == self._cut).cumsum() * self.width - 1
        beside = at[1:] == at[:-1] + 1
        pairs = self._pairs.take(letters[:-1] * self._size + letters[1:]) * beside
        threes = self._threes.take(pairs[:-1] * self._count + pairs[1:])
        rows = np.concatenate([self._ones.take(letters), self._twos.take(pairs), threes])
        places = rows.nonzero()[0]
        found: Ints = np.concatenate([of, of[:-1], of[:-2]]).take(places) + rows.take(places)
        return np.concatenate([found, _spotted(self._long, parts, self.width)])


# A question's is made once; answers that are remembered go without theirs, 100 KB each.
_matcher = lru_cache(8)(_Matcher)


def _numbered(table: NDArray[Any], of: NDArray[Any]) -> Ints:
    """Give each value its number in a table, from 1; the same ones get the same."""
    table[of] = np.arange(1, len(of) + 1)
    return table.take(of).astype(np.intp)


def _table(size: int, places: Ints, rows: Sequence[int]) -> Ints:
    table = np.zeros(size, np.intp)
    table[places] = np.array(rows, np.intp) + 1
    return table
