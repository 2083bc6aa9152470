"""Limits: how much each sender may ask a minute, and that they are told once where it is more."""

import logging
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Iterable
from enum import Enum

from telegram import Update
from telegram.error import TelegramError

from bot.telegram import messages
from bot.telegram.replies import library, send
from bot.telegram.transport.polling import App

log = logging.getLogger(__name__)

# Senders of whom the last minute is remembered.
CAPACITY = 10_000
WINDOW = 60.0
# Buttons are pressed, and inline questions typed, so many times as often as questions are sent.
LIVELY = 6


class Verdict(Enum):
    """Within the limit; beyond it, to be said; beyond it, and said already."""

    ALLOWED = 1
    EXCEEDED = 2
    IGNORED = 3


class SenderLimiter:
    """At most `a_minute` of a sender's updates in any minute; the `exempt` have no limit."""

    def __init__(self, a_minute: int, exempt: Iterable[int]) -> None:
        self._most = a_minute
        self._exempt = frozenset(exempt)
        self._times: OrderedDict[int, deque[float]] = OrderedDict()
        self._warned: set[int] = set()

    def judge(self, sender: int, at: float) -> Verdict:
        """Whether an update of the sender's, written at `at` (seconds), is within the limit."""
        if sender in self._exempt:
            return Verdict.ALLOWED
        times = self._recent(sender, at)
        if len(times) < self._most:
            times.append(at)
            self._warned.discard(sender)
            return Verdict.ALLOWED
        if sender in self._warned:
            return Verdict.IGNORED
        self._warned.add(sender)
        return Verdict.EXCEEDED

    def _recent(self, sender: int, at: float) -> deque[float]:
        times = self._times.setdefault(sender, deque())
        self._times.move_to_end(sender)
        if len(self._times) > CAPACITY:
            forgotten, _ = self._times.popitem(last=False)
            self._warned.discard(forgotten)
        while times and times[0] <= at - WINDOW:
            times.popleft()
        return times


class SenderLimits:
    """Per sender `a_minute` messages, and a multiple of it of everything else."""

    def __init__(self, app: App, a_minute: int, admins: tuple[int, ...]) -> None:
        self._app = app
        self._messages = SenderLimiter(a_minute, admins)
        self._others = SenderLimiter(LIVELY * a_minute, admins)

    async def allow(self, update: Update) -> bool:
        """Whether the update may be handled; its sender is told, once, if not."""
        sender, message = update.effective_sender, update.message or update.edited_message
        if sender is None or not self._is_handled(update):
            return True
        if message is None:
            return await self._allow_other(update, sender.id)
        verdict = self._messages.judge(sender.id, (message.edit_date or message.date).timestamp())
        if verdict is Verdict.EXCEEDED:
            await _tell(send.send(message, library.say(messages.TOO_MUCH)))
        return verdict is Verdict.ALLOWED

    async def _allow_other(self, update: Update, sender: int) -> bool:
        """A button or an inline question; each button's clock is to be stopped."""
        allowed = self._others.judge(sender, time.time()) is Verdict.ALLOWED
        if update.callback_query and not allowed:
            await _tell(update.callback_query.answer(messages.TOO_MUCH))
        return allowed

    def _is_handled(self, update: Update) -> bool:
        """Whether any handler takes the update: groups talk without the bot, too."""
        handlers = (handler for group in self._app.handlers.values() for handler in group)
        return any(handler.check_update(update) not in (None, False) for handler in handlers)


async def _tell(telling: Awaitable[object]) -> None:
    log.info("a sender asks too much")
    try:
        await telling
    except TelegramError as error:
        log.info("a sender could not be told to ask less: %s", error)
