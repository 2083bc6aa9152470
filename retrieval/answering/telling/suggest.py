"""Suggestions: questions that work as they stand, made of the library's own slogans."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from retrieval.index.names import QUOTED
from retrieval.index.store import EVERYWHERE, Scope
from retrieval.snapshot import Snapshot
from retrieval.text.fold import normal

# Reports looked at for something to ask about: a large library of bare texts may have nothing.
LOOKED_AT = 200


def suggestions(
    snapshot: Snapshot, cities: Sequence[str], first: Sequence[str] = (), count: int = 3
) -> tuple[str, ...]:
    """Up to `count` questions: `first`, then about `cities`, then about others, one a report."""
    near = _made(snapshot, Scope(tuple(cities))) if cities else iter(())
    made = islice(chain(first, near, _made(snapshot, EVERYWHERE)), 2 * count)
    return tuple(dict.fromkeys(made))[:count]


def _made(snapshot: Snapshot, scope: Scope) -> Iterator[str]:
    for section in islice(snapshot.sections(scope), LOOKED_AT):
        first = snapshot.passages[section[0]]
        if section[0] not in snapshot.slogans:
            snapshot.slogans[section[0]] = _slogan(snapshot, section) if first.city else None
        if slogan := snapshot.slogans[section[0]]:
            yield f"{first.city}的“{slogan}”是什么"
        elif first.author:
            yield f"{first.author}是什么职务"


def _slogan(snapshot: Snapshot, section: Sequence[int]) -> str | None:
    """The slogan to ask a report about: one of its own, of its headline or counted if may be."""
    first = snapshot.passages[section[0]]
    text = "".join(snapshot.passages[row].text for row in section)
    own = [s for s in QUOTED.findall(text) if _is_own(snapshot, normal(s), section)]
    headline = [s for s in QUOTED.findall(first.headline or "") if normal(s) in normal(text)]
    counted = [s for s in own if re.match("[三四五六七八九十].*[^大个项种]$", s)]
    return next(iter([*headline, *counted, *own]), None)


def _is_own(snapshot: Snapshot, slogan: str, section: Sequence[int]) -> bool:
    """Whether no other report has it."""
    return all(row in section for row in snapshot.index.holding(slogan))
