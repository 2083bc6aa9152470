"""A page of the library with its reports apart, and a passage marked in its place."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot import addresses
from bot.source import sheets
from bot.source.citation import citation, key_sentence
from bot.source.outlines import Outline, outlines
from bot.source.source import page_of
from bot.web import context, messages, templating
from bot.web.library.printed import printed
from corpus.errors import InputError
from corpus.library import LibraryPage
from corpus.reading.lines import Document
from corpus.section import Page
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

# Pixels across: for a whole page on a phone that shows two a point, and to read it enlarged.
WIDTHS = (1600, 3200)


async def page(request: Request) -> Response:
    """GET /p/NAME: a page; `?report=N` brings one of its reports out."""
    name = request.path_params["name"]
    number = request.query_params.get("report", "")
    chosen = int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else None

    def work(snapshot: Snapshot) -> dict[str, Any]:
        held = snapshot.pages.named(name)
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
        held = page_of(snapshot, found)
        others = tuple(filter(None, map(snapshot.passage, also)))
        cite = citation(snapshot, found, key_sentence(found, ()))
        return {**_values(held, found.section, found, others), "cite": cite}

    values = await context.of(request).look(work)
    if isinstance(values, str):
        return RedirectResponse(values)
    return templating.page("page.html" if values["held"] else "passage.html", values)


def _values(
    held: LibraryPage | None, chosen: int | None, found: Passage | None, also: tuple[Passage, ...]
) -> dict[str, Any]:
    """What the templates show; `chosen` is the number of the report that stands out."""
    document = held.document() if held and held.raw_path else None
    raw = held.raw_text if held and not (document and document.sheets) else None
    sections = list(enumerate(held.page.sections, 1)) if held else []
    near = [other for other in also if held and other.page == held.name and other != found]
    return {
        "held": held,
        "passage": found,
        "cite": "",
        "found": (found.section, found.paragraph) if found else None,
        "also": {(other.section, other.paragraph) for other in near},
        "chosen": chosen,
        "parts": list(printed(held.page, raw, found.source if found else ()))
        if held and raw
        else [],
        "sheets": list(_sheets(held.page, document, found, near)) if held and document else [],
        "beside": [
            pair for pair in sections if pair[0] == chosen or (raw is None and document is None)
        ],
    }


def _sheets(
    page: Page, document: Document, found: Passage | None, near: Sequence[Passage]
) -> Iterator[dict[str, Any]]:
    """Each sheet with the outlines of its reports, and the frames of passages, as SVG points."""
    reports = [
        (number, outline)
        for number, section in enumerate(page.sections, 1)
        for outline in outlines(document.boxes([s for p in section.paragraphs for s in p.spans]))
    ]
    frames = [
        (passage is found, outline)
        for passage in [*near, *([found] if found else [])]
        for outline in outlines(document.boxes(passage.source))
    ]
    for sheet in document.sheets:
        yield {
            "sheet": sheet,
            "reports": [(n, _points(o)) for n, o in reports if o.page == sheet.number],
            "frames": [(here, _points(o)) for here, o in frames if o.page == sheet.number],
        }


def _points(outline: Outline) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in outline.points)


async def picture(request: Request) -> Response:
    """GET /picture/NAME/N: a sheet of a page's raw file; `?width=` is one of `WIDTHS`."""
    name, number = request.path_params["name"], request.path_params["number"]
    held = await context.of(request).look(lambda snapshot: snapshot.pages.named(name))
    if held is None:
        raise HTTPException(404, messages.UNKNOWN_PAGE)
    return await sheet_picture(held, number, request)


async def sheet_picture(held: LibraryPage, number: int, request: Request) -> Response:
    """A sheet of a page's raw file, as wide as the request says."""
    width = request.query_params.get("width", str(WIDTHS[0]))
    if width not in map(str, WIDTHS):
        raise HTTPException(400)
    try:
        data = await asyncio.to_thread(sheets.picture, held, number, int(width))
    except InputError:
        raise HTTPException(404) from None
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": "max-age=86400"})
