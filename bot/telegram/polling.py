"""Long polling: updates fetched into the application's queue, through bad weather."""

import asyncio
import logging
from functools import partial
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot.telegram.patience import until_it_works

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]

# Seconds a poll waits at Telegram for something to happen.
WAIT = 20
# Seconds to confirm the last updates before the end.
FAREWELL = 2
WANTED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]


class Poller:
    """Fetches updates; `offset` is the first update not fetched yet."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._offset: int | None = None

    async def run(self) -> None:
        """Fetch until cancelled.

        Raises:
            InvalidToken: Telegram no longer takes the token.
        """
        await until_it_works(self._app.bot.delete_webhook, "deleteWebhook")
        while True:
            fetch = partial(self._fetch, WAIT)
            for update in await until_it_works(fetch, "getUpdates"):
                self._app.update_queue.put_nowait(update)
                self._offset = update.update_id + 1

    async def confirm(self) -> None:
        """Tell Telegram which updates were taken: the next start should not get them again."""
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(FAREWELL):
                await self._fetch(0)
        except (TelegramError, TimeoutError) as error:
            log.warning("the last updates could not be confirmed: %r", error)

    async def _fetch(self, wait: int) -> tuple[Update, ...]:
        bot: Bot = self._app.bot
        return await bot.get_updates(offset=self._offset, timeout=wait, allowed_updates=WANTED)
