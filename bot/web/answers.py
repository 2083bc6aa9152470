"""Asking: the page with the question and its answer, the answer alone, and opinions of it."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot import addresses
from bot.feedback import FeedbackKind, is_in_vain
from bot.source.citation import citation, point
from bot.web import context, conversation, messages, templating
from bot.web.security import small_form
from retrieval.answer import Answer, Hit
from retrieval.answering.answer import answer
from retrieval.answering.telling.reasons import reasons
from retrieval.answering.telling.suggest import suggestions
from retrieval.snapshot import Snapshot

LIMIT = 5
# So many of a group that belongs together; the rest are a page further.
GROUP = 100
# Bytes of a form that tells an opinion, at most.
OPINION = 10_000
EXAMPLES = 4
# What ends a list in a message.
LIST_ENDS = "。；，"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: the words, one city alone, from which passage on.

    `after` is the question before it, None where the conversation's last is meant.
    """

    words: str
    after: str | None
    city: str | None
    skip: int


def wanted(query: QueryParams) -> Wanted:
    """What an address asks for; numbers that are none count as nothing."""
    skip = query.get("skip", "")
    number = int(skip) if skip.isascii() and skip.isdecimal() and len(skip) < 7 else 0
    return Wanted(query.get("q", "").strip(), query.get("after"), query.get("city") or None, number)


async def ask(request: Request) -> Response:
    """The page: a greeting, or the answer to `?q=`; home begins a new conversation."""
    asked = wanted(request.query_params)
    if not asked.words:
        conversation.end(request)
        return await _home(request)
    values = await _answered(request, asked)
    return templating.page("ask.html", values)


async def fragment(request: Request) -> Response:
    """The answer alone, for a page that is already there."""
    return templating.page("answer.html", await _answered(request, wanted(request.query_params)))


async def why(request: Request) -> Response:
    """The page that says why a question is answered as it is."""
    asked = wanted(request.query_params)

    def work(snapshot: Snapshot) -> dict[str, Any]:
        given = answer(snapshot, asked.words, asked.after or "", asked.city, LIMIT)
        return {"asked": asked, "answer": given, "reasons": list(reasons(snapshot, given))}

    if not asked.words:
        return RedirectResponse("/", 303)
    return templating.page("why.html", await context.of(request).look(work))


async def opinion(request: Request) -> Response:
    """Keep whether an answer was of use, and go back to it."""
    form = await small_form(request, OPINION)
    question, kind, back = form.get("q"), form.get("opinion"), form.get("back")
    if not isinstance(question, str) or kind not in (FeedbackKind.USEFUL, FeedbackKind.USELESS):
        return RedirectResponse("/", 303)
    await _keep(request, question, FeedbackKind(str(kind)))
    own = isinstance(back, str) and back.startswith("/?")
    return RedirectResponse(f"{back if own else addresses.question(question)}&thanks={kind}", 303)


async def _keep(request: Request, question: str, kind: FeedbackKind) -> None:
    """Keep what became of a question, under a number that this browser alone has; while the disk
    is busy, other readers go on."""
    at, person = context.of(request), conversation.person(request)
    async with at.writing:
        await asyncio.to_thread(at.feedback.add, question, at.hasher.hash(person), kind)


async def _home(request: Request) -> Response:
    def work(snapshot: Snapshot) -> dict[str, Any]:
        return {
            "holdings": _holdings(snapshot),
            "cities": snapshot.cities,
            "papers": snapshot.library.pages,
            "examples": suggestions(snapshot, (), count=EXAMPLES),
        }

    return templating.page("home.html", await context.of(request).look(work))


def _holdings(snapshot: Snapshot) -> str:
    held = snapshot.census
    parts = (
        (messages.REPORTS, held.reports),
        (messages.PASSAGES, held.imported),
        (messages.CITIES_HELD, len(snapshot.cities)),
    )
    return messages.HOLDINGS_JOIN.join(words.format(count=count) for words, count in parts if count)


async def _answered(request: Request, asked: Wanted) -> dict[str, Any]:
    at, earlier = context.of(request), conversation.asked(request)
    previous = _before(asked, earlier)

    def work(snapshot: Snapshot) -> dict[str, Any]:
        given = answer(snapshot, asked.words, previous, asked.city, LIMIT, asked.skip).first(GROUP)
        others = [city for city in snapshot.cities if city not in given.cities]
        return {
            **_values(given, asked, previous),
            "cites": {h.passage.id: _cite(snapshot, given, h) for h in given.hits},
            "other_city": others[-1] if others else None,
        }

    key = (asked, previous)
    values = await at.look(lambda snapshot: at.given.once(snapshot, key, work))
    given: Answer = values["answer"]
    conversation.keep(request, given.understood)
    in_vain = is_in_vain(given, previous) and "thanks" not in request.query_params
    if in_vain:
        await _keep(request, given.understood, FeedbackKind.FOUND_NOTHING)
    earlier = tuple(words for words in earlier if words != given.understood)
    thanks = request.query_params.get("thanks")
    return {**values, "earlier": earlier, "thanks": thanks, "recorded": in_vain}


def _cite(snapshot: Snapshot, given: Answer, hit: Hit) -> str:
    return citation(snapshot, hit.passage, point(given, hit))


def _before(asked: Wanted, earlier: tuple[str, ...]) -> str:
    """The question before: the address's own, or the conversation's where it is a new question."""
    if asked.after is not None or asked.skip or asked.city:
        return asked.after or ""
    return earlier[-1] if earlier else ""


def _values(given: Answer, asked: Wanted, previous: str) -> dict[str, Any]:
    """What the template shows of an answer."""
    groups = [list(hits) for _, hits in groupby(given.hits, key=_report)]
    cities = dict.fromkeys(hit.passage.city for hit in given.hits if hit.passage.city)
    leads = list(_leads(given))
    above, below = _around([words for words, _ in leads], given.message)
    return {
        "answer": given,
        "after": previous if given.understood != given.question else "",
        "groups": groups,
        "leads": leads,
        "above": above,
        "below": below,
        "is_list": bool(leads) and above != given.message,
        "also": "?also=" + ",".join(hit.passage.id for hit in given.hits) if given.hits else "",
        "city": asked.city,
        "only": tuple(cities) if len(cities) > 1 and asked.city is None else (),
        "first": asked.skip + 1,
        "last": asked.skip + len(given.hits),
    }


def _leads(given: Answer) -> Iterator[tuple[str, Hit]]:
    """The words that answer, each with the passage it was taken from; of a passage of which nothing
    is marked, none where the message answers."""
    hits = {hit.passage.id: hit for hit in given.hits if hit.highlights or not given.message}
    for quote in given.lead:
        if hit := hits.get(quote.id):
            yield hit.passage.text[slice(*quote.span)], hit


def _around(leads: Sequence[str], message: str) -> tuple[str, str]:
    """The message above the words that answer, and what of it is below them: where it is a list of
    these, they are not said twice."""
    if len(leads) < 2 or not all(words in message for words in leads):
        return message, ""
    first, last = message.index(leads[0]), message.rindex(leads[-1])
    return message[:first], message[last + len(leads[-1]) :].lstrip(LIST_ENDS)


def _report(hit: Hit) -> tuple[object, ...]:
    passage = hit.passage
    return (passage.id,) if passage.section is None else (passage.page, passage.section)
