"""What is said where something fails: a page to people, JSON to programs; never what failed."""

import logging
import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web import messages, templating

log = logging.getLogger(__name__)

API = "/api/"
_SAID = {
    400: (messages.BAD_REQUEST, messages.FORGED_HINT),
    403: (messages.FORGED, messages.FORGED_HINT),
    404: (messages.NOT_FOUND, messages.NOT_FOUND_HINT),
    405: (messages.WRONG_METHOD, messages.FORGED_HINT),
    413: (messages.TOO_LONG, messages.FORGED_HINT),
    429: (messages.TOO_MUCH, messages.TOO_MUCH_HINT),
}


def said(request: Request, error: Exception) -> Response:
    """The response to an `HTTPException`; its detail, where there is one, is what is said."""
    assert isinstance(error, HTTPException)
    title, hint = _SAID.get(error.status_code, (messages.BAD_REQUEST, messages.FORGED_HINT))
    seconds = (error.headers or {}).get("Retry-After", "")
    own = error.detail if not error.detail.isascii() else ""
    return _respond(request, error.status_code, own or title, hint.format(seconds=seconds), error)


def away(request: Request, error: Exception) -> Response:
    """The response where the cluster does not answer."""
    log.warning("%s", error)
    return _respond(request, 503, messages.AWAY, messages.AWAY_HINT)


def failed(request: Request, error: Exception) -> Response:
    """The response to anything unforeseen: it is logged under an id, and the id is given."""
    identity = secrets.token_hex(4)
    log.error("request failed (%s): %s", identity, request.url.path, exc_info=error)
    return _respond(request, 500, messages.FAILED, messages.FAILED_HINT.format(id=identity))


class Failures:
    """Answers what fails inside; the connection and all others go on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what the application sends, or else that it failed."""
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if started:
                raise
            await failed(Request(scope), error)(scope, receive, send)


def _respond(
    request: Request, status: int, title: str, hint: str, error: HTTPException | None = None
) -> Response:
    if request.url.path.startswith(API):
        made: Response = JSONResponse(
            {"error": messages.ERROR.format(title=title, hint=hint) if status >= 429 else title},
            status,
        )
    else:
        made = templating.page("error.html", {"title": title, "hint": hint}, status)
    made.headers.update((error.headers if error else None) or {})
    return made
