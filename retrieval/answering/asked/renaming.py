"""The earlier question of other names: 那绍兴呢, and 不是杭州，是宁波."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answering.asked.asks import Asks
from retrieval.answering.asked.context import PreviousTurn
from retrieval.answering.asked.question import Question, understand
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold, lazy, normal
from retrieval.text.phrases import pattern

# A turn that says no more than this, beside a name, asks the earlier question of that name.
FILLER = pattern(r"<filler>|[\s?!。,、…~.]")
_CORRECTION = pattern(r"^(?:<correction>)")
# What stands before what is meant: 不是杭州，我问的是宁波.
_BUT = lazy("[ ,，;；。]*(?:而是|我?[问说]的?是|是|我[是要想]?[问说]的?)")


def corrected(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """不是杭州，是宁波: the earlier question of another name, or the same name's other thing."""
    said = normal(turn.text)
    if not (_CORRECTION.match(said) or (turn.excluded and "不是" in said)):
        return None
    meant = _BUT.split(_CORRECTION.sub("", said).strip(" ,，。"), maxsplit=1)[-1]
    named, _, rest = meant.partition(",")
    if turn.names and not FILLER.sub("", understand(snapshot, named).asked):
        asked = asked_of(snapshot, before.question, turn.names)
        return understand(snapshot, f"{asked.text}{rest}") if FILLER.sub("", rest) else asked
    if meant and (turn.names or turn.excluded):
        return understand(snapshot, meant)
    return understand(snapshot, f"{before.name}{meant}") if before.name and meant else None


def asked_of(snapshot: Snapshot, earlier: Question, names: Sequence[str]) -> Question:
    """The earlier question with these names in the place of its own."""
    text = _renamed(snapshot, earlier, "和".join(names))
    return replace(understand(snapshot, text), inherits=True)


def _renamed(snapshot: Snapshot, earlier: Question, names: str) -> str:
    if earlier.asks is Asks.PLACES:
        return f"{names}{joined(earlier.theme)}"
    folded = fold(earlier.text)
    own = [(m.start, m.end) for m in snapshot.lexicon.places(folded)]
    for name in (*earlier.people, *earlier.strangers):
        start = folded.find(fold(name))
        if start >= 0:
            own.append((start, start + len(name)))
    if not own:
        return f"{names}{earlier.text}"
    start, end = min(own)
    rest = earlier.text[end:]
    for city in earlier.cities[1:]:
        rest = re.sub(rf"[和与跟、]?{re.escape(city)}", "", rest)
    return f"{earlier.text[:start]}{names}{rest}"


def joined(theme: str) -> str:
    """A theme without its blanks."""
    return "".join(theme.split())
