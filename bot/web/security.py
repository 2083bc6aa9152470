"""What keeps readers safe: what a page may load, who may send forms, how much one may ask."""

import time
from collections import OrderedDict
from urllib.parse import urlsplit

from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors {frames}",
    )
)
NOBODY = "'none'"
# Shows in a frame what the bot's menu button opens.
TELEGRAM = "https://web.telegram.org"
ADMIN = "/admin"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Clients of whom the last minute is remembered.
CAPACITY = 10_000
WINDOW = 60.0


async def small_form(request: Request, most: int) -> FormData:
    """The form that was sent, once for whoever asks; 413 where it has more bytes than `most`."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most:
        raise HTTPException(413)
    return await request.form(max_files=1, max_part_size=most)


class SafeHeaders:
    """Puts `HEADERS` and the policy on every response."""

    def __init__(self, app: ASGIApp, frames: str = NOBODY) -> None:
        """`frames` is who may show the pages in a frame; those of admins nobody may."""
        self._app = app
        self._policy, self._own = (POLICY.format(frames=one) for one in (frames, NOBODY))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response with them."""
        is_admins = scope["type"] == "http" and scope["path"].startswith(ADMIN)
        policy = self._own if is_admins else self._policy

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", policy)
            await send(message)

        await self._app(scope, receive, with_headers)


def is_forged(headers: Headers) -> bool:
    """Whether a browser sent a form from another site's page.

    Browsers say so themselves: by `Sec-Fetch-Site`, older ones by `Origin`.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


class ClientLimiter:
    """At most `a_minute` questions of one client in any minute: a bucket that fills steadily."""

    def __init__(self, a_minute: int) -> None:
        self._most = float(a_minute)
        self._clients: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float | None = None) -> int:
        """Seconds that the client has to wait, 0 where the question is welcome."""
        now = time.monotonic() if now is None else now
        left, at = self._clients.pop(client, (self._most, now))
        left = min(self._most, left + (now - at) * self._most / WINDOW)
        welcome = left >= 1.0
        self._clients[client] = (left - welcome, now)
        if len(self._clients) > CAPACITY:
            self._clients.popitem(last=False)
        return 0 if welcome else max(1, round((1.0 - left) * WINDOW / self._most))
