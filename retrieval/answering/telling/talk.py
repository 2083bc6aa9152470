"""Small talk: what is said that is no question about the reports, and the friendly reply to it."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from corpus.places import read_groups
from retrieval.answering.telling import census, messages
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold, lazy
from retrieval.text.phrases import pattern

_DATA = Path(__file__).parents[2] / "data"
# Longer is no small talk.
LONGEST = 24
LONGEST_WORD = 8
WHOLE = 3
# Something is to be written, whatever of: 替我编一首关于茶叶的诗.
_COMPOSING = pattern(
    r"^(?:请|麻烦)?(?:(?:你|能不能|可以)?(?:给|帮|替|为)(?:我|我们|大家)(?:<compose>)"
    r"|(?:<compose>)(?=一))(?:一|两|几)?[首篇套道个幅段份张些点].{0,14}?(?:<works>)(?:吧|呗|好吗|吗)?$",
    needs="我家一",
)
# How many there are of all, in whatever words: 你们库里一共收了多少篇.
_COUNTED = {
    name: pattern(rf"^(?:<holding>)*(?:多少|几|哪些){what}(?:呢|啊|呀|了|吗)?$", needs="多几哪")
    for name, what in (
        ("reports", "(?:篇|(?:篇|条|份|段|个)?的?(?:<report>|新闻|资料)(?<!发言))"),
        ("reporters", "(?:个|位|名)?(?:记者|通讯员)"),
    )
}
_PAUSE = lazy(r"[,，。.!！?？~…\s]+")
_NOT_WORDS = lazy(r"[\W_]+")


def reply(snapshot: Snapshot, said: str, *, goes_on: bool = False) -> str | None:
    """What to say to it; None where it is no small talk, all of it.

    Where the talk `goes_on`, what asks how to use the program may ask about the last answer.
    """
    if said.strip() and not _NOT_WORDS.sub("", said):
        return messages.FINE if goes_on else messages.wordless(snapshot)
    if len(said) > 2 * LONGEST:
        return None
    if goes_on and _without_particles(_NOT_WORDS.sub("", fold(said))) in _groups()["of_answers"]:
        return None
    if (told := _reply(snapshot, said)) is not None:
        return told
    parts = [part for part in _PAUSE.split(said) if _NOT_WORDS.sub("", part)]
    if len(parts) < 2 or any(_reply(snapshot, part) is None for part in parts):
        return None
    return _reply(snapshot, parts[0])


def _reply(snapshot: Snapshot, said: str) -> str | None:
    bare = _NOT_WORDS.sub("", fold(said))
    if not bare or len(bare) > LONGEST:
        return None
    group = _meant().get(bare) or _meant().get(_without_particles(bare)) or _agreeing(bare)
    group = group or next((name for name, asking in _COUNTED.items() if asking.search(bare)), None)
    if group:
        return _REPLIES[group](snapshot)
    if _COMPOSING.search(bare):
        return messages.outside("task", snapshot)
    kind = next((kind for kind in _kinds_in(bare) if _made_of(bare, kind)), None)
    return messages.outside(kind, snapshot) if kind else None


_REPLIES: dict[str, Callable[[Snapshot], str]] = {
    "hello": messages.hello,
    "thanks": lambda _: messages.WELCOME,
    "bye": lambda _: messages.BYE,
    "fine": lambda _: messages.FINE,
    "who": messages.who,
    "ability": messages.ability,
    "cities": census.how_many_cities,
    "reports": census.how_many_reports,
    "people": census.how_many_people,
    "reporters": census.how_many_reporters,
}


def _agreeing(said: str) -> str | None:
    """What several words of agreeing and thanking mean together: 好的明白了谢谢."""
    read = _agreements().fullmatch(said)
    return None if read is None else "thanks" if read[1] else "fine"


@cache
def _agreements() -> re.Pattern[str]:
    fine, thanks = ("|".join(map(re.escape, _groups()[name])) for name in ("fine", "thanks"))
    return re.compile(f"(?:{fine})*({thanks})?")


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    return read_groups((_DATA / "talk.txt").read_text("utf-8"))


def _kinds_in(said: str) -> set[str]:
    """The kinds of small talk of which any word stands in what is said."""
    sizes = range(1, LONGEST_WORD + 1)
    begins = [at for at, character in enumerate(said) if character in _initials()]
    parts = {said[at : at + size] for at in begins for size in sizes}
    return {_kinds()[part] for part in parts & _kinds().keys()}


def _made_of(said: str, kind: str) -> bool:
    """Whether what is said is words of a kind and of those around them alone.

    A word of the kind of less than `WHOLE` characters says that beside another word only.
    """
    # For each beginning of it, the ways to read it: words, two at most, and whether one is of it.
    read: list[set[tuple[int, bool]]] = [{(0, False)}, *(set() for _ in said)]
    for start, ways in enumerate(read):
        longest = LONGEST_WORD if ways else 0
        for stop in range(start + 1, min(start + longest, len(said)) + 1):
            word = said[start:stop]
            own = _kinds().get(word) == kind
            if own or word in _around() or word.isdecimal():
                words = 1 + (own and len(word) >= WHOLE)
                read[stop] |= {(min(2, count + words), held or own) for count, held in ways}
    return (2, True) in read[-1]


@cache
def _kinds() -> dict[str, str]:
    """What kind of small talk each word is of."""
    return {fold(word): kind for kind in messages.OUTSIDE for word in _groups()[kind]}


@cache
def _initials() -> frozenset[str]:
    return frozenset(word[:1] for word in _kinds())


@cache
def _around() -> frozenset[str]:
    return frozenset(map(fold, _groups()["around"]))


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
