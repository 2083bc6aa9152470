"""Suggestions: questions that work as they stand, made of the library's own slogans."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from zlib import crc32

from retrieval.index.names import QUOTED
from retrieval.index.store import Scope
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot
from retrieval.text.fold import normal

# Reports looked at for something to ask about: a large library of bare texts may have nothing.
LOOKED_AT = 200
# Reports whose slogans are remembered.
REMEMBERED = 2000
# So many slogans of a report are asked about.
OF_EACH = 3


def suggestions(
    snapshot: Snapshot,
    cities: Sequence[str],
    first: Sequence[str] = (),
    count: int = 3,
    near: Sequence[int] = (),
    asked: str = "",
) -> tuple[str, ...]:
    """Up to `count` questions: `first`, then about `cities`, then about others, one a report.

    Args:
        snapshot: whose reports are asked about.
        cities: those that a question was about.
        first: questions that go before.
        count: at most so many.
        near: passages near the question; their reports come next.
        asked: the question; another one is given others.
    """
    start = crc32(asked.encode("utf-8", "replace")) if asked else 0
    own = _of_cities(snapshot, cities, start) if cities else iter(())
    beside = (made for row in near for made in _about(snapshot, snapshot.store.section(row))[:1])
    others = (made for section in _from(snapshot, start) for made in _about(snapshot, section)[:1])
    made = islice(chain(first, own, beside, others), 2 * count)
    return tuple(dict.fromkeys(made))[:count]


def _of_cities(snapshot: Snapshot, cities: Sequence[str], start: int) -> Iterator[str]:
    """What the reports of cities can be asked about, from one of them on."""
    for section in islice(snapshot.sections(Scope(tuple(cities))), LOOKED_AT):
        questions = _about(snapshot, section)
        turn = start % (len(questions) or 1)
        yield from (*questions[turn:], *questions[:turn])


def _from(snapshot: Snapshot, start: int) -> Iterator[Sequence[int]]:
    """Reports, from one of them on and around."""
    if not len(snapshot.store):
        return
    row = first = snapshot.store.section(start % len(snapshot.store))[0]
    for _ in range(LOOKED_AT):
        section = snapshot.store.section(row)
        yield section
        row = section[-1] + 1 if section[-1] + 1 < len(snapshot.store) else 0
        if row == first:
            return


def _about(snapshot: Snapshot, section: Sequence[int]) -> tuple[str, ...]:
    """What a report can be asked about: its slogans, what it says, or who speaks in it."""
    first = snapshot.passages[section[0]]
    if len(snapshot.slogans) > REMEMBERED:
        snapshot.slogans.clear()
    if section[0] not in snapshot.slogans:
        snapshot.slogans[section[0]] = _slogans(snapshot, first, section)
    if slogans := snapshot.slogans[section[0]]:
        return tuple(f"{first.city}的“{slogan}”是什么" for slogan in slogans)
    if first.headline and not first.city:
        return (f"《{first.headline}》讲了什么",)
    return (f"{first.author}是什么职务",) if first.author else ()


def _slogans(snapshot: Snapshot, first: Passage, section: Sequence[int]) -> tuple[str, ...]:
    """The slogans to ask a report about: its own, of its headline or counted ones first."""
    if first.city is None:
        return ()
    text = "".join(snapshot.passages[row].text for row in section)
    own = [s for s in QUOTED.findall(text) if _is_own(snapshot, normal(s), section)]
    headline = [s for s in QUOTED.findall(first.headline or "") if normal(s) in normal(text)]
    counted = [s for s in own if re.match("[三四五六七八九十].*[^大个项种]$", s)]
    return tuple(dict.fromkeys([*headline, *counted, *own]))[:OF_EACH]


def _is_own(snapshot: Snapshot, slogan: str, section: Sequence[int]) -> bool:
    """Whether no other report has it."""
    return all(row in section for row in snapshot.index.holding(slogan))
