"""The reception: lets in what a handler is there for, as long as its user does not ask too much."""

import logging
import time
from collections.abc import Awaitable

from telegram import Update
from telegram.error import TelegramError

from bot.telegram import delivery, messages, replies
from bot.telegram.limits import Limiter, Verdict
from bot.telegram.polling import App

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
            await _tell(delivery.send(message, replies.say(messages.TOO_MUCH)))
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
