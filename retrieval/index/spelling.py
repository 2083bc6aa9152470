"""How names are spelt: in pinyin, in their forms, and with one character or letter wrong."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from retrieval.text.fold import fold


def in_pinyin(names: dict[str, list[str]]) -> dict[str, list[str]]:
    """The cities by the pinyin of their names, without tones."""
    from pypinyin import lazy_pinyin  # its import takes longer than an answer

    found: dict[str, Counter[str]] = {}
    for name, meant in names.items():
        found.setdefault("".join(lazy_pinyin(name)), Counter()).update(meant)
    return {spelling: [*cities] for spelling, cities in found.items()}


def by_form(cities: Iterable[str], written: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    """The places by the forms in which they are written, folded."""
    found: dict[str, list[str]] = {}
    for city in cities:
        for form in dict.fromkeys(written(fold(city))):
            found.setdefault(form, []).append(city)
    return found


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
