"""Cuts Chinese text into words exactly as jieba 0.42 does, over arrays.

jieba parts a text at whatever is neither Chinese nor a letter, digit or one of `+#&._%-`, takes
the likeliest row of dictionary words in each part, and hands what that leaves in single characters
to a hidden Markov model of words it does not know.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.storage import compiler, keys
from retrieval.text import cutting
from retrieval.text.cutting import CHINESE, DIGIT, LETTER, PERCENT, POINT, SIGN
from retrieval.text.dictionary import FIRST_CHARACTER, LAST_CHARACTER, Dictionary

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]


def _kinds() -> NDArray[np.uint8]:
    """The kinds of the characters up to the last Chinese one and of one that parts."""
    kinds = np.zeros(LAST_CHARACTER + 2, np.uint8)
    kinds[FIRST_CHARACTER : LAST_CHARACTER + 1] = CHINESE
    for first, last, kind in (("0", "9", DIGIT), ("A", "Z", LETTER), ("a", "z", LETTER)):
        kinds[ord(first) : ord(last) + 1] = kind
    kinds[[ord(sign) for sign in "+#&_-"]] = SIGN
    kinds[ord(".")], kinds[ord("%")] = POINT, PERCENT
    return kinds


_KINDS = _kinds()
# The words of pieces of texts up to so long are remembered, of so many of them.
SHORT, KNOWN = 64, 4096
_BEGINNING = np.zeros(1, np.intp)
BLANK = " "


@dataclass(frozen=True, slots=True)
class Entries:
    """The dictionary's entries in a text of n codes.

    At code i begin `depth[i]` of them, of 1, 2, … codes; `logs[first[i]]` and those after it are
    their logarithms, −∞ for what only begins a word. A last −∞ stands for all that is no entry.
    """

    depth: Ints
    first: Ints
    logs: NDArray[np.float64]

    def words(self, at: Ints, size: Ints | int) -> Bools:
        """Whether the `size` codes from each `at` on are a word."""
        rows = np.where(self.depth[at] >= size, self.first[at] + size - 1, len(self.logs) - 1)
        known: Bools = self.logs[rows] > -np.inf
        return known


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into words: where each begins and ends, and what the dictionary has in it."""

    starts: Ints
    stops: Ints
    entries: Entries

    def within(self, size: int) -> Ints:
        """Where words of `size` codes begin that lie within longer ones."""
        longer = self.stops - self.starts > size
        starts, stops = self.starts[longer], self.stops[longer]
        room = stops - starts - size + 1
        at = (starts - room.cumsum() + room).repeat(room) + np.arange(room.sum())
        found: Ints = at[self.entries.words(at, size)]
        return found


Words = tuple[list[str], list[str]]
"""The words of a text, one after another, and the same each after the shorter words in it."""


class Segmenter:
    """jieba's words of any text."""

    def __init__(self, dictionary: Dictionary) -> None:
        """Cut with the words and the model of `dictionary`."""
        self._dictionary = dictionary
        self._known: dict[str, Words] = {}

    def cut(self, text: str) -> list[str]:
        """The words of a text, one after another, as `jieba.lcut` gives them."""
        return [*self._both(text)[0]]

    def cut_for_search(self, text: str) -> list[str]:
        """The same, each after the shorter words in it, as `jieba.lcut_for_search` gives them."""
        return [*self._both(text)[1]]

    def _both(self, text: str) -> Words:
        """What the two ways give; a question is cut some ten times on its way to an answer, with
        more and more blanks in it, which part what is beside them."""
        if len(text) > SHORT:
            return self._cut(text)
        pieces, known = text.split(BLANK), self._known
        if len(known) > KNOWN:  # threads share it: what one lets go of, another still holds
            known = self._known = {}
        if new := [piece for piece in dict.fromkeys(pieces) if piece not in known]:
            known.update(zip(new, self._cut_each(new), strict=True))
        words, found = known[pieces[0]]
        for piece in pieces[1:]:
            more = known[piece]
            words, found = [*words, BLANK, *more[0]], [*found, BLANK, *more[1]]
        return words, found

    def _cut_each(self, pieces: Sequence[str]) -> Iterator[Words]:
        """What the two ways give of pieces without blanks, which are cut together."""
        yield from zip(*map(_parted, self._cut(BLANK.join(pieces))), strict=True)

    def _cut(self, text: str) -> Words:
        cut = self.cut_codes(keys.codes(text))
        entries = cut.entries
        depth, first, logs = entries.depth.tolist(), entries.first.tolist(), entries.logs.tolist()
        words: list[str] = []
        found: list[str] = []
        for start, stop in zip(cut.starts.tolist(), cut.stops.tolist(), strict=True):
            for size in range(2, min(stop - start, 4)):
                for at in range(start, stop - size + 1):
                    if depth[at] >= size and logs[first[at] + size - 1] > -math.inf:
                        found.append(text[at : at + size])
            words.append(text[start:stop])
            found.append(text[start:stop])
        return words, found

    def cut_codes(self, codes: keys.Codes) -> Cut:
        """Where the words of a text of code points begin and end."""
        kinds = _KINDS[np.minimum(codes, LAST_CHARACTER + 1)]
        entries = self._entries(codes, kinds)
        ends = self._route(kinds, entries)
        self._recut(codes, kinds, entries, ends)
        ends[:-1] &= (codes[:-1] != ord("\r")) | (codes[1:] != ord("\n"))
        bounds = np.concatenate((_BEGINNING, ends.nonzero()[0] + 1))
        return Cut(bounds[:-1], bounds[1:], entries)

    def _entries(self, codes: keys.Codes, kinds: NDArray[np.uint8]) -> Entries:
        """Look up every window of one part of the text, as long as it begins a word."""
        wide = np.ones(len(codes) + 1, np.uint64)
        wide[:-1] += np.where(kinds, codes, 0)
        depth = np.zeros(len(codes), np.intp)
        levels: list[tuple[Ints, NDArray[np.float64]]] = []
        at = kinds.nonzero()[0]
        found = wide[at]
        while len(at):
            rows, held = self._dictionary.rows(found)
            at, found = at[held], found[held]
            levels.append((at, self._dictionary.logs[rows[held]]))
            depth[at] = len(levels)
            found = found * np.uint64(keys.BASE) + wide[at + len(levels)]
        first = depth.cumsum() - depth
        logs = np.full(depth.sum() + 1, -np.inf)
        for size, (at, these) in enumerate(levels):
            logs[first[at] + size] = these
        return Entries(depth, first, logs)

    def _route(self, kinds: NDArray[np.uint8], entries: Entries) -> Bools:
        size = len(kinds)
        value, sizes, ends = np.zeros(size + 1), np.empty(size, np.intp), np.zeros(size, np.bool_)
        given = (kinds, entries.depth, entries.first, entries.logs, self._dictionary.unknown)
        compiler.run(cutting.route, compiler.pays(size), *given, value, sizes, ends)
        return ends

    def _recut(
        self, codes: keys.Codes, kinds: NDArray[np.uint8], entries: Entries, ends: Bools
    ) -> None:
        """Cut anew where two characters or more were left single and are no word together."""
        single = ends & (kinds > 0)
        single[1:] &= ends[:-1]
        starts, stops = runs(single)
        loose = (stops - starts > 1) & ~entries.words(starts, stops - starts)
        if not loose.any():
            return
        again = np.zeros(len(codes) + 1, np.int8)
        again[starts[loose]], again[stops[loose]] = 1, -1
        anew = again[:-1].cumsum(dtype=np.int8) > 0
        ends &= ~anew
        model = self._dictionary
        chinese, other = (runs(anew & mask) for mask in (kinds == CHINESE, kinds != CHINESE))
        came = np.empty(len(codes), np.uint8)
        given = (model.start, model.move, model.emit, came, ends)
        large = compiler.pays(len(codes))
        compiler.run(cutting.viterbi, large, codes, *chinese, *given)
        compiler.run(cutting.latin, large, kinds, *other, ends)


def _parted(words: Sequence[str]) -> list[list[str]]:
    """The words before, between and after the blanks."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word == BLANK:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def runs(mask: Bools) -> tuple[Ints, Ints]:
    """Where the runs of True begin and end."""
    padded = np.zeros(len(mask) + 2, np.bool_)
    padded[1:-1] = mask
    flips = (padded[1:] != padded[:-1]).nonzero()[0]
    return flips[::2].copy(), flips[1::2].copy()  # compiled loops take arrays without gaps
