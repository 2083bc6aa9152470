"""A question to an answer: understand it, find the passages that say it, or say that none does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from retrieval.answer import Answer, Hit, Status
from retrieval.answering.asked.context import NOTHING, PreviousTurn, about_it, after
from retrieval.answering.asked.followup import resolve, within
from retrieval.answering.asked.frame import MAX_LENGTH, asking, questions
from retrieval.answering.asked.question import Question, is_empty, understand
from retrieval.answering.beside import better, instead, is_of_reports
from retrieval.answering.finding.find import find
from retrieval.answering.finding.shortened import spelt_out
from retrieval.answering.found import Found, silent
from retrieval.answering.pins import pinned
from retrieval.answering.quote import lead
from retrieval.answering.telling import messages, talk
from retrieval.answering.telling.highlight import highlights, met
from retrieval.answering.telling.suggest import suggestions
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold

TOGETHER = 3000
"""So many passages of a group are given at once: more than China has cities and counties."""


def answer(
    snapshot: Snapshot,
    question: str,
    previous: "str | Answer" = "",
    city: str | None = None,
    limit: int = 5,
    skip: int = 0,
) -> Answer:
    """Answer `question` from the snapshot's passages.

    Args:
        snapshot: what may be quoted.
        question: as typed; no more of it than `MAX_LENGTH` characters is read or kept.
        previous: the answer before it in the conversation, or its question as it was understood.
        city: quote this place alone, however it is written.
        limit: at most so many passages, but for groups that belong together, up to `TOGETHER`.
        skip: pass over the first so many passages, for paging.
    """
    question = question[:MAX_LENGTH]
    before = _context(snapshot, previous)
    said = talk.reply(snapshot, question, goes_on=bool(before.question.text))
    if said is not None:
        return _said(question, before, said)
    given: list[Answer] = []
    for part in questions(question):
        given.append(_one(snapshot, part, before, city, limit, skip))
        before = after(given[-1], same=True)
    found = _together(question, given)
    if city is None and skip == 0 and limit > 1:
        snapshot.given.update({found.understood: found})
    return found


def converse(
    snapshot: Snapshot, turns: Sequence[str], city: str | None = None, limit: int = 5
) -> Iterator[Answer]:
    """Answer the turns of one conversation, each after the one before it."""
    given: str | Answer = ""
    for turn in turns:
        given = answer(snapshot, turn, given, city, limit)
        yield given


def _context(snapshot: Snapshot, previous: str | Answer) -> PreviousTurn:
    if isinstance(previous, Answer):
        return after(previous)
    if not previous.strip():
        return NOTHING
    if (given := snapshot.given.get(previous)) is not None:
        return after(given)
    asked = understand(snapshot, previous)
    return PreviousTurn(asked, cache(lambda: answer(snapshot, previous).hits))


def _said(question: str, before: PreviousTurn, said: str) -> Answer:
    """Small talk: the conversation goes on from where it was."""
    return Answer(
        question,
        before.question.text,
        Status.NOT_FOUND,
        said,
        asked=before.question,
        before=tuple(before.hits),
    )


def _one(
    snapshot: Snapshot, question: str, before: PreviousTurn, city: str | None, limit: int, skip: int
) -> Answer:
    """The answer to one question: as a whole, else to those of its clauses that ask."""
    whole = _whole(snapshot, question, before, city, limit, skip)
    if whole.hits or whole.asked is None or whole.asked.excluded:
        return whole
    names, given = "".join(whole.asked.names), list[Answer]()
    for clause in asking(question):
        given.append(_whole(snapshot, f"{names}{clause}", before, city, limit, skip))
        names, before = "", after(given[-1], same=True)
    if not any(one.hits and one.asked and not is_empty(one.asked.theme) for one in given):
        return whole
    return replace(_together(question, given), question=question)


def _whole(
    snapshot: Snapshot, question: str, before: PreviousTurn, city: str | None, limit: int, skip: int
) -> Answer:
    asked = understand(snapshot, question)
    named, inside = asked.cities, () if city is None else _meant(snapshot, city)
    if city is not None and {*before.question.cities} - {*inside}:
        before = NOTHING
    back = _asked_back(snapshot, asked) if before.question.text else None
    if back is None:
        asked = resolve(snapshot, asked, before)
    if city is not None:
        asked, back = _within(asked, city, inside), None
    asked = spelt_out(snapshot, asked)
    if (reports := snapshot.of_reports) is not snapshot and is_of_reports(snapshot, asked):
        given = _whole(reports, question, before, city, limit, skip)
        found = None if given.hits else instead(snapshot, asked)
        return _answer(snapshot, question, asked, found, limit, skip) if found else given
    found = pinned(snapshot, question) or pinned(snapshot, asked.text)
    found = found or back or _found(snapshot, asked)
    nearer = within(snapshot, asked, before) if before.same or not found.rows else None
    if nearer and (there := _found(snapshot, nearer)).rows:
        asked, found = nearer, there
    if not found.rows and (of_it := about_it(snapshot, nearer or asked, before)):
        there = _found(snapshot, of_it)
        asked, found = (of_it, there) if there.rows else (asked, found)
    if reports is not snapshot:
        given = _whole(reports, question, before, city, limit, skip)
        if (found := better(snapshot, found, given.hits)) is None:
            return given
    if (aside := [name for name in named if name not in asked.cities]) and city is not None:
        found = replace(found, message=messages.within(city, aside) + found.message)
    given = _answer(snapshot, question, asked, found, limit, skip)
    lost = not given.hits and (not asked.names or before.name in asked.names)
    return replace(given, before=tuple(before.hits)) if lost else given


def _asked_back(snapshot: Snapshot, turn: Question) -> Found | None:
    """The choice to ask back for a turn of one word, and no more, that most places have: it goes on
    from nothing that was said before."""
    if [*turn.words] != ["".join(filter(str.isalnum, turn.text))]:
        return None
    found = find(snapshot, turn)
    of_most = len(found.suggestions) > len(snapshot.cities) / 2
    return found if found.status is Status.CLARIFY and of_most else None


def _found(snapshot: Snapshot, asked: Question) -> Found:
    if asked.only is not None:
        return silent(messages.only(asked.only))
    return find(snapshot, asked)


def _meant(snapshot: Snapshot, city: str) -> tuple[str, ...]:
    """The places that the name of one stands for in the library."""
    return tuple(dict.fromkeys(m.city for m in snapshot.lexicon.places(fold(city))))


def _within(asked: Question, city: str, known: tuple[str, ...]) -> Question:
    if not known:
        return replace(asked, cities=(), people=(), strangers=(city,))
    return replace(asked, cities=known, several=False)


def _answer(
    snapshot: Snapshot, question: str, asked: Question, found: Found, limit: int, skip: int
) -> Answer:
    shown = max(limit, min(found.whole, TOGETHER)) if skip == 0 else limit
    rows = list(found.rows)[skip : skip + shown]
    hits = tuple(_hit(snapshot, asked, found, place) for place in range(skip, skip + len(rows)))
    return Answer(
        question=question,
        understood=asked.text,
        status=found.status,
        message=found.message if skip == 0 else "",
        cities=asked.cities,
        hits=hits,
        lead=lead(snapshot, asked, rows[: max(1, found.whole - skip)], found.marks),
        nearest=_near(snapshot, asked, found),
        suggestions=_suggestions(snapshot, asked, found),
        more=max(0, len(found.rows) - skip - len(rows)),
        asked=asked,
    )


def _together(question: str, given: Sequence[Answer]) -> Answer:
    """One answer to the questions of one message: what answers each, one after another."""
    if len(given) == 1:
        return given[0]
    hits = {hit.passage.id: hit for one in given for hit in one.hits}
    ranked = tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits.values(), 1))
    answered = next((one for one in given if one.hits), given[0])
    told = [_told(one) for one in given] if ranked else [one.message for one in given]
    return replace(
        answered,
        question=question,
        understood="？".join(one.understood.strip("?？ ") for one in given),
        message="".join(dict.fromkeys(told)),
        cities=tuple(dict.fromkeys(city for one in given for city in one.cities)),
        hits=ranked,
        lead=tuple(dict.fromkeys(quote for one in given for quote in one.lead)),
        nearest=() if ranked else answered.nearest,
        suggestions=() if ranked else answered.suggestions,
        more=sum(one.more for one in given),
    )


def _told(part: Answer) -> str:
    """What is said of one question of a message of which another one is answered."""
    return part.message if part.hits else messages.part_unanswered(part.question)


def _suggestions(snapshot: Snapshot, asked: Question, found: Found) -> tuple[str, ...]:
    """The choices of a question asked back; what can be asked instead of one without answer."""
    if found.rows:
        return tuple(found.suggestions)
    return suggestions(snapshot, asked.cities, found.suggestions, near=found.near, asked=asked.text)


def _hit(snapshot: Snapshot, asked: Question, found: Found, place: int) -> Hit:
    row = found.rows[place]
    score = found.scores[place] if found.scores else 0.0
    return _shown(snapshot, asked, place + 1, row, score, found.marks.get(row, ()))


def _near(snapshot: Snapshot, asked: Question, found: Found) -> tuple[Hit, ...]:
    """The passages near the theme where none answers."""
    return tuple(
        _shown(snapshot, asked, rank, row, 0.0, ()) for rank, row in enumerate(found.near, 1)
    )


def _shown(
    snapshot: Snapshot, asked: Question, rank: int, row: int, score: float, marks: Sequence[str]
) -> Hit:
    passage = snapshot.passages[row]
    pairs = met(asked, passage.text)
    also = (*marks, *(word for _, word in pairs))
    marked = highlights(asked, passage.text, also)
    return Hit(rank, passage, score, marked, pairs)
