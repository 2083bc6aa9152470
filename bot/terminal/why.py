"""Why an answer is what it is, in a few lines below it."""

from bot.terminal import messages as say
from bot.terminal.render import QUIET, shortened
from bot.terminal.screen import Screen
from retrieval.answer import Answer, Status
from retrieval.answering.why import Seen, explain
from retrieval.snapshot import Snapshot


def print_why(screen: Screen, snapshot: Snapshot, answer: Answer) -> None:
    """Print which words met, how sure that makes, and what was next."""
    why = explain(snapshot, answer)
    screen.line(say.WHY, QUIET)
    for typed, read in why.spellings:
        screen.line(say.WHY_READ.format(typed=shortened(typed), read=shortened(read)))
    if why.pinned:
        screen.line(say.WHY_PINNED)
    if not why.seen:
        screen.line(say.WHY_NOTHING)
        return
    first, *rest = why.seen
    nearest = say.WHY_FIRST if answer.status is Status.ANSWERED else say.WHY_NEAREST
    screen.line(nearest.format(of=_named(first)) + _met(first))
    for other in rest:
        screen.line(say.WHY_NEXT.format(of=_named(other)) + _met(other))


def _named(seen: Seen) -> str:
    passage = seen.passage
    words = shortened(passage.text[:20]) + say.CUT
    return "".join(filter(None, (passage.city, passage.author, say.QUOTED.format(words=words))))


def _met(seen: Seen) -> str:
    parts = [say.WHY_HELD.format(words=say.LIST_JOIN.join(seen.held))] if seen.held else []
    parts += [say.WHY_OTHER.format(word=word, other=other) for word, other in seen.others]
    if seen.lacking:
        parts.append(say.WHY_LACKING.format(words=say.LIST_JOIN.join(seen.lacking)))
    parts.append(say.WHY_SURE.format(percent=round(100 * seen.confidence)))
    return say.WHY_ALL.format(parts=say.WHY_JOIN.join(parts))
