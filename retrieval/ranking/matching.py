"""Matching: where many strings stand in texts, all of them found at once."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from retrieval.ranking.parts import PLANE, Ints, Parts
from retrieval.text.fold import CUT
from retrieval.text.spots import spots

# Strings up to so long are found by tables, all at once; longer ones are few.
SHORT = 3


class Matcher:
    """Finds W different strings: characters, pairs and triples by tables, longer ones by search.

    The characters of the short strings are numbered from 1, and so are the pairs of them; 0 is
    what is in no string. The last number is that of a `CUT`.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        self.width = len(strings)
        self._long: list[tuple[int, str]] = []
        short: list[dict[str, int]] = [{} for _ in range(SHORT)]
        for row, string in enumerate(strings):
            if len(string) > SHORT:
                self._long.append((row, string))
            else:
                short[len(string) - 1][string] = row + 1
        ones, twos, threes = short
        letters = _numbered("".join([*ones, *twos, *threes]))
        pairs = _numbered([*twos, *(s[at : at + 2] for s in threes for at in (0, 1))])
        self._letters = np.zeros(PLANE, np.min_scalar_type(len(letters) + 1))
        self._letters[[min(ord(letter), PLANE - 1) for letter in letters]] = [*letters.values()]
        self._letters[ord(CUT)] = self._cut = len(letters) + 1
        self._size, self._count = len(letters) + 2, len(pairs) + 1
        of_letters = {letters[p[0]] * self._size + letters[p[1]]: n for p, n in pairs.items()}
        of_pairs = {pairs[s[:2]] * self._count + pairs[s[1:]]: row for s, row in threes.items()}
        self._pairs = _table(self._size**2, of_letters)
        # Of a character, a pair and a triple, the row of the string that it is, and one; else 0.
        self._ones = np.array([0, *(ones.get(letter, 0) for letter in letters), 0])
        self._twos = np.array([0, *(twos.get(pair, 0) for pair in pairs)])
        self._threes = _table(self._count**2, of_pairs)

    def cells(self, parts: Parts) -> Ints:
        """Part · W + string of every place where a string begins, in any order."""
        # `take` goes through narrow indexes four times as fast as brackets.
        letters = self._letters.take(parts.codes)
        at = (letters != 0).nonzero()[0]
        letters = letters[at].astype(np.intp)
        of = (letters == self._cut).cumsum() * self.width - 1
        beside = at[1:] == at[:-1] + 1
        pairs = self._pairs[letters[:-1] * self._size + letters[1:]] * beside
        threes = self._threes[pairs[:-1] * self._count + pairs[1:]]
        rows = np.concatenate([self._ones[letters], self._twos[pairs], threes])
        places = rows.nonzero()[0]
        found = [np.concatenate([of, of[:-1], of[:-2]])[places] + rows[places]]
        for row, string in self._long:
            if spotted := [*spots(parts.joined, string)]:
                found.append(parts.of(np.array(spotted)) * self.width + row)
        return np.concatenate(found) if len(found) > 1 else found[0]


def _numbered(of: Iterable[str]) -> dict[str, int]:
    return {one: number for number, one in enumerate(dict.fromkeys(of), 1)}


def _table(size: int, numbers: Mapping[int, int]) -> Ints:
    table = np.zeros(size, np.intp)
    table[[*numbers]] = [*numbers.values()]
    return table
