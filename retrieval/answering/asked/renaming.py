"""The earlier question of other names: 那绍兴呢, and 不是杭州，是宁波."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answering.asked.asks import Asks
from retrieval.answering.asked.context import PreviousTurn
from retrieval.answering.asked.question import Question, understand
from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN, fold, lazy, normal
from retrieval.text.phrases import pattern

# A turn that says no more than this, beside a name, asks the earlier question of that name.
FILLER = pattern(r"<filler>|[\s?!。,、…~.]")
_CORRECTION = pattern(r"^(?:<correction>)")
# What stands before what is meant: 不是杭州，我问的是宁波.
_BUT = lazy("[ ,，;；。]*(?:而是|我?[问说]的?是|是|我[是要想]?[问说]的?)")
_OTHERS = pattern(r"^(?:那)?(?:<others>)[呢吗呀啊? ]*$")
_FORMER = pattern(r"<former>")
_LATTER = pattern(r"<latter>")
# 宜宾多少 says no more than 宜宾呢.
_HOW_MANY = lazy("有?(?:多少|几)[个家条座名人钱]?")
# A thing alone, of which the earlier question is asked.
ALONE = lazy(rf"^(?:那么?)?({HAN}{{2,8}}?)呢[?? ]*$")
# What points at a thing of the last answer: 那张照片, 那两个人, 这些孩子.
THAT = pattern(r"(?<!\w)[那这](?:些|[一两二三四五六七八九十几]{0,2}(?:<measure>|<units>))(?=\w)")


def of_others(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """还有哪个城市: the earlier theme, of all places but those that were asked about."""
    asks = turn.asks is Asks.PLACES or turn.excluded
    bare = asks and not turn.theme.strip() and not turn.cities
    theme = before.subject
    if not (bare or _OTHERS.match(normal(turn.text))) or not theme:
        return None
    known = turn.excluded or (*before.question.cities, *before.question.excluded)
    if not known and before.question.asks is not Asks.PLACES:
        known = tuple(filter(None, [before.name]))
    left_out = f"除了{'、'.join(known)}，" if known else ""
    return understand(snapshot, f"{left_out}还有哪些城市提到{theme}")


def same_of(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """那疗休养呢 after 哪些城市提到劳模: which places say that."""
    match = ALONE.match(normal(turn.text))
    named = turn.names or turn.strangers or turn.nth is not None
    if before.question.asks is not Asks.PLACES or match is None or named:
        return None
    return understand(snapshot, f"哪些城市提到{match[1]}")


def other_of_two(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """前者 and 后面那个: the first or the last of the places that were compared."""
    said = normal(turn.text)
    cities = before.question.cities or tuple(h.passage.city or "" for h in before.hits)
    if turn.names or len(cities) < 2:
        return None
    for which, city in ((_FORMER, cities[0]), (_LATTER, cities[-1])):
        if which.search(said):
            rest = which.sub("", said)
            if FILLER.sub("", rest):
                return understand(snapshot, f"{city}{rest}")
            return asked_of(snapshot, before.question, [city])
    return None


def of_names(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """那绍兴呢: the earlier question of other names. A turn that says more is a new question."""
    names = turn.names or turn.strangers
    if not names or (not turn.names and THAT.search(normal(turn.text))):
        return turn if turn.asks is Asks.PLACES else None
    said = turn.asked
    for name in turn.strangers:
        said = said.replace(name, "")
    more = FILLER.sub("", _HOW_MANY.sub("", said))
    if more and more not in normal(before.question.text):
        return turn
    return asked_of(snapshot, before.question, names)


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
