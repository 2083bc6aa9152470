"""The names a library knows: its places and people, and the ways in which people write them."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

import numpy as np

from corpus import places
from corpus.section import Span
from retrieval.index import spelling
from retrieval.index.spelling import by_form, in_pinyin, with_gaps, without_tones
from retrieval.storage import strings
from retrieval.storage.blocks import Array
from retrieval.storage.keys import Keys, among, distinct, keys
from retrieval.storage.strings import Strings
from retrieval.storage.tables import Tables, below, prefixed
from retrieval.text.dictionary import Dictionary
from retrieval.text.fold import fold, lazy, normal
from retrieval.text.phrases import pattern

# What a report puts in quotation marks is a name or a slogan of its own.
QUOTED = lazy(r"[“「《]([^“”「」《》，。；！？]{2,10})[”」》]")
# Normalised, 12 is 十二 and the like.
LONGEST_SLOGAN = 14
LONGEST_NAME = 24
_LETTER = lazy("[a-zà-ɏḀ-ỿ]")
_ROLE = pattern(r"(?:<role_before>)*(?:<role>)|(?:<deed>)+$")

# What may stand around a one-character short name for it to be one: 甬的五感, 那甬呢, 甬市.
_BEFORE_ALIAS = r"(?:^|(?<=[那和与跟问在、，\s]))"
_AFTER_ALIAS = r"(?=$|[的市呢那和与跟、，？?\s]|[两二三几][市地县城])"
# 德清县长 speaks of 德清, not of a 德清县 and something long; 松江长者食堂 speaks of 松江.
_OFFICE = "长委"
# No name of a place is misspelt with these.
_FUNCTION = frozenset("是的在有和了吗呢谁什么哪几这那我你他她它们不都也还就")

# So probable is a word that may follow a place's one character: 婺工会, not 杭白菊. The logarithm
# of a word's share in jieba's counts; set by hand between everyday words and names of things.
COMMON = -12.0
# A place so rarely written is a slip for one of the library that sounds the same and is written
# more: 青洲, 青州. By hand, below county towns; the same measure.
RARE = -15.5
# Windows of questions whose meaning as a misspelt name is remembered.
KNOWN_TYPED = 4096


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a folded question: its range there, and the city as the library names it."""

    start: int
    end: int
    city: str


class Lexicon:
    """Names as written in questions (folded), each with what it stands for in the library."""

    def __init__(self, tables: Tables, dictionary: Dictionary) -> None:
        """Read what `pack` made."""
        self._dictionary = dictionary
        self.cities = tuple(Strings(below("cities", tables)))
        self.people = Strings(below("people", tables))
        self._people_keys: Keys = tables["people_keys"]
        self._people_places = tables["people_places"]
        self._reports = tables["people_report"]
        self.slogans: Keys = tables["slogans"]
        maps = json.loads(tables["maps"].tobytes())
        self._names: dict[str, list[str]] = maps["names"]
        self._regions: dict[str, list[str]] = maps["regions"]
        self._provinces: dict[str, list[str]] = maps["provinces"]
        self._aliases: dict[str, str] = maps["aliases"]
        self._pinyin: dict[str, list[str]] = maps["pinyin"]
        self._known_places = {at: [*of] for at, of in groupby(maps["places"], itemgetter(0))}
        # Not an lru_cache on the method: it would hold on to every lexicon there ever was.
        self._typed: dict[str, str | None] = {}

    def places(self, question: str) -> list[Mention]:
        """The places that a folded question names, in order, however they are written."""
        found: list[Mention] = []
        exact = (self._exact, self._of_province)
        for reader in (*exact, self._aliased, self._spelt, self._mistyped):
            taken = {at for mention in found for at in range(mention.start, mention.end)}
            found += [m for m in reader(question) if taken.isdisjoint((m.start, m.end - 1))]
        return sorted(found, key=lambda mention: mention.start)

    def people_in(self, folded: str) -> list[tuple[Span, str]]:
        """The people whom a folded question names, each with where; longer names win."""
        found: list[tuple[Span, str]] = []
        for span in among(self._people_keys, folded, 2, LONGEST_NAME):
            if not found or span[0] >= found[-1][0][1]:
                found.append((span, self.people[self._person(folded[slice(*span)])]))
        return found

    def slogans_in(self, folded: str) -> list[Span]:
        """Where a folded question has what reports put in quotation marks."""
        return among(self.slogans, folded, 2, LONGEST_SLOGAN)

    def known_places_in(self, text: str) -> list[str]:
        """The cities with short names in a text, whether the library has them or not."""
        known = self._known_places
        begun = ((at, known[c]) for at, c in enumerate(text) if c in known)
        return [place for at, of in begun for place in of if text.startswith(place, at)]

    def person(self, name: str) -> int | None:
        """The number of a person, None where the library has none of that name."""
        place = int(np.searchsorted(self._people_keys, keys([fold(name)])[0]))
        if place == len(self._people_keys) or self.people[self._people_places[place]] != name:
            return None
        return int(self._people_places[place])

    def reports(self, people: Iterable[str]) -> bool:
        """Whether any of the people is a reporter."""
        return any(
            self._reports[number] for name in people if (number := self.person(name)) is not None
        )

    def _person(self, folded: str) -> int:
        return int(self._people_places[np.searchsorted(self._people_keys, keys([folded])[0])])

    def _exact(self, question: str) -> Iterator[Mention]:
        """The longest name at each place, one after another."""
        start = 0
        while start < len(question):
            if question[start] not in self._initials:
                start += 1
                continue
            size = next((n for n in self._sizes if self._is_name(question, start, n)), 0)
            for city in self._meant_by(question[start : start + size]):
                yield Mention(start, start + size, city)
            start += size or 1

    def _meant_by(self, name: str) -> list[str]:
        """The places of a name, and those that lie in a place of that name."""
        return list(dict.fromkeys([*self._names.get(name, ()), *self._regions.get(name, ())]))

    @cached_property
    def _initials(self) -> frozenset[str]:
        return frozenset(name[:1] for name in (*self._names, *self._regions))

    @cached_property
    def _sizes(self) -> list[int]:
        return sorted({len(name) for name in (*self._names, *self._regions)}, reverse=True)

    def _is_name(self, question: str, start: int, size: int) -> bool:
        end = start + size
        name = question[start:end]
        if name not in self._names and name not in self._regions:
            return False
        office = question[end : end + 1] in [*_OFFICE]
        return not office or self._dictionary.knows(question[end : end + 2])

    def _of_province(self, question: str) -> Iterator[Mention]:
        for province, cities in self._provinces.items():
            for start, end in spelling.all_of(province, question):
                yield from (Mention(start, end, city) for city in cities)

    def _aliased(self, question: str) -> Iterator[Mention]:
        for alias, place in self._aliases.items():
            if alias not in question:
                continue
            word = re.escape(alias)
            alone = word if len(alias) > 1 else f"{_BEFORE_ALIAS}{word}"
            for match in re.finditer(f"{word}城|{alone}", question):
                if len(alias) > 1 or self._is_short_name(question, *match.span()):
                    for city in self._meant_by(place):
                        yield Mention(match.start(), match.end(), city)

    def _is_short_name(self, question: str, start: int, end: int) -> bool:
        """Whether one character stands for a place: alone, or before a word of its own."""
        if end - start > 1 or re.match(_AFTER_ALIAS, question[end:]):
            return True
        log, knows = self._dictionary.log, self._dictionary.knows
        common = log(question[end : end + 2]) > COMMON
        return common and not knows(question[start : end + 1])

    def _spelt(self, question: str) -> Iterator[Mention]:
        if _LETTER.search(question) is None:
            return
        for start, end, written in spelling.spelt_in(without_tones(question), self._pinyin):
            yield from (Mention(start, end, city) for city in self._pinyin[written])

    def _mistyped(self, question: str) -> Iterator[Mention]:
        like = [at for at, character in enumerate(question) if character in self._characters]
        for size in self._sizes:
            near = {at - place for at in like for place in range(size)}
            for start in sorted(near.intersection(range(len(question) - size + 1))):
                meant = self._meant(question[start : start + size])
                if meant and not self._straddles(question, start, start + size):
                    yield Mention(start, start + size, meant)

    @cached_property
    def _characters(self) -> frozenset[str]:
        """Those of the names: what misspells one has all but one of its characters."""
        return frozenset("".join(self._names))

    def _straddles(self, question: str, start: int, end: int) -> bool:
        """Whether a range begins or ends inside a word: 长是 in 市长是谁."""
        crossing = (question[place - 1 : place + 1] for place in (start, end) if place)
        return any(len(word) == 2 and self._dictionary.knows(word) for word in crossing)

    def _meant(self, typed: str) -> str | None:
        """See `_misspelt`; what was typed before is remembered while the lexicon lives."""
        if typed not in self._typed:
            if len(self._typed) >= KNOWN_TYPED:
                self._typed.clear()
            self._typed[typed] = self._misspelt(typed)
        return self._typed[typed]

    def _misspelt(self, typed: str) -> str | None:
        """The one city that `typed` misspells: one character wrong, sounding alike or nearly."""
        if not _FUNCTION.isdisjoint(typed):
            return None
        names = {name for gap in with_gaps(typed) for name in self._by_gap.get(gap, ())}
        slips = {name: spelling.slip(typed, name, self._dictionary.syllable) for name in names}
        near = min((slip for slip in slips.values() if slip is not None), default=None)
        alike = [name for name, slip in slips.items() if slip == near]
        cities = {self._names[name][0] for name in alike}
        if near is None or len(cities) > 1 or (near and self._dictionary.knows(typed)):
            return None
        log = self._dictionary.log
        rare = not near and log(typed) < RARE < max(map(log, alike))
        if self._dictionary.is_place(typed) and not rare:
            return None
        return cities.pop()

    @cached_property
    def _by_gap(self) -> dict[str, list[str]]:
        """The names by what they are but for one character."""
        found: dict[str, list[str]] = {}
        for name in self._names:
            for gap in with_gaps(name):
                found.setdefault(gap, []).append(name)
        return found


def pack(
    cities: Sequence[str],
    people: Sequence[str],
    reporters: Iterable[str],
    slogans: Keys,
    aliases: Sequence[tuple[str, str]],
) -> dict[str, Array]:
    """The arrays that `Lexicon` reads.

    Args:
        cities: the places of the library, in order of appearance.
        people: its speakers and reporters.
        reporters: those of the people who report.
        slogans: sorted keys of what its texts put in quotation marks, normalised.
        aliases: pairs of a short name and the place it stands for; those of places that the
            library does not hold make no name, but are known as places.
    """
    names = by_form(cities, places.forms)
    known = [(fold(alias), fold(place)) for alias, place in aliases]
    regions = by_form(cities, places.regions)
    maps = {
        "names": names,
        "regions": regions,
        "provinces": by_form(cities, places.provinces),
        "aliases": {alias: place for alias, place in known if place in names or place in regions},
        "pinyin": in_pinyin(names),
        "places": sorted({place for _, place in aliases}),
    }
    reporting = frozenset(reporters)
    folded, numbers = np.unique(keys([fold(name) for name in people]), return_index=True)
    return {
        **prefixed("cities", strings.pack(cities)),
        **prefixed("people", strings.pack(people)),
        "people_keys": folded,
        "people_places": numbers.astype(np.int32),
        "people_report": np.array([name in reporting for name in people], np.bool_),
        "slogans": slogans,
        "maps": np.frombuffer(json.dumps(maps).encode(), np.uint8),
    }


def names(tables: Tables) -> Keys:
    """Sorted keys of the names and slogans, normalised, that should not be cut in a question."""
    written = json.loads(tables["maps"].tobytes())["names"]
    people = map(normal, Strings(below("people", tables)))
    return distinct(np.concatenate([keys([*written]), keys([*people]), tables["slogans"]]))


def reporters_of(credit: str) -> tuple[str, ...]:
    """The names in a credit: `记者王海霞 通讯员王志勇采访整理` gives both."""
    parts = re.split(r"[\s、，,；;/]+", _ROLE.sub(" ", credit))
    found = (_ROLE.sub("", part) for part in parts)
    return tuple(name for name in found if 2 <= len(name) <= 8)
