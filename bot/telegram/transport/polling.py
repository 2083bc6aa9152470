"""Long polling: updates fetched into the inbox."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, cast

from telegram import Update
from telegram.error import Conflict, TelegramError
from telegram.ext import Application, ExtBot

from bot.telegram.transport.retrying import ended_within, until_it_works
from bot.telegram.transport.updates import Json

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]

# Seconds a poll waits at Telegram for something to happen.
WAIT = 20
# Seconds after which a poll that should have been answered is hung.
LATE = 10
# Seconds to confirm the last updates before the end.
FAREWELL = 2
WANTED = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MESSAGE_REACTION,
    Update.GUEST_MESSAGE,
]


class RawBot(ExtBot[None]):
    """A bot that hands out updates as they came: one that can't be parsed harms no other."""

    __slots__ = ()

    async def raw_updates(self, offset: int | None, wait: int) -> list[Json]:
        """The updates from `offset` on, a hundred at most; those before it are confirmed."""
        data = {"offset": offset, "timeout": wait, "allowed_updates": WANTED}
        return cast(list[Json], await self._post("getUpdates", data, read_timeout=wait + LATE))


class Poller:
    """Fetches updates and has them stored.

    An update is confirmed by the poll after the one that brought it, once it is stored.
    """

    def __init__(self, bot: RawBot, store: Callable[[list[Json]], Awaitable[None]]) -> None:
        self._bot = bot
        self._store = store
        self._offset: int | None = None

    async def run(self) -> None:
        """Fetch until cancelled.

        Raises:
            InvalidToken: Telegram no longer takes the token.
        """
        await until_it_works(self._bot.delete_webhook, "deleteWebhook")
        while True:
            updates = await until_it_works(partial(self._fetch, WAIT), "getUpdates")
            await until_it_works(partial(self._store, updates), "the inbox")
            if updates:
                self._offset = updates[-1]["update_id"] + 1

    async def confirm(self) -> None:
        """Tell Telegram which updates are stored: the next start should not get them again."""
        if self._offset is None:
            return
        try:
            confirmed = await ended_within(FAREWELL, self._fetch(0))
        except TelegramError as error:
            log.warning("the last updates could not be confirmed: %r", error)
        else:
            if not confirmed:
                log.warning("the last updates could not be confirmed in time")

    async def _fetch(self, wait: int) -> list[Json]:
        try:
            return await self._bot.raw_updates(self._offset, wait)
        except Conflict:
            log.error("another program polls with this bot's token; waiting until it has ended")
            raise
