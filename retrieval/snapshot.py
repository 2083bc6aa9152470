"""A snapshot: library, passages, lexicon and index that answer together, and never change."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from corpus import pins
from corpus.files import LeftOut, Progress, leaving_out
from corpus.pins import Pin
from retrieval.index.embedded import Embedded
from retrieval.index.named import Named
from retrieval.index.names import Lexicon
from retrieval.index.open import arrays
from retrieval.index.records import Pages
from retrieval.index.store import EVERYWHERE, Scope, Store
from retrieval.passages import Passage, passages
from retrieval.ranking.rank import Index
from retrieval.storage.blocks import DamagedError
from retrieval.storage.recent import Recent
from retrieval.storage.tables import File, Tables, below
from retrieval.text import dictionary, synonyms
from retrieval.text.dictionary import Dictionary
from retrieval.text.tokens import Tokenizer

if TYPE_CHECKING:
    from corpus.library import Library
    from retrieval.answer import Answer
    from retrieval.answering.asked.question import Question

# Answers that are remembered: those of the conversations that go on.
GIVEN = 256
# Questions that are remembered as they were understood: they are asked again, by others, for more
# passages, or of one place alone.
UNDERSTOOD = 1024


class Passages(Sequence[Passage]):
    """The passages of a store, each read when it is looked at."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = range(len(store))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, row: int) -> Passage: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, row: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(row, slice):
            return tuple(map(self._store.passage, self._rows[row]))
        return self._store.passage(self._rows[row])


@dataclass(frozen=True)
class Census:
    """What a library comes to: the reports on its pages, and passages.

    `imported` are the passages that stand on no page, `sourced` those whose place on one is known.
    """

    reports: int
    passages: int
    imported: int
    sourced: int


@dataclass(frozen=True)
class Snapshot:
    """Everything one answer needs. A reload opens another and puts it in this one's place."""

    store: Store
    lexicon: Lexicon
    tokenizer: Tokenizer
    index: Index
    census: Census
    pages: Pages
    left_out: tuple[LeftOut, ...]
    """The files that were bad when the library was opened, and are no part of it."""
    _arrays: Tables
    pins: tuple[Pin, ...] = ()
    """What admins tied to questions, see `retrieval.answering.pins`."""
    terms: tuple[str, ...] = ()
    """The lines of words that admins had mean the same."""
    slogans: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """What a report can be asked about, by its first row, once it was looked for."""
    given: Recent[str, "Answer"] = field(default_factory=lambda: Recent(GIVEN), init=False)
    """The last answers, by their questions as understood: the next turns go on from them."""
    understood: Recent[str, "Question"] = field(
        default_factory=lambda: Recent(UNDERSTOOD), init=False
    )
    """The last questions, by their text, as they were understood by themselves."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing of the file that it is read from was found damaged."""
        return not isinstance(self._arrays, File) or self._arrays.is_sound

    @property
    def library(self) -> "Library":
        """The pages as they were loaded, all of them."""
        return self.pages.library

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities that have reports, in the order in which the library names them."""
        return self.lexicon.cities

    @cached_property
    def passages(self) -> Passages:
        """The passages by row."""
        return Passages(self.store)

    @cached_property
    def of_reports(self) -> "Snapshot":
        """The same with the statistics and the names of named reports alone, see `index.named`;
        itself where these are most of the library."""
        held = below("named", self._arrays)
        if not len(held["rows"]) or isinstance(self.store, Named):
            return self
        store, tokenizer = Named(self.store, held), self.tokenizer.with_names(held["names"])
        index, lexicon = self.index.of(store, tokenizer), copy(self.lexicon)
        lexicon.slogans = held["quoted.keys"]
        return replace(self, store=store, lexicon=lexicon, tokenizer=tokenizer, index=index)

    def passage(self, identity: str) -> Passage | None:
        """The passage with this id, None where the library no longer holds it."""
        row = self.store.row(identity)
        return None if row is None else self.store.passage(row)

    def passage_of_key(self, key: int) -> Passage | None:
        """The passage whose id has this key (`keys.key`), None where there is none."""
        row = self.store.row_of_key(key)
        return None if row is None else self.store.passage(row)

    def section_of(self, passage: Passage) -> tuple[Passage, ...]:
        """The whole report a passage stands in."""
        row = self.store.row(passage.id)
        if row is None:
            return (passage,)
        return tuple(map(self.store.passage, self.store.section(row)))

    def sections(self, scope: Scope = EVERYWHERE) -> Iterator[range]:
        """The rows of each report of which any passage is in the scope, in reading order."""
        if scope.is_open:
            row = 0
            while row < len(self.store):
                section = self.store.section(row)
                yield section
                row = section.stop
        else:
            yield from dict.fromkeys(map(self.store.section, self.store.rows(scope)))


def opened(
    folders: Sequence[Path], told: Progress = lambda _: None, *, lenient: bool = False
) -> Snapshot:
    """The snapshot of the library in these folders, compiled anew where anything has changed.

    Args:
        folders: the library's.
        told: is told the bytes of imports that were read.
        lenient: open what is sound where a file is bad; `left_out` says what is not.

    Raises:
        InputError: a library file is bad.
    """
    try:
        snapshot = of_arrays(arrays(folders, told, lenient=lenient))
    except DamagedError:  # it is gone now
        snapshot = of_arrays(arrays(folders, told, lenient=lenient))
    bad: list[LeftOut] | None = [] if lenient else None
    pinned: list[Pin] = []
    terms: list[str] = []
    for folder in folders:
        with leaving_out(folder / pins.FILE, bad):
            pinned += pins.read([folder])
        with leaving_out(folder / pins.TERMS, bad):
            terms += pins.terms([folder])
    snapshot = mended(snapshot, pinned, terms)
    return replace(snapshot, left_out=(*snapshot.left_out, *bad)) if bad else snapshot


def mended(snapshot: Snapshot, pinned: Iterable[Pin], terms: Sequence[str]) -> Snapshot:
    """The snapshot with these pins and groups of words that mean the same, and no others."""
    if (pinned := tuple(pinned)) != snapshot.pins:
        snapshot = replace(snapshot, pins=pinned)
    if (terms := tuple(terms)) != snapshot.terms:
        index = Index(snapshot.store, snapshot.tokenizer, synonyms.own(terms))
        snapshot = replace(snapshot, terms=terms, index=index)
    return snapshot


def compiled(path: Path, library: "Library") -> Snapshot:
    """A snapshot of a library, compiled into the file `path`, which may be gone afterwards.

    Raises:
        InputError: an import is bad.
        RunError: the file can't be written.
    """
    from retrieval.index import renew  # takes longer to import than an answer

    return of_arrays(renew.written(path, library, passages(library)))


def in_memory(library: "Library", found: Iterable[Passage]) -> Snapshot:
    """A snapshot of passages as they are, in memory alone."""
    from retrieval.index import renew

    return of_arrays(renew.in_memory(library, found))


def of_arrays(tables: Tables) -> Snapshot:
    """The snapshot of compiled arrays."""
    words = dictionary.shared()
    names = Lexicon(below("lexicon", tables), words)
    return assemble(tables, words, names, Embedded(tables, names))


def assemble(tables: Tables, dictionary: Dictionary, lexicon: Lexicon, store: Store) -> Snapshot:
    """A snapshot of a store and of what `index.build` gathered beside it."""
    tokenizer = Tokenizer(dictionary, tables["names"])
    return Snapshot(
        store=store,
        lexicon=lexicon,
        tokenizer=tokenizer,
        index=Index(store, tokenizer),
        census=Census(*tables["census"].tolist()),
        pages=(pages := Pages(tables)),
        left_out=pages.found.left_out,
        _arrays=tables,
    )
