"""Replies on their way to Telegram: as many messages as it takes, plain where HTML is refused."""

import logging

from telegram import Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.telegram.markup import plain, rendered
from bot.telegram.pages import paginate
from bot.telegram.replies import Reply

log = logging.getLogger(__name__)


async def send(message: Message, reply: Reply) -> None:
    """Send the reply to the chat of `message`; in groups its first page quotes the question."""
    asked = _asked(message)
    for page in paginate(reply):
        try:
            await _send(message, rendered(page), ParseMode.HTML, asked)
        except BadRequest as error:
            if "parse entities" not in error.message:
                raise
            log.warning("Telegram refused the HTML of a reply: %s", error)
            await _send(message, plain(page), None, asked)
        asked = None


def _asked(message: Message) -> ReplyParameters | None:
    if message.chat.type == ChatType.PRIVATE:
        return None
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


async def _send(
    message: Message, text: str, mode: ParseMode | None, asked: ReplyParameters | None
) -> None:
    await message.reply_text(text, parse_mode=mode, reply_parameters=asked)
