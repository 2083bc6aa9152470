"""What admins ask for: a reload, figures, what to look at."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram import messages
from bot.telegram.handlers.addressing import in_group
from bot.telegram.handlers.context import BotContext, sender, written
from bot.telegram.replies import library
from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import send
from corpus.errors import WenchengError

log = logging.getLogger(__name__)

Callback = ContextTypes.DEFAULT_TYPE
Handler = Callable[[Any, Update, Callback], Coroutine[Any, Any, None]]


def for_admins(work: Callable[[Any], Awaitable[Reply]]) -> Handler:
    """A handler that replies with the work's result: to admins, where nobody reads along."""

    @wraps(work)
    async def handle(self: Any, update: Update, _: Callback) -> None:
        message = written(update)
        if in_group(message):
            await send(message, library.say(messages.IN_PRIVATE))
        elif not self.context.is_admin(sender(message)):
            await send(message, library.say(messages.NOT_ADMIN))
        else:
            await send(message, await work(self))

    return handle


class AdminCommands:
    """Commands for admins."""

    def __init__(self, context: BotContext) -> None:
        self.context = context

    @for_admins
    async def reload(self) -> Reply:
        """/reload: read the library again while questions are being answered."""
        if self.context.reloading.busy:
            return library.say(messages.RELOAD_RUNNING)
        async with self.context.reloading.lock:
            return await self._reloaded()

    async def _reloaded(self) -> Reply:
        try:
            new = await asyncio.to_thread(self.context.reloading.load)
        except WenchengError as error:
            log.warning("the library was not reloaded: %s", error)
            return library.say(messages.RELOAD_REFUSED.format(reason=error))
        return library.reloaded(new, library.compare(*self.context.reloading.unreported()))

    @for_admins
    async def stats(self) -> Reply:
        """/stats: how much is held, and what people said of the answers."""
        return library.stats(
            self.context.snapshot, self.context.feedback.counts(), self.context.days
        )

    @for_admins
    async def check(self) -> Reply:
        """/check: what a person should look at in the library."""
        return await self.context.look(library.checked)
