"""The boundary: what people are told when something goes wrong, and what the log is told."""

import logging
import secrets
import sqlite3

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.telegram import messages
from bot.telegram.replies import library
from bot.telegram.replies.send import send
from corpus.errors import AwayError, WenchengError

log = logging.getLogger(__name__)

# Errors whose words are of this program, of Telegram or of the disk, never of who asked.
_OPEN = (WenchengError, TelegramError, OSError, sqlite3.Error)


async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what went wrong under an id, and give the id to whoever waits for a reply."""
    identity = secrets.token_hex(4)
    error = context.error
    assert error is not None
    if isinstance(error, AwayError):
        words = messages.AWAY
        log.warning("failure %s: %s", identity, error)
    else:
        words = messages.FAILED.format(id=identity)
        log.error("failure %s", identity, exc_info=loggable(error))
    await _tell(update, words, identity)


def loggable(error: Exception) -> Exception:
    """The error; without its own words where these may repeat what was asked."""
    if isinstance(error, _OPEN):
        return error
    same: Exception = type(type(error).__name__, (Exception,), {"__module__": "builtins"})()
    return same.with_traceback(error.__traceback__)


async def _tell(update: object, words: str, identity: str) -> None:
    if not isinstance(update, Update):
        return
    message = update.effective_message
    try:
        if isinstance(message, Message):
            await send(message, library.say(words))
        elif update.inline_query is not None:
            await update.inline_query.answer([])
    except TelegramError as error:
        log.warning("failure %s could not be told: %s", identity, error)
