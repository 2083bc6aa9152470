"""The service: inbox, worker, poller or webhook, and what is served, from start to end."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Self, cast
from urllib.parse import urlsplit

from starlette.applications import Starlette

from bot.config import TelegramConfig
from bot.http.server import address, serving
from bot.telegram import metrics, settings
from bot.telegram.handlers.context import BotContext
from bot.telegram.replies import library
from bot.telegram.transport.inbox import Inbox
from bot.telegram.transport.limits import SenderLimits
from bot.telegram.transport.polling import WANTED, App, Poller, RawBot
from bot.telegram.transport.retrying import ended_within, until_it_works
from bot.telegram.transport.updates import Json
from bot.telegram.transport.webhook import Contact, Health, Webhook
from bot.telegram.transport.worker import Worker

log = logging.getLogger(__name__)

# Seconds between two rounds of forgetting.
SWEEP = 3600.0
# Seconds between two looks at what befell the inbox.
LOOK = 1.0
# Seconds that updates in hand have to be answered after a stop signal.
GRACE = 8.0


class Service:
    """Everything that runs beside the application."""

    def __init__(self, config: TelegramConfig, app: App, context: BotContext) -> None:
        """Open the inbox.

        Raises:
            RunError: it can't be opened.
        """
        self._config = config
        self._context = context
        self._bot = cast(RawBot, app.bot)
        self._inbox = Inbox(config.state / f"inbox-{app.bot.id}.sqlite")
        context.forgetters.append(self._inbox.forget_sender)
        limits = SenderLimits(app, config.questions_a_minute, config.admins)
        self._worker = Worker(app, self._inbox, limits)
        self._contact = Contact()
        self._poller = Poller(self._bot, self._store)
        self._hook_url = config.webhook.url
        self._tasks: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        """Receive and answer until cancelled.

        Raises:
            InvalidToken: Telegram no longer takes the token.
            RunError: nobody can listen at the address of the configuration.
        """
        left = await until_it_works(partial(self._inbox.release, counted=True), "the inbox")
        log.info("%d updates in hand at its last end", left)
        async with self._served():
            url = self._hook_url
            receive = self._poller.run() if url is None else self._hook(url)
            work = [self._worker.run(), self._sweep(), self._notify(), self._follow(), receive]
            self._tasks = [asyncio.create_task(part) for part in work]
            await asyncio.gather(*self._tasks)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Receive no more, finish what is in hand, and leave the rest to the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if not await ended_within(GRACE, self._stop()):
            log.warning("stopped with updates unanswered; the next start answers them")
        await self._worker.drop()
        await self._inbox.release(counted=False)
        self._inbox.close()

    async def _stop(self) -> None:
        await asyncio.gather(self._poller.confirm(), self._worker.drain())

    async def _store(self, updates: list[Json]) -> None:
        new = await self._inbox.put(updates) if updates else 0
        self._contact.made()
        metrics.UPDATES.inc(new)
        if new:
            self._worker.wake()

    @asynccontextmanager
    async def _served(self) -> AsyncIterator[None]:
        """Have health, metrics and webhook at the address of the configuration, if there is one."""
        if self._config.listen is None:
            yield
            return
        routes = Health(self._inbox, self._contact, self._hook_url is None).routes
        if self._hook_url is not None:
            path = urlsplit(self._hook_url).path or "/"
            secret = settings.webhook_secret(self._config)
            routes.append(Webhook(path, secret, self._store).route)
        host, port = address(self._config.listen, settings.LISTEN)
        async with serving(Starlette(routes=routes), host, port):
            yield

    async def _hook(self, url: str) -> None:
        """Have Telegram bring the updates."""
        hook = partial(
            self._bot.set_webhook,
            url,
            secret_token=settings.webhook_secret(self._config),
            allowed_updates=WANTED,
        )
        await until_it_works(hook, "setWebhook")

    async def _sweep(self) -> None:
        """Forget what ended long ago."""
        while True:
            await until_it_works(self._inbox.forget, "the inbox")
            await asyncio.sleep(SWEEP)

    async def _notify(self) -> None:
        """Tell the admins what of the library was left out, once, and what befalls the inbox."""
        for said in library.left_out(self._context.snapshot):
            await self._context.notify(self._bot, said)
        while True:
            while self._inbox.notices:
                await self._context.notify(self._bot, self._inbox.notices.pop(0))
            await asyncio.sleep(LOOK)

    async def _follow(self) -> None:
        """Reload the library where another program changed it; tell the admins where it is bad."""
        await self._context.reloading.follow(partial(self._context.notify, self._bot))
