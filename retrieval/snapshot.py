"""A snapshot: library, passages, lexicon and index that answer together, and never change."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np

from corpus.library import Library, read_aliases
from retrieval.dictionary import shared
from retrieval.index import Index, Rows
from retrieval.lexicon import Lexicon, learn, reporters_of
from retrieval.passage import Passage, passages
from retrieval.tokens import Tokenizer, names_of

ALIASES = Path(__file__).parent / "data" / "aliases.txt"
"""The short names of Chinese cities that come with the program."""

_Key = tuple[str | None, int | None]


@dataclass(frozen=True)
class Snapshot:
    """Everything one answer needs. A reload builds another and puts it in this one's place.

    Row i of the index is passage i.
    """

    library: Library
    passages: tuple[Passage, ...]
    lexicon: Lexicon
    tokenizer: Tokenizer
    index: Index

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities that have reports, in the order in which the library names them."""
        return self.lexicon.cities

    @cached_property
    def known_places(self) -> frozenset[str]:
        """The places that the short names stand for, whether the library holds them or not."""
        return frozenset(place for _, place in (*read_aliases(ALIASES), *self.library.aliases))

    def passage(self, identity: str) -> Passage | None:
        """The passage with this id, None where the library no longer holds it."""
        row = self._row_of.get(identity)
        return None if row is None else self.passages[row]

    def section_of(self, passage: Passage) -> tuple[Passage, ...]:
        """The whole report a passage stands in; the passage alone where it was imported."""
        rows = self.section_rows(self._row_of[passage.id])
        return tuple(self.passages[row] for row in rows)

    def section_rows(self, row: int) -> tuple[int, ...]:
        """The rows of the report that passage `row` stands in, in reading order."""
        passage = self.passages[row]
        if passage.section is None:
            return (row,)
        return self._sections[passage.page, passage.section]

    def sections(self, rows: Rows | None = None) -> list[tuple[int, ...]]:
        """The rows of each report of which `rows` allows any; of every report without `rows`."""
        firsts = np.flatnonzero(rows).tolist() if rows is not None else range(len(self.passages))
        return list(dict.fromkeys(self.section_rows(row) for row in firsts))

    def rows(self, cities: Iterable[str], people: Iterable[str]) -> Rows | None:
        """Shape (passages,), True where a passage is of one of the cities and of one of the people.

        None, which allows all, where neither is given. A person's passages are those of the
        reports in which the person speaks or that the person reported.
        """
        groups = [
            [self._by_city.get(city, ()) for city in cities],
            [self._by_person.get(person, ()) for person in people],
        ]
        masks = [self.only(chain.from_iterable(group)) for group in groups if group]
        return np.logical_and.reduce(masks) if masks else None

    def only(self, rows: Iterable[int]) -> Rows:
        """Shape (passages,), True at `rows`."""
        mask = np.zeros(len(self.passages), dtype=np.bool_)
        mask[list(rows)] = True
        return mask

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {passage.id: row for row, passage in enumerate(self.passages)}

    @cached_property
    def _sections(self) -> dict[_Key, tuple[int, ...]]:
        groups: dict[_Key, list[int]] = {}
        for row, passage in enumerate(self.passages):
            groups.setdefault((passage.page, passage.section), []).append(row)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def _by_city(self) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = {}
        for row, passage in enumerate(self.passages):
            if passage.city is not None:
                groups.setdefault(passage.city, []).append(row)
        return groups

    @cached_property
    def _by_person(self) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = {}
        for row, passage in enumerate(self.passages):
            for name in {passage.author, *reporters_of(passage.credit or "")} - {None}:
                groups.setdefault(str(name), []).append(row)
        return groups


def build(library: Library) -> Snapshot:
    """Read the library into a snapshot; a library of no passages gives one that knows nothing."""
    return of(library, passages(library))


def of(library: Library, held: tuple[Passage, ...]) -> Snapshot:
    """A snapshot of the passages as they are."""
    dictionary = shared()
    aliases = (*read_aliases(ALIASES), *library.aliases)
    lexicon = learn(held, aliases, dictionary.knows, dictionary.is_place)
    tokenizer = Tokenizer(dictionary, names_of(lexicon.words()))
    return Snapshot(library, held, lexicon, tokenizer, Index(held, tokenizer))
