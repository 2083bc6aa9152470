"""Who may change the library: a secret, tries that are few, a session, forms of our own pages."""

import functools
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Awaitable, Callable

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.config import WebConfig
from bot.web import messages, templating
from bot.web.security import ClientLimiter, is_forged, small_form
from corpus.errors import InputError
from corpus.files import reading

Endpoint = Callable[[Request], Awaitable[Response]]

VARIABLE = "WENCHENG_ADMIN_SECRET"
SHORTEST = 12
# Tries a minute of one client, and seconds that an admin may be idle.
TRIES, IDLE = 5, 1800
# Bytes of a form or a file, at most.
LARGEST = 60_000_000
_ADMIN, _SEEN, _TOKEN = "admin", "seen", "token"


def secret_of(config: WebConfig) -> str | None:
    """The secret of the environment, or else of the file; None where there is neither.

    Raises:
        InputError: the file can't be read, or the secret is too short.
    """
    found = os.environ.get(VARIABLE, "")
    if not found and config.admin_secret_file is not None:
        with reading(config.admin_secret_file):
            found = config.admin_secret_file.read_text(encoding="utf-8").strip()
    if found and len(found) < SHORTEST:
        raise InputError(messages.SHORT_SECRET.format(least=SHORTEST))
    return found or None


class AdminAccess:
    """Lets admins in. Nobody is one where there is no secret."""

    def __init__(self, secret: str | None, key: str) -> None:
        """`key` is known to the server alone, as its cookies are to their readers."""
        self._secret = secret
        mark = hmac.new(key.encode(), (secret or "").encode(), hashlib.sha256)
        self._mark = mark.hexdigest()[:24]
        self._tries = ClientLimiter(TRIES)

    def only(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint for admins; others are led to the form that lets them in."""

        @functools.wraps(endpoint)
        async def guarded(request: Request) -> Response:
            if self._secret is None:
                raise HTTPException(404)
            if not self._is_in(request):
                return RedirectResponse("/admin/login", 303)
            request.session[_SEEN] = int(time.time())
            return await endpoint(request)

        return guarded

    def changing(self, endpoint: Endpoint) -> Endpoint:
        """The same for what changes something: with the token of a form of ours."""

        @functools.wraps(endpoint)
        async def checked(request: Request) -> Response:
            if is_forged(request.headers):
                raise HTTPException(403)
            try:
                given = (await form(request)).get("token")
                if not isinstance(given, str) or not _same(given, token(request)):
                    raise HTTPException(403)
                return await endpoint(request)
            finally:
                await request.close()

        return self.only(checked)

    async def login(self, request: Request) -> Response:
        """The form that asks for the secret, and what it sends."""
        if self._secret is None:
            raise HTTPException(404)
        if request.method != "POST":
            return templating.page("login.html", {"wrong": False})
        if is_forged(request.headers):
            raise HTTPException(403)
        if seconds := self._tries.wait(request.client.host if request.client else ""):
            raise HTTPException(429, headers={"Retry-After": str(seconds)})
        given = (await form(request)).get("secret")
        if not isinstance(given, str) or not _same(given, self._secret):
            return templating.page("login.html", {"wrong": True}, 403)
        request.session.update({_ADMIN: self._mark, _SEEN: int(time.time())})
        return RedirectResponse("/admin", 303)

    async def logout(self, request: Request) -> Response:
        """No longer an admin in this browser."""
        for name in (_ADMIN, _SEEN, _TOKEN):
            request.session.pop(name, None)
        return RedirectResponse("/", 303)

    def _is_in(self, request: Request) -> bool:
        session = request.session
        fresh = time.time() - session.get(_SEEN, 0) < IDLE
        return fresh and hmac.compare_digest(str(session.get(_ADMIN, "")), self._mark)


def token(request: Request) -> str:
    """What every form of this browser's session carries."""
    found: str = request.session.setdefault(_TOKEN, secrets.token_urlsafe(16))
    return found


async def form(request: Request) -> FormData:
    """The form that an admin sent, a file with it or not."""
    return await small_form(request, LARGEST)


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode("utf-8", "replace"))
