"""How names are spelt: in pinyin, in their forms, and with one character or letter wrong."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator

from corpus.section import Span
from retrieval.text.fold import fold, lazy

# What may follow a province where its places are meant: 浙江有哪些, 浙江的城市, 浙江各市.
_AFTER_PROVINCE = r"省?(?=$|[的有哪各里内几呢都还和与跟、，,？?\s]|多少|一共|境内)"
_LATIN = lazy(r"[a-z]+(?:[ '’]+[a-z]+)*")
_WORD = lazy("[a-z]+")
LONGEST = 8
"""Words that spell a name at most, one for each character."""


def in_pinyin(names: dict[str, list[str]]) -> dict[str, list[str]]:
    """The cities by the pinyin of their names, without tones."""
    from pypinyin import lazy_pinyin  # its import takes longer than an answer

    found: dict[str, Counter[str]] = {}
    for name, meant in names.items():
        found.setdefault("".join(lazy_pinyin(name)), Counter()).update(meant)
    return {spelling: [*cities] for spelling, cities in found.items()}


def spelt_in(text: str, spellings: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Where Latin words in a row are one of the spellings together, the longest at each place."""
    for match in _LATIN.finditer(text):
        words, at = [*_WORD.finditer(text, *match.span())], 0
        while at < len(words):
            stops = range(min(at + LONGEST, len(words)), at, -1)
            spelt = {stop: "".join(word[0] for word in words[at:stop]) for stop in stops}
            if stop := next((stop for stop in stops if spelt[stop] in spellings), 0):
                yield words[at].start(), words[stop - 1].end(), spelt[stop]
            at = stop or at + 1


def by_form(cities: Iterable[str], written: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    """The places by the forms in which they are written, folded."""
    found: dict[str, list[str]] = {}
    for city in cities:
        for form in dict.fromkeys(written(fold(city))):
            found.setdefault(form, []).append(city)
    return found


def all_of(province: str, question: str) -> Iterator[Span]:
    """Where a province is named for all the places in it: not 浙江省总工会."""
    return (match.span() for match in re.finditer(f"{province}{_AFTER_PROVINCE}", question))


def with_gaps(name: str) -> Iterator[str]:
    """A name with a gap in the place of each character in turn."""
    return (f"{name[:place]}\0{name[place + 1 :]}" for place in range(len(name)))


def without_tones(text: str) -> str:
    """Latin letters without their tone marks; as many code points as `text`."""
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text)


def letters_apart(one: str, other: str) -> int:
    """Edit distance (Levenshtein, 1966) of two syllables."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, above = [i], row
        for j, b in enumerate(other, 1):
            row.append(min(row[-1] + 1, above[j] + 1, above[j - 1] + (a != b)))
    return row[-1]


def slip(typed: str, name: str, syllable: Callable[[str], str]) -> int | None:
    """How far one wrong character is in sound, 0 or 1 letters; None where it is no slip."""
    wrong = [(a, b) for a, b in zip(typed, name, strict=True) if a != b]
    if len(wrong) != 1:
        return None
    distance = letters_apart(*map(syllable, wrong[0]))
    return distance if distance <= 1 else None
