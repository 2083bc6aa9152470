"""Small talk: what is said that is no question about the reports, and the friendly reply to it."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from corpus.places import read_groups
from retrieval.answering.telling import messages
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold, lazy

# Longer is no small talk.
LONGEST = 24
_NOT_WORDS = lazy(r"[\W_]+")


def reply(snapshot: Snapshot, said: str) -> str | None:
    """What to say to it; None where it is no small talk."""
    if len(said) > 2 * LONGEST:
        return None
    bare = _NOT_WORDS.sub("", fold(said))
    if not bare or len(bare) > LONGEST:
        return None
    group = _meant().get(bare) or _meant().get(_without_particles(bare))
    return _REPLIES[group](snapshot) if group else None


_REPLIES: dict[str, Callable[[Snapshot], str]] = {
    "hello": messages.hello,
    "thanks": lambda _: messages.WELCOME,
    "bye": lambda _: messages.BYE,
    "fine": lambda _: messages.FINE,
    "who": messages.who,
    "ability": messages.ability,
    "cities": messages.how_many_cities,
    "reports": messages.how_many_reports,
    "people": messages.how_many_people,
}


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).parents[2] / "data" / "talk.txt"
    return read_groups(path.read_text("utf-8"))


@cache
def _meant() -> dict[str, str]:
    """What each thing said is an instance of."""
    return {fold(word): group for group in _REPLIES for word in _groups()[group]}


@cache
def _particles() -> re.Pattern[str]:
    either = "|".join(map(re.escape, _groups()["particles"]))
    return re.compile(f"^(?:{either})+|(?:{either})+$")


def _without_particles(said: str) -> str:
    return _particles().sub("", said)
