"""Building: a library's passages into the arrays that a snapshot answers from."""

import hashlib
import os
from array import array
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import codec
from corpus.library import Library, read_aliases
from retrieval.index import names, records
from retrieval.index.bm25 import Bm25, Counted
from retrieval.index.names import QUOTED, reporters_of
from retrieval.index.postings import count
from retrieval.index.store import grouped
from retrieval.passages import Passage, require_once
from retrieval.storage import strings, tables
from retrieval.storage.blocks import Array, DamagedError
from retrieval.storage.keys import Keys, key, keys
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


ALIASES = Path(__file__).parents[1] / "data" / "aliases.txt"
"""The short names of Chinese cities that come with the program."""

FIELDS = ("body", "head", "quoted")
STRINGS = ("passages", "texts", "heads")


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
        slogans = _merge([*kept.part(), *pieces.parts()], len(roll.ids), out)
        for name, made in roll.arrays(library, slogans).items():
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


# So many imported passages of one headline, one after another, are a report at most: a library of
# notices that are all called 通知 is none.
LONGEST_IMPORT = 40


def _section(passage: Passage) -> tuple[object, ...]:
    """What the passages of a report have in common; nothing where one stands alone.

    Imported ones are of one report where they follow one another with the same attribution.
    """
    if passage.section is not None:
        return passage.page, passage.section
    if passage.headline is None:
        return ()
    return None, passage.headline, passage.city, passage.author, passage.office, passage.credit


@dataclass
class Roll:
    """Whom a library names, gathered passage by passage."""

    cities: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    reporters: set[str] = field(default_factory=set)
    of_city: list[tuple[int, ...]] = field(default_factory=list)
    of_person: list[tuple[int, ...]] = field(default_factory=list)
    ids: "array[int]" = field(default_factory=lambda: array("Q"))
    firsts: "array[int]" = field(default_factory=lambda: array("i"))
    reports: int = 0
    imported: int = 0
    sourced: int = 0
    _last: tuple[object, ...] = ()

    def add(self, passage: Passage) -> None:
        """Take down the next passage."""
        if (section := _section(passage)) != self._last or not section or self._is_long():
            self.firsts.append(len(self.ids))
            self.reports += passage.section is not None
        self._last = section
        self.ids.append(key(passage.id))
        self.imported += passage.section is None
        self.sourced += bool(passage.source)
        city = passage.city
        self.of_city.append((self.cities.setdefault(city, len(self.cities)),) if city else ())
        reporters = reporters_of(passage.credit) if passage.credit else ()
        self.reporters.update(reporters)
        people = filter(None, (passage.author, *reporters))
        numbers = (self.people.setdefault(name, len(self.people)) for name in people)
        self.of_person.append(tuple(dict.fromkeys(numbers)))

    def _is_long(self) -> bool:
        """Whether the report is too long to be one that was imported in pieces."""
        return not self._last[0] and len(self.ids) - self.firsts[-1] >= LONGEST_IMPORT

    def arrays(self, library: Library, slogans: Keys) -> dict[str, Array]:
        """What a snapshot knows of the library as a whole."""
        aliases = (*read_aliases(ALIASES), *library.aliases)
        ids = np.array(self.ids, np.uint64)
        order = np.argsort(ids, kind="stable")
        named = names.pack([*self.cities], [*self.people], self.reporters, slogans, aliases)
        return {
            **prefixed("lexicon", named),
            "names": names.names(named),
            **prefixed("of_city", grouped(self.of_city, len(self.cities))),
            **prefixed("of_person", grouped(self.of_person, len(self.people))),
            "ids": ids[order],
            "id_rows": order.astype(np.int32),
            "firsts": np.array(self.firsts, np.int32),
            "census": np.array([self.reports, len(ids), self.imported, self.sourced], np.int64),
            **records.pack(library),
        }


def _merge(parts: list[Part], rows: int, out: Allocate) -> Keys:
    """Put the parts together; the keys of what the texts put in quotation marks are returned."""
    for name in STRINGS:
        strings.merge([(below(name, held), of) for held, of in parts], rows, under(name, out))
    models = {name: _fitted(name, parts, rows, out) for name in FIELDS}
    digests = out("digests", np.uint64, rows)
    for held, of in parts:
        digests[of[of >= 0]] = held["digests"][of >= 0]
    return models["quoted"].arrays["keys"]


def _fitted(name: str, parts: list[Part], rows: int, out: Allocate) -> Bm25:
    """The model of a field: what is stored is what it was fitted to."""
    pieces = [(below(name, held), of) for held, of in parts]
    return Bm25(Counted(pieces, rows), out=under(name, out))
