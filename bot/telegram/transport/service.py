"""The service: inbox, worker, poller or webhook, and the web server, from start to end."""

import asyncio
import logging
import time
from functools import partial
from typing import Self, cast
from urllib.parse import urlsplit

from aiohttp import web

from bot.config import TelegramConfig
from bot.telegram import settings
from bot.telegram.transport import metrics
from bot.telegram.transport.inbox import Inbox, Json
from bot.telegram.transport.limits import Reception
from bot.telegram.transport.patience import ended_within, until_it_works
from bot.telegram.transport.polling import WANTED, App, Poller, RawBot
from bot.telegram.transport.sharing import Sharing
from bot.telegram.transport.slots import Slot
from bot.telegram.transport.web import Contact, Health, Webhook, serve
from bot.telegram.transport.worker import Worker
from retrieval.live import Live

log = logging.getLogger(__name__)

# Seconds between two looks for workers that died, and for updates to forget.
LOOK = 1.0
SWEEP = 3600.0
# Seconds that updates in hand have to be answered after a stop signal.
GRACE = 8.0


class Service:
    """Everything that runs beside the application; one a process."""

    def __init__(self, config: TelegramConfig, app: App, live: Live) -> None:
        """Open the inbox.

        Raises:
            RunError: the inbox can't be opened.
        """
        self._config = config
        self._bot = cast(RawBot, app.bot)
        config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = config.state / f"inbox-{app.bot.id}.sqlite"
        self._slot = Slot(path)
        self._inbox = Inbox(path, self._slot.number)
        reception = Reception(app, config.questions_a_minute, config.admins)
        self._worker = Worker(app, self._inbox, reception)
        self._sharing = Sharing(live, self._inbox)
        self._contact = Contact()
        self._poller = Poller(self._bot, self._store)
        self._hook_url = config.webhook.url
        self._pages: web.AppRunner | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        """Receive and answer until cancelled.

        Raises:
            InvalidToken: Telegram no longer takes the token.
            RunError: nobody can listen at the address of the configuration.
        """
        left = await self._inbox.release(self._slot.number, counted=True)
        log.info("worker %d, %d updates in hand at its last end", self._slot.number, left)
        await self._open_pages()
        url = self._hook_url
        receive = self._poller.run() if url is None else self._hook(url)
        work = [self._worker.run(), self._sharing.run(), self._care(), receive]
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
        await self._inbox.release(self._slot.number, counted=False)
        self._inbox.close()
        self._slot.close()

    async def _stop(self) -> None:
        if self._pages is not None:
            await self._pages.cleanup()
        await asyncio.gather(self._poller.confirm(), self._worker.drain())

    async def _store(self, updates: list[Json]) -> None:
        new = await self._inbox.put(updates) if updates else 0
        self._contact.made()
        metrics.UPDATES.inc(new)
        if new:
            self._worker.wake()

    async def _open_pages(self) -> None:
        if self._config.listen is None:
            return
        pages = web.Application()
        Health(self._inbox, self._contact, self._hook_url is None).add_to(pages)
        if self._hook_url is not None:
            webhook = Webhook(settings.webhook_secret(self._config), self._store)
            pages.router.add_post(urlsplit(self._hook_url).path or "/", webhook.receive)
        self._pages = await serve(pages, self._config.listen)

    async def _hook(self, url: str) -> None:
        """Have Telegram bring the updates; other workers say the same."""
        hook = partial(
            self._bot.set_webhook,
            url,
            secret_token=settings.webhook_secret(self._config),
            allowed_updates=WANTED,
        )
        await until_it_works(hook, "setWebhook")

    async def _care(self) -> None:
        """Take over from workers that died; forget what ended long ago."""
        swept = -SWEEP
        while True:
            await until_it_works(self._take_over, "the inbox")
            if time.monotonic() - swept > SWEEP:
                swept = time.monotonic()
                await until_it_works(self._inbox.forget, "the inbox")
            await asyncio.sleep(LOOK)

    async def _take_over(self) -> None:
        for number in await self._inbox.others():
            if lock := self._slot.inherit(number):
                with lock:
                    left = await self._inbox.release(number, counted=True)
                log.warning("worker %d died with %d updates in hand", number, left)
                self._worker.wake()
