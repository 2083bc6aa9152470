"""The interface for programs: answers, passages, reports and pages as JSON."""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot import addresses
from bot.records import (
    page_record,
    passage_record,
    report_of,
    report_record,
    sections_record,
)
from bot.web import context, messages
from corpus.library import LibraryPage
from retrieval.answering.answer import answer, converse
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

T = TypeVar("T")

LIMIT, MOST = 5, 50
# Turns of a conversation that one request holds, and its bytes.
MOST_TURNS = 50
LONGEST = 200_000


async def ask(request: Request) -> Response:
    """/api/ask: one question in the address, or the turns of a conversation in the body."""
    return await (_converse if request.method == "POST" else _ask)(request)


async def _ask(request: Request) -> Response:
    """GET /api/ask?q=&city=&limit=: one question."""
    query = request.query_params
    if "q" not in query:
        raise HTTPException(400, messages.NO_Q)
    city, limit = query.get("city") or None, _limit(query.get("limit"))
    given = await _look(request, lambda held: answer(held, query["q"], city=city, limit=limit))
    return _json(given.to_dict())


async def _converse(request: Request) -> Response:
    """POST /api/ask {"turns", "city", "limit"}: the answer to the last turn of a conversation."""
    asked = await _body(request)
    turns, city = asked.get("turns"), asked.get("city")
    if not (isinstance(turns, list) and 0 < len(turns) <= MOST_TURNS):
        raise HTTPException(400, messages.BAD_TURNS.format(most=MOST_TURNS))
    if not all(isinstance(turn, str) for turn in turns):
        raise HTTPException(400, messages.BAD_TURNS.format(most=MOST_TURNS))
    if not (city is None or isinstance(city, str)):
        raise HTTPException(400, messages.BAD_CITY)
    limit = _limit(asked.get("limit"))
    *_, last = await _look(request, lambda held: list(converse(held, turns, city or None, limit)))
    return _json(last.to_dict())


async def passage(request: Request) -> Response:
    """GET /api/passages/ID: one passage."""
    identity = request.path_params["id"]
    found = await _look(request, lambda snapshot: snapshot.passage(identity))
    if found is None:
        raise HTTPException(404, messages.UNKNOWN_PASSAGE)
    return _json(_passage(found))


async def pages(request: Request) -> Response:
    """GET /api/pages: the pages of the library."""
    held = await _look(request, lambda snapshot: [*map(_page, snapshot.library.pages)])
    return _json({"pages": held})


async def page(request: Request) -> Response:
    """GET /api/pages/NAME: one page with the heads of its reports."""
    return _json(await _look(request, lambda snapshot: _whole_page(_named(snapshot, request))))


async def report(request: Request) -> Response:
    """GET /api/pages/NAME/N: one report of a page, counted from 1, with its passages."""

    def work(snapshot: Snapshot) -> list[Passage]:
        _named(snapshot, request)
        return report_of(snapshot, request.path_params["name"], request.path_params["number"])

    passages = await _look(request, work)
    if not passages:
        raise HTTPException(404, messages.UNKNOWN_REPORT)
    return _json(_report(passages))


def _named(snapshot: Snapshot, request: Request) -> LibraryPage:
    name = request.path_params["name"]
    found = snapshot.pages.named(name)
    if found is None:
        raise HTTPException(404, messages.UNKNOWN_PAGE)
    return found


def _passage(held: Passage) -> dict[str, Any]:
    return {**passage_record(held), "address": addresses.passage(held)}


def _report(passages: Sequence[Passage]) -> dict[str, Any]:
    return {**report_record(passages), "passages": [*map(_passage, passages)]}


def _page(held: LibraryPage) -> dict[str, Any]:
    return {**page_record(held), "address": addresses.page(held.name)}


def _whole_page(held: LibraryPage) -> dict[str, Any]:
    sections = sections_record(held)
    return {**_page(held), "sections": sections, "captions": list(held.page.captions)}


def _limit(value: object) -> int:
    if value is None:
        return LIMIT
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 4:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST:
        raise HTTPException(400, messages.BAD_LIMIT)
    return value


async def _body(request: Request) -> dict[str, Any]:
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > LONGEST:
            raise HTTPException(413)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise HTTPException(400, messages.BAD_JSON) from None
    if not isinstance(found, dict):
        raise HTTPException(400, messages.BAD_JSON)
    return found


async def _look(request: Request, work: Callable[[Snapshot], T]) -> T:
    return await context.of(request).look(work)


def _json(value: dict[str, Any]) -> Response:
    """JSON in UTF-8; lone surrogates, which have none, are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return Response(text.encode("utf-8", "backslashreplace"), media_type="application/json")
