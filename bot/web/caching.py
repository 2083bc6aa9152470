"""ETags: what a reader has already is not sent again."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ETags:
    """Names each whole answer to a GET by its content, and sends 304 to who has that one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold the response back until it is whole; a stream of several parts goes through."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        held: Message | None = None
        known = Headers(scope=scope).get("if-none-match", "")

        async def named(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and message["status"] == 200:
                held = message
                return
            if held is not None:
                start, held = held, None
                if not message.get("more_body") and _name(start, message["body"]) in known:
                    start["status"] = 304
                    del MutableHeaders(scope=start)["content-length"]
                    message = {**message, "body": b""}
                await send(start)
            await send(message)

        await self._app(scope, receive, named)


def _name(start: Message, body: bytes) -> str:
    """The tag, also written into the headers; a weak one, for the body may yet be compressed."""
    headers = MutableHeaders(scope=start)
    tag = headers.get("etag")
    if tag is None:
        tag = f'W/"{hashlib.blake2s(body, digest_size=12).hexdigest()}"'
        headers["ETag"] = tag
    headers.setdefault("Cache-Control", "no-cache")
    return tag
