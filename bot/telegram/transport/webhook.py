"""What the bot serves: its health, its metrics, and the webhook that brings updates."""

import hmac
import json
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.telegram import metrics
from bot.telegram.transport.inbox import Inbox
from bot.telegram.transport.updates import Json, is_update

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Seconds without a successful poll after which a polling bot is not well.
SILENCE = 90.0
# Bytes of an update; Telegram's are far smaller.
LARGEST = 1_000_000

Store = Callable[[list[Json]], Awaitable[None]]


class Contact:
    """When Telegram was last heard of: a successful poll, or a call of the webhook."""

    def __init__(self) -> None:
        self._at = time.monotonic()

    def made(self) -> None:
        """It was heard of now."""
        self._at = time.monotonic()
        metrics.LAST_CONTACT.set_to_current_time()

    @property
    def seconds(self) -> float:
        """Seconds since then, or since the start."""
        return time.monotonic() - self._at


class Health:
    """/healthz: 200 while all is well, 503 after a long time without a poll; and /metrics."""

    def __init__(self, inbox: Inbox, contact: Contact, polling: bool) -> None:
        self._inbox = inbox
        self._contact = contact
        self._polling = polling

    @property
    def routes(self) -> list[Route]:
        """Both paths."""
        return [Route("/healthz", self.healthz), Route("/metrics", self.metrics)]

    async def healthz(self, _: Request) -> Response:
        """Seconds since the last contact with Telegram, and how much waits."""
        well = not self._polling or self._contact.seconds < SILENCE
        name = "seconds_since_poll" if self._polling else "seconds_since_webhook"
        report = {
            "status": "ok" if well else "no contact",
            name: round(self._contact.seconds, 1),
            **await self._inbox.count(),
        }
        return JSONResponse(report, status_code=200 if well else 503)

    async def metrics(self, _: Request) -> Response:
        """What Prometheus gathers."""
        held = await self._inbox.count()
        metrics.WAITING.set(held["waiting"])
        metrics.SET_ASIDE.set(held["aside"])
        return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


class Webhook:
    """Takes updates from Telegram, which shows the `secret`, and answers once they are stored."""

    def __init__(self, path: str, secret: str, store: Store) -> None:
        self.route = Route(path, self.receive, methods=["POST"])
        self._secret = secret.encode()
        self._store = store

    async def receive(self, request: Request) -> Response:
        """Store the update; 403 without the secret, 400 for what is no update, 503 if unstored."""
        # Headers are bytes, which starlette reads as latin-1.
        shown = request.headers.get(HEADER, "").encode("latin-1")
        if not hmac.compare_digest(shown, self._secret):
            return Response(status_code=403)
        update = await _update(request)
        if update is None:
            return Response(status_code=400)
        try:
            await self._store([update])
        except sqlite3.OperationalError as error:
            log.error("an update could not be stored, Telegram will bring it again: %s", error)
            return Response(status_code=503)
        return Response()


async def _update(request: Request) -> Json | None:
    """The update of a request, None where its body is none."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                return None
        update = json.loads(body)
        # It has to be written down as well as read.
        json.dumps(update)
    except (ClientDisconnect, ValueError, RecursionError):
        return None
    return update if is_update(update) else None
