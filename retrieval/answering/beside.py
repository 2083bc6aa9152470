"""Other text beside named reports: which of them is asked, and what the others say instead."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer import Hit
from retrieval.answering.asked.asks import Asks
from retrieval.answering.asked.question import Question, with_theme
from retrieval.answering.finding.find import find
from retrieval.answering.finding.missing import mentioned
from retrieval.answering.found import Found
from retrieval.snapshot import Snapshot
from retrieval.text.phrases import pattern

_OF_REPORTS = pattern("<tells_of>|<report>|<official>|市|县|(?<!地)区")


def is_of_reports(snapshot: Snapshot, asked: Question) -> bool:
    """Whether a question is asked of named reports alone."""
    if asked.names or asked.asks is Asks.PLACES:
        return True
    return asked.rows is not None and any(is_named(snapshot, row) for row in asked.rows[:1])


def is_named(snapshot: Snapshot, row: int) -> bool:
    """Whether a passage is of a report that stands on a page, or has a place or a speaker."""
    passage = snapshot.passages[row]
    return passage.section is not None or bool(passage.city or passage.author)


def better(snapshot: Snapshot, found: Found, own: Sequence[Hit]) -> Found | None:
    """What was found among all passages, where other text is first and answers better than what
    named reports have of their `own`; None where these are to be shown, or nothing is left."""
    other = [row for row in found.rows if not is_named(snapshot, row)]
    if not own:
        return found if other == found.rows else Found(other) if other else None
    first = other[:1] == [*found.rows[:1]] and max(found.scores, default=0.0)
    return found if first and first > max(hit.score for hit in own) else None


def instead(snapshot: Snapshot, asked: Question) -> Found | None:
    """What other text says where no named report answers."""
    if asked.cities:
        return mentioned(snapshot, asked)
    if asked.asks is not Asks.PLACES or asked.negated or _OF_REPORTS.search(asked.asked):
        return None
    theme = snapshot.tokenizer.without_question_words(asked.asked)
    found = find(snapshot, with_theme(snapshot, replace(asked, asks=Asks.PASSAGE), theme))
    return found if found.rows else None
