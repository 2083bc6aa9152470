"""The names a library knows: its places and people, and the ways in which people write them."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from retrieval.dictionary import shared
from retrieval.passage import Passage
from retrieval.text import fold, normal

_SUFFIX = re.compile(
    r"(?:[㐀-鿿]{1,3}族)?(?:自治(?:区|州|县|旗)|省|市|县|区|旗|盟|地区|新区|开发区)$"
)
# What a report puts in quotation marks is a name or a slogan of its own.
QUOTED = re.compile(r"[“「《]([^“”「」《》，。；！？]{2,10})[”」》]")
_LATIN = re.compile(r"[a-z]+(?:[ '’]+[a-z]+)*")
_ROLE = re.compile(
    r"(?:本报|见习|实习|特约|首席|全媒体)*(?:记者|通讯员|撰稿人?)|(?:采访|采写|整理|撰文|报道|供稿|撰写|文|摄)+$"
)

# What may stand around a one-character short name for it to be one: 甬的五感, 那甬呢, 甬市.
_BEFORE_ALIAS = r"(?:^|(?<=[那和与跟问在、，\s]))"
_AFTER_ALIAS = r"(?=$|[的市呢那和与跟、，？?\s]|总?工会|[两二三几][市地县城])"


# Windows of questions whose meaning as a misspelt name is remembered.
KNOWN_TYPED = 4096


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a folded question: its range there, and the city as the library names it."""

    start: int
    end: int
    city: str


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Names as written in questions (folded), each with what it stands for in the library."""

    cities: tuple[str, ...]
    people: tuple[str, ...]
    reporters: frozenset[str]
    slogans: frozenset[str]
    _names: Mapping[str, tuple[str, ...]]
    _aliases: Mapping[str, str]
    _pinyin: Mapping[str, tuple[str, ...]]
    _is_word: Callable[[str], bool]
    _is_place: Callable[[str], bool]
    _typed: dict[str, str | None] = field(default_factory=dict)

    def places(self, question: str) -> list[Mention]:
        """The places that a folded question names, in order, however they are written."""
        found: list[Mention] = []
        for reader in (self._exact, self._aliased, self._spelt, self._mistyped):
            taken = [range(mention.start, mention.end) for mention in found]
            found += [
                mention
                for mention in reader(question)
                if not any(mention.start in r or mention.end - 1 in r for r in taken)
            ]
        return sorted(found, key=lambda mention: mention.start)

    def words(self) -> tuple[str, ...]:
        """Names and slogans, normalised, that should not be cut."""
        return (*self._names, *map(normal, self.people), *self.slogans)

    def _exact(self, question: str) -> Iterator[Mention]:
        if not self._names:
            return
        for match in self._written.finditer(question):
            for city in self._names[match[0]]:
                yield Mention(match.start(), match.end(), city)

    @cached_property
    def _written(self) -> re.Pattern[str]:
        """The names, longest first; 德清县长 speaks of 德清, not of a 德清县 and something long."""
        names = (f"{re.escape(name)}(?![长委])" for name in sorted(self._names, key=len)[::-1])
        return re.compile("|".join(names))

    def _aliased(self, question: str) -> Iterator[Mention]:
        for alias, city in self._aliases.items():
            if alias not in question:
                continue
            word = re.escape(alias)
            pattern = word if len(alias) > 1 else f"{_BEFORE_ALIAS}{word}{_AFTER_ALIAS}|{word}城"
            for match in re.finditer(pattern, question):
                yield Mention(match.start(), match.end(), city)

    def _spelt(self, question: str) -> Iterator[Mention]:
        bare = _without_tones(question)
        for match in _LATIN.finditer(bare):
            spelling = re.sub(r"[ '’]", "", match[0])
            for city in self._pinyin.get(spelling, ()):
                yield Mention(match.start(), match.end(), city)

    def _mistyped(self, question: str) -> Iterator[Mention]:
        for size in {len(name) for name in self._names}:
            for start in range(len(question) - size + 1):
                meant = self._meant(question[start : start + size])
                if meant:
                    yield Mention(start, start + size, meant)

    def _meant(self, typed: str) -> str | None:
        """See `_misspelt`; what was typed before is remembered while the lexicon lives."""
        if typed not in self._typed:
            if len(self._typed) >= KNOWN_TYPED:
                self._typed.clear()
            self._typed[typed] = self._misspelt(typed)
        return self._typed[typed]

    def _misspelt(self, typed: str) -> str | None:
        """The one city that `typed` misspells: one character wrong, sounding alike or nearly."""
        slips = [(_slip(typed, name), cities[0]) for name, cities in self._names.items()]
        near = min((slip for slip, _ in slips if slip is not None), default=None)
        cities = {city for slip, city in slips if slip == near}
        if near is None or len(cities) > 1 or (near and self._is_word(typed)):
            return None
        if self._is_place(typed):
            return None
        return cities.pop()


def learn(
    passages: Iterable[Passage],
    aliases: Iterable[tuple[str, str]],
    is_word: Callable[[str], bool],
    is_place: Callable[[str], bool],
) -> Lexicon:
    """Learn the names from the passages' attribution, in order of appearance.

    Args:
        passages: all of the library's.
        aliases: pairs of a short name and the place it stands for; those of places that the
            library does not hold are passed over.
        is_word: tells a word of the language, which is then misspelt only if it sounds alike.
        is_place: tells a place that the language knows, which is never another one misspelt.
    """
    from pypinyin import lazy_pinyin

    held = list(passages)
    cities = tuple(dict.fromkeys(p.city for p in held if p.city))
    authors = [p.author for p in held if p.author]
    reporters = [name for p in held if p.credit for name in reporters_of(p.credit)]
    names: dict[str, tuple[str, ...]] = {}
    for city in cities:
        for form in _forms(city):
            names[form] = (*names.get(form, ()), city)
    short = {fold(alias): names[place][0] for alias, place in aliases if place in names}
    pinyin: dict[str, tuple[str, ...]] = {}
    for name, meant in names.items():
        spelling = "".join(lazy_pinyin(name))
        pinyin[spelling] = tuple(dict.fromkeys((*pinyin.get(spelling, ()), *meant)))
    people = tuple(dict.fromkeys((*authors, *reporters)))
    slogans = frozenset(normal(text) for p in held for text in QUOTED.findall(p.text))
    return Lexicon(
        cities, people, frozenset(reporters), slogans, names, short, pinyin, is_word, is_place
    )


def reporters_of(credit: str) -> tuple[str, ...]:
    """The names in a credit: `记者王海霞 通讯员王志勇采访整理` gives both."""
    parts = re.split(r"[\s、，,；;/]+", _ROLE.sub(" ", credit))
    names = (_ROLE.sub("", part) for part in parts)
    return tuple(name for name in names if 2 <= len(name) <= 8)


def _forms(city: str) -> Iterator[str]:
    """A place's name, and what is left of it without its ending."""
    folded = fold(city)
    stem = _SUFFIX.sub("", folded)
    yield folded
    if stem != folded and len(stem) > 1:
        yield stem


def _without_tones(text: str) -> str:
    """Latin letters without their tone marks; as many code points as `text`."""
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text)


@cache
def _syllable(character: str) -> str:
    return shared().syllable(character)


def _slip(typed: str, name: str) -> int | None:
    """How far one wrong character is in sound, 0 or 1 letters; None where it is no slip."""
    wrong = [(a, b) for a, b in zip(typed, name, strict=False) if a != b]
    if len(typed) != len(name) or len(wrong) != 1:
        return None
    distance = _letters_apart(*map(_syllable, wrong[0]))
    return distance if distance <= 1 else None


def _letters_apart(one: str, other: str) -> int:
    """Edit distance (Levenshtein, 1966) of two syllables."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, above = [i], row
        for j, b in enumerate(other, 1):
            row.append(min(row[-1] + 1, above[j] + 1, above[j - 1] + (a != b)))
    return row[-1]
