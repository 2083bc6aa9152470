"""What people are told when something goes wrong, and what the log is told."""

import logging
import secrets

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.telegram import messages
from bot.telegram.replies import library
from bot.telegram.replies.send import send
from corpus.errors import AwayError

log = logging.getLogger(__name__)


async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what went wrong under an id, and give the id to whoever waits for a reply."""
    identity = secrets.token_hex(4)
    if isinstance(context.error, AwayError):
        words = messages.AWAY
        log.warning("failure %s: %s", identity, context.error)
    else:
        words = messages.FAILED.format(id=identity)
        log.error("failure %s", identity, exc_info=context.error)
    message = update.effective_message if isinstance(update, Update) else None
    if not isinstance(message, Message):
        return
    try:
        await send(message, library.say(words))
    except TelegramError as error:
        log.warning("failure %s could not be told: %s", identity, error)
