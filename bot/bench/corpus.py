"""What engines are measured over: passages by the thousand, made up, and the tokens of them.

Each made-up word follows the one before it as it does in some real passage, or comes from anywhere
in them, so that words and characters are as frequent as in real text, while new neighbours go on
turning up. One word in seventy is a made-up name; a few names are in thousands of passages, most in
none or one, which is what makes a vocabulary grow with the library.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.storage.blocks import Array
from retrieval.storage.keys import Keys, distinct, keys
from retrieval.text.tokens import Tokenizer

Longs = NDArray[np.int64]
Piece = tuple[Longs, Keys]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the rows of the passages that answer it."""

    question: str
    relevant: frozenset[int]


class Streams:
    """Passages as tokens, in pieces: where each passage starts, and the tokens' keys.

    `vocabulary` holds the keys of all tokens, sorted; an engine that wants its tokens numbered
    takes their places there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        held = json.loads((folder / "questions.json").read_text("utf-8"))
        self.asked = [(np.array(found, np.uint64), set(rows)) for found, rows in held["asked"]]
        self.hosts: tuple[str, ...] = tuple(held["hosts"])
        self.vocabulary: Keys = np.load(folder / "vocabulary.npy", mmap_mode="r")
        self.documents = sum(len(starts) - 1 for starts, _ in self.pieces())

    def pieces(self) -> Iterator[Piece]:
        """Where the passages of a piece start, shape (passages + 1,), and keys."""
        number = 0
        while (self._folder / f"starts{number}.npy").exists():
            yield self._read("starts", number), self._read("keys", number)
            number += 1

    def ids(self, tokens: Keys) -> Longs:
        """The places of tokens in the vocabulary, without those that are not there."""
        places = np.searchsorted(self.vocabulary, tokens)
        found: Longs = places[self.vocabulary.take(places, mode="clip") == tokens]
        return found

    def _read(self, name: str, number: int) -> Array:
        found: Array = np.load(self._folder / f"{name}{number}.npy", mmap_mode="r")
        return found


class Numbered:
    """The passages as lists of the numbers of their tokens, read as they are gone through."""

    def __init__(self, streams: Streams) -> None:
        self._pieces = [
            (starts, np.searchsorted(streams.vocabulary, found).astype(np.int32))
            for starts, found in streams.pieces()
        ]

    def __len__(self) -> int:
        return sum(len(starts) - 1 for starts, _ in self._pieces)

    def __iter__(self) -> Iterator[list[int]]:
        for starts, ids in self._pieces:
            yield from (ids[first:last].tolist() for first, last in pairwise(starts.tolist()))


def write(
    folder: Path,
    texts: Iterable[Sequence[str]],
    asked: Sequence[Asked],
    tokenizer: Tokenizer,
    hosts: Sequence[str] = (),
) -> Streams:
    """Write the tokens of pieces of texts, and of questions, to a folder.

    `hosts` are those of engines that are servers.
    """
    known: list[Keys] = []
    for number, piece in enumerate(texts):
        docs, found = tokenizer.stream(piece)
        counts = np.bincount(docs, minlength=len(piece))
        np.save(folder / f"starts{number}.npy", np.concatenate([[0], np.cumsum(counts)]))
        np.save(folder / f"keys{number}.npy", found[np.argsort(docs, kind="stable")])
        known = [distinct(np.concatenate([*known, found]))]
    np.save(folder / "vocabulary.npy", np.concatenate([np.empty(0, np.uint64), *known]))
    tokens = [
        (keys(tokenizer.question_tokens(one.question)).tolist(), sorted(one.relevant))
        for one in asked
    ]
    held = {"asked": tokens, "hosts": list(hosts)}
    (folder / "questions.json").write_text(json.dumps(held), "utf-8")
    return Streams(folder)


PIECE = 20_000
LENGTH = 200
FOLLOWS = 0.8
NAMED = 1 / 70
NAMES = 300_000
ASKED = slice(20, 36)


class Maker:
    """Makes passages of the words of `texts`; the same seed makes the same."""

    def __init__(self, texts: Sequence[str], seed: int = 1) -> None:
        import jieba  # engines are measured without it

        jieba.setLogLevel(60)
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
