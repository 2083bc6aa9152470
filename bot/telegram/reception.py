"""The reception: lets in what a handler is there for, as long as its user does not ask too much."""

import logging
import time

from telegram import Message, Update
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
            return self._others.judge(user.id, time.time()) is Verdict.WELCOME
        verdict = self._messages.judge(user.id, (message.edit_date or message.date).timestamp())
        if verdict is Verdict.TOO_MUCH:
            await _tell(message)
        return verdict is Verdict.WELCOME

    def _heard(self, update: Update) -> bool:
        """Whether any handler takes the update: groups talk without the bot, too."""
        handlers = (handler for group in self._app.handlers.values() for handler in group)
        return any(handler.check_update(update) not in (None, False) for handler in handlers)


async def _tell(message: Message) -> None:
    log.info("a user asks too much")
    try:
        await delivery.send(message, replies.say(messages.TOO_MUCH))
    except TelegramError as error:
        log.info("a user could not be told to ask less: %s", error)
