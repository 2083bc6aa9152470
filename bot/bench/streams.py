"""The tokens of a benchmark in a folder, the same for each engine, whatever process reads them."""

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
