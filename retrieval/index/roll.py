"""Whom and what places a library names, gathered while its passages are read."""

from array import array
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.library import Library, read_aliases
from retrieval.index import names, records
from retrieval.index.names import reporters_of
from retrieval.index.store import grouped
from retrieval.passages import Passage
from retrieval.storage.blocks import Array
from retrieval.storage.keys import Keys, key
from retrieval.storage.tables import prefixed

ALIASES = Path(__file__).parents[1] / "data" / "aliases.txt"
"""The short names of Chinese cities that come with the program."""

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
    paged: list[bool] = field(default_factory=list)
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
        self.paged.append(passage.section is not None)
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

    @property
    def named(self) -> list[int]:
        """The passages that stand on a page, or have a place or somebody."""
        told = zip(self.paged, self.of_city, self.of_person, strict=True)
        return [row for row, of in enumerate(told) if any(of)]

    def arrays(self, library: Library, slogans: Keys, own: Keys) -> dict[str, Array]:
        """What a snapshot knows of the library as a whole.

        Args:
            library: where the passages are from.
            slogans: the keys of what its texts put in quotation marks.
            own: the same of the texts of named reports.
        """
        aliases = (*read_aliases(ALIASES), *library.aliases)
        ids = np.array(self.ids, np.uint64)
        order = np.argsort(ids, kind="stable")
        named = names.pack([*self.cities], [*self.people], self.reporters, slogans, aliases)
        return {
            **prefixed("lexicon", named),
            "names": names.names(named),
            "named.names": names.names({**named, "slogans": own}),
            **prefixed("of_city", grouped(self.of_city, len(self.cities))),
            **prefixed("of_person", grouped(self.of_person, len(self.people))),
            "ids": ids[order],
            "id_rows": order.astype(np.int32),
            "firsts": np.array(self.firsts, np.int32),
            "census": np.array([self.reports, len(ids), self.imported, self.sourced], np.int64),
            **records.pack(library),
        }
