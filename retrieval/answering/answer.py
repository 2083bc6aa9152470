"""A question to an answer: understand it, find the passages that say it, or say that none does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.answer import Answer, Hit
from retrieval.answering import followup, messages
from retrieval.answering.find import find
from retrieval.answering.found import Found, silent
from retrieval.answering.highlight import highlights
from retrieval.answering.question import Question, understand
from retrieval.answering.quote import lead
from retrieval.answering.suggest import suggestions
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold


def answer(
    snapshot: Snapshot,
    question: str,
    previous: str = "",
    city: str | None = None,
    limit: int = 5,
    skip: int = 0,
) -> Answer:
    """Answer `question` from the snapshot's passages.

    Args:
        snapshot: what may be quoted.
        question: as typed.
        previous: the question before it in the conversation, as it was understood.
        city: quote this place alone, however it is written.
        limit: at most so many passages, but for groups that belong together.
        skip: pass over the first so many passages, for paging.
    """
    asked = understand(snapshot, question)
    follow = followup.resolve(
        snapshot, question, asked, previous, lambda: answer(snapshot, previous)
    )
    if follow.text != question:
        asked = understand(snapshot, follow.text)
    if city is not None:
        asked = _within(snapshot, asked, city)
    if follow.only is not None:
        found = silent(messages.only(follow.only))
    else:
        found = find(snapshot, asked, follow.inherits)
    return _answer(snapshot, question, follow.text, asked, found, limit, skip)


def converse(
    snapshot: Snapshot, turns: Sequence[str], city: str | None = None, limit: int = 5
) -> Iterator[Answer]:
    """Answer the turns of one conversation, each after the one before it."""
    previous = ""
    for turn in turns:
        given = answer(snapshot, turn, previous, city, limit)
        previous = given.understood
        yield given


def _within(snapshot: Snapshot, asked: Question, city: str) -> Question:
    known = [mention.city for mention in snapshot.lexicon.places(fold(city))]
    if not known:
        return replace(asked, cities=(), strangers=(city,))
    return replace(asked, cities=tuple(dict.fromkeys(known)))


def _answer(
    snapshot: Snapshot,
    question: str,
    understood: str,
    asked: Question,
    found: Found,
    limit: int,
    skip: int,
) -> Answer:
    shown = max(limit, found.whole) if skip == 0 else limit
    rows = list(found.rows)[skip : skip + shown]
    hits = tuple(_hit(snapshot, asked, found, place) for place in range(skip, skip + len(rows)))
    return Answer(
        question=question,
        understood=understood,
        status=found.status,
        message=found.message if skip == 0 else "",
        cities=asked.cities,
        hits=hits,
        lead=lead(snapshot, asked, rows[: max(1, found.whole - skip)], found.marks),
        suggestions=_suggestions(snapshot, asked, found),
        more=max(0, len(found.rows) - skip - len(rows)),
    )


def _suggestions(snapshot: Snapshot, asked: Question, found: Found) -> tuple[str, ...]:
    """The choices of a question asked back; what can be asked instead of one without answer."""
    if found.rows:
        return tuple(found.suggestions)
    return suggestions(snapshot, asked.cities, found.suggestions)


def _hit(snapshot: Snapshot, asked: Question, found: Found, place: int) -> Hit:
    passage = snapshot.passages[found.rows[place]]
    score = found.scores[place] if found.scores else 0.0
    also = found.marks.get(found.rows[place], ())
    return Hit(place + 1, passage, score, highlights(snapshot, asked.theme, passage.text, also))
