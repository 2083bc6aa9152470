"""Suggestions: questions that work as they stand, made of the library's own slogans."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from retrieval.lexicon import QUOTED
from retrieval.snapshot import Snapshot


def suggestions(snapshot: Snapshot, cities: Sequence[str], count: int = 3) -> tuple[str, ...]:
    """Up to `count` questions, about `cities` first, then about others, one a report."""
    near = _made(snapshot, snapshot.sections(snapshot.rows(cities, ()))) if cities else iter(())
    far = _made(snapshot, snapshot.sections())
    return tuple(islice(dict.fromkeys(islice(chain(near, far), 2 * count)), count))


def _made(snapshot: Snapshot, sections: Sequence[tuple[int, ...]]) -> Iterator[str]:
    for section in sections:
        first = snapshot.passages[section[0]]
        slogan = _slogan(snapshot, section)
        if slogan and first.city:
            yield f"{first.city}的{slogan}是什么"
        elif first.author:
            yield f"{first.author}是什么职务"


def _slogan(snapshot: Snapshot, section: Sequence[int]) -> str | None:
    """The slogan to ask a report about: its headline's, or the first of its text that counts."""
    first = snapshot.passages[section[0]]
    text = "".join(snapshot.passages[row].text for row in section)
    of_headline = [slogan for slogan in QUOTED.findall(first.headline or "") if slogan in text]
    of_text = [slogan for slogan in QUOTED.findall(text) if re.match("[三四五六七八九十]", slogan)]
    return next(iter([*of_headline, *of_text, *QUOTED.findall(text)]), None)
