"""The bot's own web server: its health, its metrics, and the updates that a webhook brings."""

import hmac
import json
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.telegram import messages
from bot.telegram.transport import metrics
from bot.telegram.transport.inbox import Inbox, Json
from corpus.errors import InputError, RunError, reason

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Seconds without a successful poll after which a polling bot is not well.
SILENCE = 90.0

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

    def add_to(self, app: web.Application) -> None:
        """Serve both paths."""
        app.router.add_get("/healthz", self.healthz)
        app.router.add_get("/metrics", self.metrics)

    async def healthz(self, _: web.Request) -> web.Response:
        """Seconds since the last contact with Telegram, and how much waits."""
        well = not self._polling or self._contact.seconds < SILENCE
        name = "seconds_since_poll" if self._polling else "seconds_since_webhook"
        report = {
            "status": "ok" if well else "no contact",
            name: round(self._contact.seconds, 1),
            **await self._inbox.count(),
        }
        return web.json_response(report, status=200 if well else 503)

    async def metrics(self, _: web.Request) -> web.Response:
        """What Prometheus gathers."""
        held = await self._inbox.count()
        metrics.WAITING.set(held["waiting"])
        metrics.SET_ASIDE.set(held["aside"])
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


class Webhook:
    """Takes updates from Telegram, which shows the `secret`, and answers once they are stored."""

    def __init__(self, secret: str, store: Store) -> None:
        self._secret = secret.encode()
        self._store = store

    async def receive(self, request: web.Request) -> web.Response:
        """Store the update; 403 without the secret, 400 for what is no update, 500 if unstored."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), self._secret):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
            int(update["update_id"])
        except (ValueError, TypeError, KeyError):
            return web.Response(status=400)
        try:
            await self._store([update])
        except sqlite3.OperationalError as error:
            log.error("an update could not be stored, Telegram will bring it again: %s", error)
            return web.Response(status=500)
        return web.Response()


def address(text: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8080` or `[::1]:8080`.

    Raises:
        InputError: the text is something else.
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise InputError(messages.BAD_LISTEN.format(address=text))
    return host.strip("[]"), int(port)


async def serve(app: web.Application, listen: str) -> web.AppRunner:
    """Serve at an address until the runner's `cleanup`.

    Raises:
        RunError: nobody can listen there.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, *address(listen)).start()
    except OSError as error:
        why = reason(error)
        raise RunError(messages.CANNOT_LISTEN.format(address=listen, why=why)) from None
    return runner
