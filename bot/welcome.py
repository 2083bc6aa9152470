"""The first lines of a chat: how much is held, from where, and a question that works."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from rich.cells import cell_len

from bot import chat_messages as say
from retrieval.answering import answer
from retrieval.passage import Passage
from retrieval.snapshot import Snapshot

_QUOTED = re.compile("“([^“”]{3,8})”")
_FIRST_WORDS = re.compile(r"\w{2,20}")
# A question that does not find what it was made from is rare.
_TRIES = 20


def welcome(snapshot: Snapshot, width: int) -> list[str]:
    """At most three lines for people who come to ask; one where nothing is held."""
    if not snapshot.passages:
        return [say.EMPTY]
    lines = [say.WELCOME.format(reports=_reports(snapshot))]
    if snapshot.cities:
        lines.append(_cities(snapshot.cities, width))
    if question := example(snapshot):
        lines.append(say.WELCOME_EXAMPLE.format(question=question))
    return lines


def example(snapshot: Snapshot) -> str | None:
    """A question whose answer is held, made of the library's own words."""
    for question, asked in islice(_questions(snapshot), _TRIES):
        hits = answer(snapshot, question, limit=1).hits
        if hits and hits[0].passage.id == asked.id:
            return question
    return None


def _questions(snapshot: Snapshot) -> Iterator[tuple[str, Passage]]:
    """Phrases in quotation marks that one passage alone has; then headlines and first words."""
    count: Counter[str] = Counter()
    for passage in snapshot.passages:
        count.update(set(_QUOTED.findall(passage.text)))
    for passage in snapshot.passages:
        for phrase in _QUOTED.findall(passage.text):
            if passage.city and count[phrase] == 1:
                yield say.EXAMPLE.format(city=passage.city, phrase=phrase), passage
    for passage in snapshot.passages:
        if words := _FIRST_WORDS.search(passage.headline or passage.text):
            yield words.group(), passage


def _reports(snapshot: Snapshot) -> int:
    """Sections, and imported passages one by one."""
    return len({p.id if p.section is None else (p.page, p.section) for p in snapshot.passages})


def _cities(cities: tuple[str, ...], width: int) -> str:
    """As many cities as a line holds."""
    line = say.WELCOME_CITIES.format(cities="、".join(cities))
    shown = len(cities)
    while cell_len(line) > width and shown > 1:
        shown -= 1
        listed = "、".join(cities[:shown]) + say.AND_OTHERS.format(count=len(cities))
        line = say.WELCOME_CITIES.format(cities=listed)
    return line
