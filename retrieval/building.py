"""Building: a library's passages into the arrays that a snapshot answers from."""

import pickle
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.library import Library, read_aliases
from retrieval import lexicon, postings, strings
from retrieval.directory import grouped
from retrieval.embedded import freeze
from retrieval.keys import Keys, key
from retrieval.lexicon import reporters_of
from retrieval.passage import Passage
from retrieval.pieces import Part, Pieces, digest
from retrieval.reading import require_once
from retrieval.tables import Allocate, Array, Tables, below, prefixed, under

ALIASES = Path(__file__).parent / "data" / "aliases.txt"
"""The short names of Chinese cities that come with the program."""

FIELDS = ("body", "head", "quoted")
STRINGS = ("records", "texts", "heads")


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
    roll, pieces, kept = Roll(), Pieces(folder), Kept(before)
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


class Kept:
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
        wanted = np.uint64(digest(freeze(passage))) if len(self._digests) else None
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
    imported: int = 0
    sourced: int = 0
    _last: tuple[str | None, int | None] = (None, None)

    def add(self, passage: Passage) -> None:
        """Take down the next passage."""
        section = (passage.page, passage.section)
        if passage.section is None or section != self._last:
            self.firsts.append(len(self.ids))
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

    def arrays(self, library: Library, slogans: Keys) -> dict[str, Array]:
        """What a snapshot knows of the library as a whole."""
        aliases = (*read_aliases(ALIASES), *library.aliases)
        ids = np.array(self.ids, np.uint64)
        order = np.argsort(ids, kind="stable")
        named = lexicon.pack([*self.cities], [*self.people], self.reporters, slogans, aliases)
        return {
            **prefixed("lexicon", named),
            "names": lexicon.names(named),
            **prefixed("of_city", grouped(self.of_city, len(self.cities))),
            **prefixed("of_person", grouped(self.of_person, len(self.people))),
            "ids": ids[order],
            "id_rows": order.astype(np.int32),
            "firsts": np.array(self.firsts, np.int32),
            "census": np.array(
                [len(self.firsts) - self.imported, len(ids), self.imported, self.sourced], np.int64
            ),
            "library": np.frombuffer(pickle.dumps(library), np.uint8),
        }


def _merge(parts: list[Part], rows: int, out: Allocate) -> Keys:
    """Put the parts together; the keys of what the texts put in quotation marks are returned."""
    made: dict[str, Array] = {}

    def noted(name: str, kind: object, length: int) -> Array:
        made[name] = out(name, kind, length)
        return made[name]

    for name in STRINGS:
        strings.merge([(below(name, held), of) for held, of in parts], rows, under(name, noted))
    for name in FIELDS:
        postings.merge([(below(name, held), of) for held, of in parts], rows, under(name, noted))
    digests = out("digests", np.uint64, rows)
    for held, of in parts:
        digests[of[of >= 0]] = held["digests"][of >= 0]
    return made["quoted.keys"]
