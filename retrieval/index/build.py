"""Building: a library's passages into the arrays that a snapshot answers from."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import codec
from corpus.library import Library
from retrieval.index.bm25 import Bm25, Counted
from retrieval.index.names import QUOTED
from retrieval.index.postings import count
from retrieval.index.roll import Roll
from retrieval.passages import Passage, require_once
from retrieval.storage import strings, tables
from retrieval.storage.blocks import Array, DamagedError
from retrieval.storage.keys import Keys, keys
from retrieval.storage.tables import Allocate, Tables, below, prefixed, under
from retrieval.text import dictionary
from retrieval.text.fold import cut, normal
from retrieval.text.tokens import Tokenizer

RowMap = NDArray[np.int32]
Part = tuple[Tables, RowMap]
"""Arrays of passages, and the row that each of them gets; −1 for one that is no longer held."""

# Passages in a piece: half a gigabyte of memory while it is made.
PIECE = 20_000


def piece(passages: Sequence[Passage], tokenizer: Tokenizer) -> dict[str, Array]:
    """The arrays of some passages: records, texts and attributions, and what tokens they hold.

    `quoted` counts what the texts put in quotation marks.
    """
    lines = [codec.dumps(passage) for passage in passages]
    texts = [normal(passage.text) for passage in passages]
    heads = [normal(attribution(passage)) for passage in passages]
    quotes = [[normal(quoted) for quoted in QUOTED.findall(p.text)] for p in passages]
    number = len(passages)
    quoting = np.repeat(np.arange(number, dtype=np.int32), [len(found) for found in quotes])
    quoted = keys([slogan for found in quotes for slogan in found])
    return {
        **prefixed("passages", strings.pack(lines)),
        **prefixed("texts", strings.pack(map(cut, texts))),
        **prefixed("heads", strings.pack(heads)),
        **prefixed("body", count(*tokenizer.stream(texts), number)),
        **prefixed("head", count(*tokenizer.stream(heads), number)),
        **prefixed("quoted", count(quoting, quoted, number)),
        "digests": np.array([digest(line) for line in lines], np.uint64),
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
        path = self._folder / f"{_hash(map(codec.dumps, self._passages)).hex()}.tables"
        future = self._pool.submit(_make, self._passages, path)
        self._parts.append((future, np.array(self._rows, np.int32)))
        self._passages, self._rows = [], []
        waiting = [future for future, _ in self._parts if not future.done()]
        if len(waiting) > (os.cpu_count() or 1) + 1:
            wait(waiting, return_when=FIRST_COMPLETED)


def _make(passages: Sequence[Passage], path: Path) -> Path:
    try:
        tables.read(path).check()
    except (FileNotFoundError, DamagedError):
        tables.write(path, piece(passages, Tokenizer(dictionary.shared())))
    return path


def _hash(records: Iterable[str]) -> bytes:
    found = hashlib.blake2b(digest_size=8)
    for record in records:
        found.update(record.encode("utf-8", "surrogatepass"))
    return found.digest()


FIELDS = ("body", "head", "quoted")
STRINGS = ("passages", "texts", "heads")
# Passages of named reports that are fitted alone, by hand: fewer tell nothing of which words are
# rare, and what more of them takes is bounded.
ENOUGH, MOST = 20, 100_000


def build(
    library: Library,
    passages: Iterable[Passage],
    out: Allocate,
    folder: Path,
    before: Tables | None = None,
) -> None:
    """Make the arrays of a library.

    Args:
        library: where the passages are from.
        passages: its passages in reading order, read once.
        out: makes the arrays.
        folder: for what is made meanwhile, kept where the run is interrupted.
        before: the arrays of an earlier build; passages that it has are not tokenised again.
    """
    roll, pieces, kept = Roll(), Pieces(folder), EarlierPassages(before)
    try:
        for row, passage in enumerate(passages):
            roll.add(passage)
            if not kept.take(row, passage):
                pieces.add(row, passage)
        if len(set(roll.ids)) < len(roll.ids):
            require_once(library)
        parts = [*kept.part(), *pieces.parts()]
        slogans = _merge(parts, len(roll.ids), out)
        own = _named(parts, roll.named, len(roll.ids), under("named", out))
        for name, made in roll.arrays(library, slogans, own).items():
            out(name, made.dtype, len(made))[:] = made
    finally:
        pieces.close()


class EarlierPassages:
    """The passages of an earlier build that are still there, in the same order."""

    def __init__(self, before: Tables | None) -> None:
        self._before = before
        digests = before["digests"] if before else np.empty(0, np.uint64)
        self._order = np.argsort(digests)
        self._digests = digests[self._order]
        self._rows = np.full(len(digests), -1, np.int32)
        self._last = -1

    def take(self, row: int, passage: Passage) -> bool:
        """Whether the passage is kept; then its new row is `row`."""
        wanted = np.uint64(digest(codec.dumps(passage))) if len(self._digests) else None
        place = int(np.searchsorted(self._digests, wanted)) if wanted is not None else 0
        if place >= len(self._digests) or self._digests[place] != wanted:
            return False
        # Postings stay in row order; what moved up is tokenised again.
        if self._order[place] <= self._last:
            return False
        self._last = int(self._order[place])
        self._rows[self._last] = row
        return True

    def part(self) -> list[Part]:
        """The earlier arrays, where any passage is kept."""
        return [(self._before, self._rows)] if self._before and self._last >= 0 else []


def _merge(parts: list[Part], rows: int, out: Allocate) -> Keys:
    """Put the parts together; the keys of what the texts put in quotation marks are returned."""
    for name in STRINGS:
        strings.merge([(below(name, held), of) for held, of in parts], rows, under(name, out))
    digests = out("digests", np.uint64, rows)
    for held, of in parts:
        digests[of[of >= 0]] = held["digests"][of >= 0]
    return _fitted(parts, rows, out)


def _fitted(parts: list[Part], rows: int, out: Allocate) -> Keys:
    """Fit the model of each field: what is stored is what it was fitted to."""
    for name in FIELDS:
        pieces = [(below(name, held), of) for held, of in parts]
        fitted = Bm25(Counted(pieces, rows), out=under(name, out))
    return fitted.arrays["keys"]


def _named(parts: list[Part], named: Sequence[int], rows: int, out: Allocate) -> Keys:
    """Fit the models to some passages alone, see `index.named`, where they are
    enough and most passages are others."""
    alone = ENOUGH <= len(named) <= min(rows // 2, MOST)
    kept = out("rows", np.int32, len(named) if alone else 0)
    if not alone:
        return np.empty(0, np.uint64)
    kept[:] = named
    places = np.full(rows, -1, np.int32)
    places[kept] = np.arange(len(kept))
    of_them = [(held, np.where(of < 0, -1, places[of])) for held, of in parts]
    return _fitted(of_them, len(kept), out)
