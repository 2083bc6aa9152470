"""The worker: takes updates out of the inbox and sees each one through."""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError
from telegram.ext import Application, ApplicationHandlerStop, CallbackContext

from bot.telegram import metrics
from bot.telegram.handlers.errors import loggable
from bot.telegram.transport.inbox import Claim, Inbox, UpdateOutcome
from bot.telegram.transport.limits import SenderLimits
from bot.telegram.transport.polling import App
from bot.telegram.transport.retrying import until_it_works
from corpus.errors import AwayError

log = logging.getLogger(__name__)

# What Telegram says where the chat, the message or the right to write has gone meanwhile.
_GONE = re.compile(
    r"chat not found|user not found|peer_id_invalid|chat_write_forbidden|chat_restricted"
    r"|message (to be replied|to edit|to delete|thread) not found|topic_(closed|deleted)"
    r"|message can't be (edited|deleted)|message is not modified|query is too old"
    r"|not enough rights|have no rights|need administrator rights|group chat was deactivated",
    re.IGNORECASE,
)
# Updates in hand at once, one of a chat: those that wait for Telegram may not fill it.
MOST = 1000
# Times that an update may fail because of the network.
TRIES = 3
# Seconds after the first failure; longer after the next.
PAUSE = 1.0
# Times that an update may be in hand when the process dies, mostly of something else.
CRASHES = 10
# Seconds between two looks into the inbox where nothing says that something came.
LOOK = 1.0


def is_unwanted(error: Exception) -> bool:
    """Blocked, deleted, too late: nothing is wrong here, and nobody waits for a reply."""
    if isinstance(error, BadRequest):
        return bool(_GONE.search(error.message))
    return isinstance(error, Forbidden)


def is_passing(error: Exception) -> bool:
    """Whether the same work may succeed later: the network was at fault, not what was asked."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


@dataclass(eq=False)
class _Attempt:
    """One try at handling an update: its tasks in the background, and how it failed."""

    last: bool
    background: list[asyncio.Task[Any]] = field(default_factory=list)
    failed: bool = False
    final: bool = False


_attempt: ContextVar[_Attempt] = ContextVar("attempt")


class TrackedApplication(Application[Any, Any, Any, Any, Any, Any]):
    """An application that tells an attempt of the tasks that its handlers leave behind."""

    __slots__ = ()

    def create_task(self, *args: Any, **kwargs: Any) -> asyncio.Task[Any]:
        """Create the task; the update is not done before it is."""
        task = super().create_task(*args, **kwargs)
        if attempt := _attempt.get(None):
            attempt.background.append(task)
        return task


async def judge(_: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """The first error handler: what was not wanted is let be, what may work later is tried again.

    Raises:
        ApplicationHandlerStop: nobody needs to be told (yet).
    """
    error, attempt = context.error, _attempt.get(None)
    assert error is not None
    if is_unwanted(error):
        log.info("a reply was not wanted: %s", error)
        raise ApplicationHandlerStop
    metrics.FAILURES.labels(type(error).__name__).inc()
    # Who waits is told at once: it was tried for long enough.
    if attempt is None or isinstance(error, AwayError):
        return
    attempt.failed = True
    attempt.final = attempt.last or not is_passing(error)
    if not attempt.final:
        log.warning("an update failed and is tried again: %s", error)
        raise ApplicationHandlerStop


class Worker:
    """Handles the updates of the inbox with the application."""

    def __init__(self, app: App, inbox: Inbox, limits: SenderLimits) -> None:
        self._app = app
        self._inbox = inbox
        self._limits = limits
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look into the inbox now."""
        self._wake.set()

    async def run(self) -> None:
        """Take updates until cancelled."""
        while True:
            self._wake.clear()
            free = max(MOST - len(self._tasks), 0)
            for claim in await until_it_works(partial(self._inbox.claim, free), "the inbox"):
                self._start(claim)
                # What came back is seen to before the next one goes out: a kill doubles few.
                await asyncio.sleep(0)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK)

    async def drain(self) -> None:
        """Finish what is in hand, and take no more."""
        self._stopping = True
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def drop(self) -> None:
        """Let go of what is in hand; the inbox still has it."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, claim: Claim | None) -> None:
        if claim is None:
            return
        task = asyncio.create_task(self._process(claim))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _process(self, claim: Claim) -> None:
        with metrics.UPDATE_SECONDS.time():
            outcome = await self._outcome(claim)
        metrics.ENDED.labels(outcome).inc()
        await self._go_on(lambda more: self._inbox.finish(claim, outcome, more))

    async def _go_on(self, step: Callable[[bool], Awaitable[Claim | None]]) -> None:
        """Let the chat's next update follow."""
        self._start(await until_it_works(lambda: step(not self._stopping), "the inbox"))

    async def _outcome(self, claim: Claim) -> UpdateOutcome:
        if claim.tries > CRASHES:
            log.error("update %d was in hand at %d crashes, and is set aside", claim.id, CRASHES)
            return UpdateOutcome.ASIDE
        try:
            update = Update.de_json(json.loads(claim.body), self._app.bot)
        except Exception as error:
            log.error("update %d can't be read and is set aside: %r", claim.id, type(error))
            return UpdateOutcome.ASIDE
        try:
            allowed = await self._limits.allow(update)
            return await self._handled(claim, update) if allowed else UpdateOutcome.REFUSED
        except Exception as error:
            log.error("update %d is set aside", claim.id, exc_info=loggable(error))
            return UpdateOutcome.ASIDE

    async def _handled(self, claim: Claim, update: Update) -> UpdateOutcome:
        for number in range(1, TRIES + 1):
            attempt = _Attempt(last=number == TRIES)
            _attempt.set(attempt)
            await self._app.process_update(update)
            if attempt.background and number == 1:
                await self._go_on(lambda more: self._inbox.leave(claim, more))
            for task in attempt.background:
                await asyncio.wait([task])
            if not attempt.failed:
                return UpdateOutcome.ANSWERED
            if attempt.final:
                break
            await asyncio.sleep(number * PAUSE)
        log.error("update %d could not be handled, and is set aside", claim.id)
        return UpdateOutcome.ASIDE
