"""Pieces: what depends on passages alone, made by several processes where there is much of it."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval import dictionary, postings, strings, tables
from retrieval.embedded import freeze
from retrieval.keys import keys
from retrieval.lexicon import QUOTED
from retrieval.passage import Passage
from retrieval.tables import Array, DamagedError, Tables, prefixed
from retrieval.text import normal
from retrieval.tokens import Tokenizer

RowMap = NDArray[np.int32]
Part = tuple[Tables, RowMap]
"""Arrays of passages, and the row that each of them gets; −1 for one that is no longer held."""

# Passages in a piece: half a gigabyte of memory while it is made.
PIECE = 20_000


def piece(passages: Sequence[Passage], tokenizer: Tokenizer) -> dict[str, Array]:
    """The arrays of some passages: records, texts and attributions, and postings of their tokens.

    `quoted` are postings of what the texts put in quotation marks.
    """
    records = [freeze(passage) for passage in passages]
    texts = [normal(passage.text) for passage in passages]
    heads = [normal(attribution(passage)) for passage in passages]
    quotes = [[normal(quoted) for quoted in QUOTED.findall(p.text)] for p in passages]
    number = len(passages)
    quoting = np.repeat(np.arange(number, dtype=np.int32), [len(found) for found in quotes])
    quoted = keys([slogan for found in quotes for slogan in found])
    return {
        **prefixed("records", strings.pack(records)),
        **prefixed("texts", strings.pack(texts)),
        **prefixed("heads", strings.pack(heads)),
        **prefixed("body", postings.pack(*tokenizer.stream(texts), number)),
        **prefixed("head", postings.pack(*tokenizer.stream(heads), number)),
        **prefixed("quoted", postings.pack(quoting, quoted, number)),
        "digests": np.array([digest(record) for record in records], np.uint64),
    }


def digest(record: str) -> int:
    """64 bits that tell a passage's record from any other's, and are the same where it is."""
    return int.from_bytes(_hash([record]), "little")


def attribution(passage: Passage) -> str:
    """What is searched beside the text: whose words they are, and under which headline."""
    fields = (passage.city, passage.office, passage.author, passage.headline, passage.credit)
    return "\n".join(field for field in fields if field)


class Pieces:
    """Takes passages as they come, and makes pieces of them meanwhile.

    More than a piece goes to processes of its own, which leave their pieces as files in `folder`;
    those that an interrupted run left there are not made again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._passages: list[Passage] = []
        self._rows: list[int] = []
        self._parts: list[tuple[Future[Path], RowMap]] = []
        self._pool: ProcessPoolExecutor | None = None

    def add(self, row: int, passage: Passage) -> None:
        """Take the passage that will be `row`; rows ascend."""
        if len(self._rows) == PIECE:
            self._submit()
        self._passages.append(passage)
        self._rows.append(row)

    def parts(self) -> list[Part]:
        """All pieces, once they are made."""
        if not self._parts:
            made = piece(self._passages, Tokenizer(dictionary.shared()))
            return [(made, np.array(self._rows, np.int32))]
        self._submit()
        return [(tables.read(future.result()), rows) for future, rows in self._parts]

    def close(self) -> None:
        """Let go of the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _submit(self) -> None:
        if self._pool is None:
            dictionary.shared()  # made once here, not by each process
            self._pool = ProcessPoolExecutor(os.cpu_count(), get_context("spawn"))
        path = self._folder / f"{_hash(map(freeze, self._passages)).hex()}.tables"
        future = self._pool.submit(_make, self._passages, path)
        self._parts.append((future, np.array(self._rows, np.int32)))
        self._passages, self._rows = [], []
        waiting = [future for future, _ in self._parts if not future.done()]
        if len(waiting) > (os.cpu_count() or 1) + 1:
            wait(waiting, return_when=FIRST_COMPLETED)


def _make(passages: Sequence[Passage], path: Path) -> Path:
    try:
        tables.read(path)
    except (FileNotFoundError, DamagedError):
        tables.write(path, piece(passages, Tokenizer(dictionary.shared())))
    return path


def _hash(records: Iterable[str]) -> bytes:
    found = hashlib.blake2b(digest_size=8)
    for record in records:
        found.update(record.encode("utf-8", "surrogatepass"))
    return found.digest()
