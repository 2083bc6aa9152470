"""What admins ask for: a reload, figures, what went unanswered, what to look at."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update
from telegram.ext import ContextTypes

from bot.feedback import Complaint, Kind
from bot.telegram import messages
from bot.telegram.handlers.context import Desk, person, written
from bot.telegram.replies import library
from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import send
from corpus.errors import WenchengError
from retrieval.answer import Status
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot

log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE
Handler = Callable[[Any, Update, Context], Coroutine[Any, Any, None]]

# Complaints that are asked again to see whether they still are some.
_TRIED = 200


def for_admins(work: Callable[[Any], Awaitable[Reply]]) -> Handler:
    """A handler that replies with the work's result, to admins alone."""

    @wraps(work)
    async def handle(self: Any, update: Update, _: Context) -> None:
        message = written(update)
        allowed = self.desk.is_admin(person(message))
        await send(message, await work(self) if allowed else library.say(messages.NOT_ADMIN))

    return handle


class Admin:
    """Commands for admins."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @for_admins
    async def reload(self) -> Reply:
        """/reload: read the library again while questions are being answered."""
        if self.desk.changing.locked():
            return library.say(messages.RELOAD_RUNNING)
        async with self.desk.changing:
            return await self._reloaded()

    async def _reloaded(self) -> Reply:
        old = self.desk.snapshot
        try:
            new = await asyncio.to_thread(self.desk.live.reload)
        except WenchengError as error:
            log.warning("the library was not reloaded: %s", error)
            return library.say(messages.RELOAD_REFUSED.format(reason=error))
        log.info("library reloaded, %d passages", len(new.passages))
        return library.reloaded(new, library.compare(old, new))

    @for_admins
    async def stats(self) -> Reply:
        """/stats: how much is held, and what people said of the answers."""
        return library.stats(self.desk.snapshot, self.desk.feedback.counts(), self.desk.days)

    @for_admins
    async def unanswered(self) -> Reply:
        """/unanswered: what the library lacks, without what it answers by now."""
        complaints = await self.desk.look(self._still_unanswered)
        return library.unanswered(complaints, self.desk.days)

    def _still_unanswered(self, snapshot: Snapshot) -> list[Complaint]:
        return [
            complaint
            for complaint in self.desk.feedback.complaints()[:_TRIED]
            if complaint.kind is Kind.USELESS
            or answer(snapshot, complaint.question, limit=1).status is Status.NOT_FOUND
        ]

    @for_admins
    async def check(self) -> Reply:
        """/check: what a person should look at in the library."""
        return await self.desk.look(library.checked)
