"""The first lines of a chat: how much is held, from where, and a question that works."""

import re
from collections.abc import Iterator
from itertools import islice

from rich.cells import cell_len

from bot import chat_messages as say
from retrieval.answering import answer
from retrieval.snapshot import Snapshot
from retrieval.suggestion import suggestions

_FIRST_WORDS = re.compile(r"\w{2,20}")
_TRIES = 20


def welcome(snapshot: Snapshot, width: int) -> list[str]:
    """At most three lines for people who come to ask; one where nothing is held."""
    if not snapshot.passages:
        return [say.EMPTY]
    lines = [say.WELCOME.format(holdings=_holdings(snapshot))]
    if snapshot.cities:
        lines.append(_cities(snapshot.cities, width))
    if question := example(snapshot):
        lines.append(say.WELCOME_EXAMPLE.format(question=question))
    return lines


def example(snapshot: Snapshot) -> str | None:
    """A question made of the library's own words: of some that have answers, the fullest."""
    tried = suggestions(snapshot, (), count=_TRIES) or islice(_first_words(snapshot), _TRIES)
    found = {question: len(answer(snapshot, question, limit=1).hits) for question in tried}
    best = max(found, key=found.__getitem__, default=None)
    return best if best and found[best] else None


def _first_words(snapshot: Snapshot) -> Iterator[str]:
    """What can be asked where there are neither cities nor authors."""
    for passage in snapshot.passages:
        if words := _FIRST_WORDS.search(passage.headline or passage.text):
            yield words.group()


def _holdings(snapshot: Snapshot) -> str:
    census = snapshot.census
    parts = ((say.REPORTS, census.reports), (say.PASSAGES, census.imported))
    return say.AND.join(words.format(count=count) for words, count in parts if count)


def _cities(cities: tuple[str, ...], width: int) -> str:
    """As many cities as a line holds."""
    line = say.WELCOME_CITIES.format(cities="、".join(cities))
    shown = len(cities)
    while cell_len(line) > width and shown > 1:
        shown -= 1
        listed = "、".join(cities[:shown]) + say.AND_OTHERS.format(count=len(cities))
        line = say.WELCOME_CITIES.format(cities=listed)
    return line
