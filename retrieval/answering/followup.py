"""Follow-ups: a turn that leaves something out becomes a question complete in itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.answer import Answer, Hit
from retrieval.answering import lists
from retrieval.answering.question import Asks, Question, understand
from retrieval.index.store import Scope
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold, lazy, normal, sentences

# A turn that says no more than this, beside a name, asks the earlier question of that name.
_FILLER = lazy(
    r"那么|那边|这边|那里|那|呢|吗|的话|的|怎么样|如何|怎么说|情况|又|也|还有|再|市|总?工会"
    r"|和|与|跟|具体|怎么做的?|怎么搞的?|做法|怎么说的?|是怎么|换成|看看|换|是什么|有哪些|有没有|什么样|[\s?!。,、…~.]"
)
_POINTING = lazy(
    r"他们|她们|它们|他|她|它|那里|这里|那边|当地|该市|该县|该区|这篇|那篇|这话|这段|那段|这句话?|这个城市"
    r"|这个市|那个|这个|其中|上面的?|刚才的?|前面的?|里面的?|具体说说|具体说|具体讲讲|详细说说|详细|展开说?"
    r"|说说|讲讲|呢[?]?$"
)
_NTH = lazy(r"(?:第([一二三四五六七八九十]{1,3}|\d{1,4})|最后一?)(?:个|条|点|项|段|篇|方面)")

# Where the city of the last answer holds this share of a theme, a pointing turn is about it.
HELD = 0.6


@dataclass(frozen=True, slots=True)
class Followed:
    """A turn made complete. `inherits` tells that its theme is the earlier question's.

    `only` is how many things there are where the turn asks for one past the last.
    """

    text: str
    inherits: bool = False
    only: int | None = None


def resolve(
    snapshot: Snapshot, text: str, turn: Question, previous: str, answered: Callable[[], Answer]
) -> Followed:
    """Fill in what a turn leaves out.

    Args:
        snapshot: whose names may be left out.
        text: the turn as typed.
        turn: the same, understood by itself.
        previous: the question before it, complete; empty at the start.
        answered: gives the answer to the question before it.
    """
    if not previous:
        return Followed(text)
    names = [*turn.cities, *turn.people] or list(turn.strangers)
    if names:
        said = turn.asked
        for name in turn.strangers:
            said = said.replace(name, "")
        bare = not _FILLER.sub("", said)
        return Followed(_asked_of(snapshot, previous, names), True) if bare else Followed(text)
    if turn.asks is Asks.PLACES:
        return Followed(text)
    return _pointed(snapshot, text, previous, answered().hits)


def _asked_of(snapshot: Snapshot, previous: str, names: list[str]) -> str:
    """The earlier question with these names in the place of its own."""
    earlier = understand(snapshot, previous)
    own = [(m.start, m.end) for m in snapshot.lexicon.places(fold(previous))]
    for name in (*earlier.people, *earlier.strangers):
        start = fold(previous).find(fold(name))
        if start >= 0:
            own.append((start, start + len(name)))
    if earlier.asks is Asks.PLACES:
        return f"{'和'.join(names)}{''.join(earlier.theme.split())}"
    if not own:
        return f"{'和'.join(names)}{previous}"
    start, end = min(own)
    rest = previous[end:]
    for city in earlier.cities[1:]:
        rest = re.sub(rf"[和与跟、]?{re.escape(city)}", "", rest)
    return f"{previous[:start]}{'和'.join(names)}{rest}"


def _pointed(snapshot: Snapshot, text: str, previous: str, hits: tuple[Hit, ...]) -> Followed:
    """A turn that names nobody: about the last answer where it points there, else a new one."""
    name = _last_name(snapshot, previous, hits)
    if name is None:
        return Followed(text)
    nth = _NTH.search(normal(text))
    if nth and hits:
        return _nth(snapshot, nth[1], previous, hits)
    words = _POINTING.sub("", normal(text))
    named = understand(snapshot, f"{name}{words}")
    if named.asks in (Asks.SPEAKER, Asks.CREDIT) and not named.theme.strip():
        return Followed(f"{name}{words}")
    if not _POINTING.search(normal(text)):
        return Followed(text)
    if not named.theme.strip():
        return Followed(previous)
    terms = snapshot.index.terms(named.theme)
    best = snapshot.index.rank(terms, Scope(named.cities, named.people), 1)
    if best and best[0].evidence.sentence >= HELD:
        return Followed(f"{name}{words}")
    return Followed(text)


def _last_name(snapshot: Snapshot, previous: str, hits: tuple[Hit, ...]) -> str | None:
    """Whom the conversation is about: the place or person asked about, or the first quoted."""
    earlier = understand(snapshot, previous)
    quoted = [hits[0].passage.city, hits[0].passage.author] if hits else []
    return next((name for name in (*earlier.cities, *earlier.people, *quoted) if name), None)


def _place(numeral: str | None) -> int:
    """From 0; −1 for the last."""
    if numeral is None:
        return -1
    return max(0, (int(numeral) if numeral.isdigit() else lists.number(numeral)) - 1)


def _nth(snapshot: Snapshot, numeral: str | None, previous: str, hits: tuple[Hit, ...]) -> Followed:
    """The n-th thing of the last answer: of its list, of its passages, or inside its first."""
    things = _things(snapshot, previous, hits)
    place = _place(numeral)
    if place >= len(things):
        return Followed(previous, only=len(things))
    return Followed(things[place])


def _things(snapshot: Snapshot, previous: str, hits: tuple[Hit, ...]) -> list[str]:
    """The things that an answer lists, each as a question for it: never none."""
    first = hits[0].passage
    section = snapshot.section_of(first)
    shown = {hit.passage.id for hit in hits}
    for run in lists.ordered(section):
        if section[run[0]].id in shown:
            return [_opening(section[place].city, section[place].text) for place in run]
    theme = understand(snapshot, previous).theme
    counted = lists.counted(theme)
    words = lists.named(section, counted[1]) if counted and counted[1] else []
    if words:
        return [f"{first.city or ''}{word}" for _, word in words]
    if len({hit.passage.city for hit in hits}) > 1:
        return [f"{hit.passage.city or ''}{''.join(theme.split())}" for hit in hits]
    parts = [part for part in sentences(first.text) if part.strip()] or [first.text]
    lead = next((i for i, part in enumerate(parts) if re.search("[“”：]", part)), -1)
    return [_opening(first.city, part) for part in parts[lead + 1 :] or parts]


def _opening(city: str | None, text: str) -> str:
    """The first words of a text, as a question to its city."""
    return f"{city or ''}{re.split('[。；]', text)[0][:40]}"
