"""The library changed from the chat: one change at a time, loaded at once, or put back."""

import asyncio
import logging
from collections.abc import Callable

from bot.telegram.handlers.context import BotContext
from corpus.errors import WenchengError
from corpus.publishing.changes import Changes, alone

log = logging.getLogger(__name__)

Work = Callable[[], str | None]
"""Changes the library's folder; the change's identity, empty where it can't be taken back, None
where there was nothing to change."""


async def changed(context: BotContext, work: Work) -> str | None:
    """Change the library and reload it; what the work returns.

    Raises:
        WenchengError: it was not changed, or can't be read with the change and is as it was.
    """
    async with context.reloading.lock:
        return await asyncio.to_thread(_changed, context, work)


def _changed(context: BotContext, work: Work) -> str | None:
    folder = context.config.library
    with alone(folder):
        try:
            made = work()
        except WenchengError as error:
            log.warning("the library was not changed: %s", error)
            raise
        if made is None:
            return None
        try:
            context.reloading.load()
        except WenchengError:
            Changes(folder).take_back(made)
            raise
        return made
