"""The reception: lets in what a handler is there for, as long as its user does not ask too much."""

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

# Users of whom the last minute is remembered.
CAPACITY = 10_000
WINDOW = 60.0


class Verdict(Enum):
    """Welcome; too much, to be told; too much, and told already."""

    WELCOME = 1
    TOO_MUCH = 2
    TOLD = 3


class Limiter:
    """At most `a_minute` of a user's updates in any minute; `exempt` users have no limit."""

    def __init__(self, a_minute: int, exempt: Iterable[int]) -> None:
        self._most = a_minute
        self._exempt = frozenset(exempt)
        self._times: OrderedDict[int, deque[float]] = OrderedDict()
        self._told: set[int] = set()

    def judge(self, user: int, at: float) -> Verdict:
        """Whether an update of the user's, written at `at` (seconds), is welcome."""
        if user in self._exempt:
            return Verdict.WELCOME
        times = self._recent(user, at)
        if len(times) < self._most:
            times.append(at)
            self._told.discard(user)
            return Verdict.WELCOME
        if user in self._told:
            return Verdict.TOLD
        self._told.add(user)
        return Verdict.TOO_MUCH

    def _recent(self, user: int, at: float) -> deque[float]:
        times = self._times.setdefault(user, deque())
        self._times.move_to_end(user)
        if len(self._times) > CAPACITY:
            forgotten, _ = self._times.popitem(last=False)
            self._told.discard(forgotten)
        while times and times[0] <= at - WINDOW:
            times.popleft()
        return times


log = logging.getLogger(__name__)

# Buttons are pressed, and inline questions typed, so many times as often as questions are sent.
LIVELY = 6


class Reception:
    """Judges updates by user: `a_minute` messages, and a multiple of it of everything else."""

    def __init__(self, app: App, a_minute: int, admins: tuple[int, ...]) -> None:
        self._app = app
        self._messages = Limiter(a_minute, admins)
        self._others = Limiter(LIVELY * a_minute, admins)

    async def admit(self, update: Update) -> bool:
        """Whether the update may be handled; its user is told, once, if not."""
        user, message = update.effective_user, update.message or update.edited_message
        if user is None or not self._heard(update):
            return True
        if message is None:
            return await self._admit_other(update, user.id)
        verdict = self._messages.judge(user.id, (message.edit_date or message.date).timestamp())
        if verdict is Verdict.TOO_MUCH:
            await _tell(send.send(message, library.say(messages.TOO_MUCH)))
        return verdict is Verdict.WELCOME

    async def _admit_other(self, update: Update, user: int) -> bool:
        """A button or an inline question; each button's clock is to be stopped."""
        welcome = self._others.judge(user, time.time()) is Verdict.WELCOME
        if update.callback_query and not welcome:
            await _tell(update.callback_query.answer(messages.TOO_MUCH))
        return welcome

    def _heard(self, update: Update) -> bool:
        """Whether any handler takes the update: groups talk without the bot, too."""
        handlers = (handler for group in self._app.handlers.values() for handler in group)
        return any(handler.check_update(update) not in (None, False) for handler in handlers)


async def _tell(telling: Awaitable[object]) -> None:
    log.info("a user asks too much")
    try:
        await telling
    except TelegramError as error:
        log.info("a user could not be told to ask less: %s", error)
