"""Changes that admins make in the browser: one at a time, loaded at once, or put back."""

import asyncio
import logging
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web import messages
from bot.web.context import WebContext
from corpus.errors import InputError, WenchengError
from corpus.publishing.changes import Changes, alone

log = logging.getLogger(__name__)

Work = Callable[[], str | None]
"""Changes the library's folder; the change's identity, None or empty where nothing was done."""

# Characters that are said once: they travel in the cookie.
SAID = 150


class Changing:
    """Changes the library of one server."""

    def __init__(self, at: WebContext) -> None:
        self._at = at

    async def made(self, work: Work) -> str:
        """Change the library and load it; the change's identity.

        Raises:
            WenchengError: it was not changed, or can't be loaded with the change and is as it was.
        """
        try:
            return await asyncio.to_thread(self._changed, work)
        except WenchengError as error:
            log.warning("the library was not changed: %s", error)
            raise

    def _changed(self, work: Work) -> str:
        if self._at.live.is_elsewhere:
            raise InputError(messages.LIBRARY_ELSEWHERE)
        folder = self._at.config.library
        with alone(folder):
            made = work()
            if not made:
                return ""
            try:
                self._at.live.reload()
            except WenchengError:
                Changes(folder).take_back(made)
                raise
            return made


def back(request: Request, address: str, said: str, change: str = "") -> Response:
    """Go there, and say it once, with a button that takes the change back."""
    if said:
        request.session["said"] = said[:SAID]
        request.session["change"] = change
    return RedirectResponse(address, 303)


def said_once(request: Request) -> dict[str, str]:
    """What is to be said once, and the change that it speaks of."""
    return {name: request.session.pop(name, "") for name in ("said", "change")}
