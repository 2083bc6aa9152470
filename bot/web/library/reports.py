"""A whole report, set for reading, the passage marked that led to it."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web import context, messages, templating
from retrieval.snapshot import Snapshot


async def report(request: Request) -> Response:
    """GET /r/ID: the report that a passage stands in."""

    def work(snapshot: Snapshot) -> dict[str, Any] | None:
        found = snapshot.passage(request.path_params["id"])
        if found is None:
            return None
        return {"passage": found, "passages": snapshot.section_of(found)}

    values = await context.of(request).look(work)
    if values is None:
        raise HTTPException(404, messages.NO_PASSAGE)
    return templating.page("report.html", values)
