"""Other text beside named reports: which of them is asked, and what the others say instead."""

from dataclasses import replace

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
    """Whether a passage is of a report that has a place or a speaker."""
    passage = snapshot.passages[row]
    return bool(passage.city or passage.author)


def others(snapshot: Snapshot, found: Found) -> Found:
    """What is left of what was found without the passages of named reports."""
    kept = [at for at, row in enumerate(found.rows) if not is_named(snapshot, row)]
    scores = [found.scores[at] for at in kept] if found.scores else ()
    return Found([found.rows[at] for at in kept], scores=scores)


def instead(snapshot: Snapshot, asked: Question) -> Found | None:
    """What other text says where no named report answers."""
    if asked.cities:
        return mentioned(snapshot, asked)
    if asked.asks is not Asks.PLACES or asked.negated or _OF_REPORTS.search(asked.asked):
        return None
    theme = snapshot.tokenizer.without_question_words(asked.asked)
    found = find(snapshot, with_theme(snapshot, replace(asked, asks=Asks.PASSAGE), theme))
    return found if found.rows else None
