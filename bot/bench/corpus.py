"""Made-up passages by the thousand: as many as asked for, of the words of real ones.

Each word follows the one before it as it does in some real passage, or comes from anywhere in
them, so that words and characters are as frequent as in real text, while new neighbours go on
turning up. One word in seventy is a made-up name; a few names are in thousands of passages, most in
none or one, which is what makes a vocabulary grow with the library.
"""

from collections.abc import Iterator, Sequence

import jieba
import numpy as np
from numpy.typing import NDArray

from bot.bench.streams import Asked

jieba.setLogLevel(60)

Longs = NDArray[np.int64]

PIECE = 20_000
LENGTH = 200
FOLLOWS = 0.8
NAMED = 1 / 70
NAMES = 300_000
ASKED = slice(20, 36)


class Maker:
    """Makes passages of the words of `texts`; the same seed makes the same."""

    def __init__(self, texts: Sequence[str], seed: int = 1) -> None:
        rng = np.random.default_rng(seed)
        cut = [jieba.lcut(text) for text in texts]
        rows: dict[str, int] = {}
        numbers = [np.array([rows.setdefault(w, len(rows)) for w in words]) for words in cut]
        characters = [c for text in texts for c in text if "㐀" <= c <= "鿿"]
        made = rng.choice(characters, (NAMES, 3))
        self._names = len(rows)
        self._words = [*rows, *map("".join, made.tolist())]
        self._running: Longs = np.concatenate(numbers)
        before = np.concatenate([words[:-1] for words in numbers])
        order = np.argsort(before, kind="stable")
        self._next = np.concatenate([words[1:] for words in numbers])[order]
        self._starts = np.searchsorted(before[order], np.arange(len(rows) + 1))
        self._size = round(LENGTH * len(self._running) / sum(map(len, texts)))
        self._seed = seed

    def passages(self, number: int) -> Iterator[list[str]]:
        """Pieces of passages, `number` in all."""
        for piece, start in enumerate(range(0, number, PIECE)):
            rng = np.random.default_rng((self._seed, piece))
            numbers = self._chain(rng, min(PIECE, number - start))
            yield ["".join(map(self._words.__getitem__, row)) for row in numbers.tolist()]

    def _chain(self, rng: np.random.Generator, passages: int) -> Longs:
        """The numbers of words, shape (passages, words)."""
        found = np.empty((passages, self._size), np.int64)
        found[:, 0] = rng.choice(self._running, passages)
        for place in range(1, self._size):
            found[:, place] = self._follow(rng, found[:, place - 1])
        return found

    def _follow(self, rng: np.random.Generator, last: Longs) -> Longs:
        # Anything follows a name.
        of = np.where(last < self._names, last, 0)
        counts = self._starts[of + 1] - self._starts[of]
        picked = self._starts[of] + (rng.random(len(last)) * counts).astype(np.int64)
        follows = (last < self._names) & (counts > 0) & (rng.random(len(last)) < FOLLOWS)
        anything = rng.choice(self._running, len(last))
        words = np.where(follows, self._next[np.minimum(picked, len(self._next) - 1)], anything)
        # The rank of a name falls off as Zipf has it: its logarithm is uniform.
        rank = np.exp(rng.random(len(last)) * np.log(NAMES)).astype(np.int64) - 1
        return np.where(rng.random(len(last)) < NAMED, self._names + rank, words)


def questions(passages: Sequence[str], number: int, seed: int = 1) -> list[Asked]:
    """Pieces of passages as questions, each answered by the passage it is from."""
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(len(passages), min(number, len(passages)), replace=False))
    return [Asked(passages[row][ASKED], frozenset([row])) for row in rows.tolist()]
