"""A page of the library with its reports apart, and a passage marked in its place."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web import addresses, context, messages, templating
from bot.web.printed import printed
from corpus.library import LibraryPage
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot


async def page(request: Request) -> Response:
    """GET /p/NAME: a page; `?report=N` brings one of its reports out."""
    name = request.path_params["name"]
    number = request.query_params.get("report", "")
    chosen = int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else None

    def work(snapshot: Snapshot) -> dict[str, Any]:
        held = _held(snapshot, name)
        if held is None:
            raise HTTPException(404, messages.UNKNOWN_PAGE)
        return _values(held, chosen, None, ())

    return templating.page("page.html", await context.of(request).look(work))


async def passage(request: Request) -> Response:
    """GET /p/NAME/ID: a passage on its page; `?also=ID,…` are others of the same answer."""
    name, identity = request.path_params["name"], request.path_params["id"]
    also = [part for part in request.query_params.get("also", "").split(",") if part]

    def work(snapshot: Snapshot) -> dict[str, Any] | str:
        found = snapshot.passage(identity)
        if found is None:
            raise HTTPException(404, messages.NO_PASSAGE)
        if (found.page or addresses.NO_PAGE) != name:
            return addresses.passage(found)
        held = _held(snapshot, found.page) if found.page else None
        others = tuple(filter(None, map(snapshot.passage, also)))
        return _values(held, found.section, found, others)

    values = await context.of(request).look(work)
    if isinstance(values, str):
        return RedirectResponse(values)
    return templating.page("page.html" if values["held"] else "passage.html", values)


def _held(snapshot: Snapshot, name: str) -> LibraryPage | None:
    return next((held for held in snapshot.library.pages if held.name == name), None)


def _values(
    held: LibraryPage | None, chosen: int | None, found: Passage | None, also: tuple[Passage, ...]
) -> dict[str, Any]:
    """What the templates show; `chosen` is the number of the report that stands out."""
    raw = held.raw_text if held else None
    sections = list(enumerate(held.page.sections, 1)) if held else []
    near = {(other.section, other.paragraph) for other in also if held and other.page == held.name}
    return {
        "held": held,
        "passage": found,
        "found": (found.section, found.paragraph) if found else None,
        "also": near,
        "chosen": chosen,
        "parts": list(printed(held.page, raw, found.source if found else ()))
        if held and raw
        else [],
        "beside": [pair for pair in sections if pair[0] == chosen or raw is None],
    }
