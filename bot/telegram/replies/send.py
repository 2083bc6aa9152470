"""Replies on their way to Telegram: as many messages as it takes, plain where HTML is refused."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from telegram import InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.telegram.replies import keyboards
from bot.telegram.replies.library import Reply
from bot.telegram.replies.text import MessageBlock, paginate, plain, rendered

log = logging.getLogger(__name__)

T = TypeVar("T")
Page = Sequence[MessageBlock]


async def send(message: Message, reply: Reply) -> list[int]:
    """Send the reply to the chat of `message`; in groups its first page quotes the question.

    Returns:
        The numbers of the messages sent.
    """
    first = message.chat.type != ChatType.PRIVATE
    return await send_pages(message, list(paginate(reply)), reply, first)


async def send_pages(
    message: Message, pages: Sequence[Page], reply: Reply, first: bool = False
) -> list[int]:
    """Send each page of a reply as a message, the keyboard under the last.

    The `first` quotes the question, or all do where the reply says so.
    """
    sent = []
    for left, page in enumerate(pages, 1 - len(pages)):
        asked = _quoted(message) if first or reply.quotes else None
        under = reply.keyboard if left == 0 else None
        sent.append(await as_html(page, partial(_send, message, asked, under)))
        first = False
    return sent


async def as_html(page: Page, call: Callable[[str, ParseMode | None], Awaitable[T]]) -> T:
    """Call with the page's HTML, or with its words alone where Telegram refuses the HTML."""
    try:
        return await call(rendered(page), ParseMode.HTML)
    except BadRequest as error:
        if "parse entities" not in error.message:
            raise
        log.warning("Telegram refused the HTML of a reply: %s", error)
        return await call(plain(page), None)


def _quoted(message: Message) -> ReplyParameters:
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


async def as_it_is_taken(
    call: Callable[[InlineKeyboardMarkup | None], Awaitable[T]], under: InlineKeyboardMarkup | None
) -> T:
    """Call with the buttons, or without those that copy where Telegram knows none such."""
    try:
        return await call(under)
    except BadRequest as error:
        bare = keyboards.without_copying(under)
        if "button" not in error.message.lower() or bare == under:
            raise
        log.warning("Telegram refused a button: %s", error)
        return await call(bare)


async def _send(
    message: Message,
    asked: ReplyParameters | None,
    under: InlineKeyboardMarkup | None,
    text: str,
    mode: ParseMode | None,
) -> int:
    async def send(buttons: InlineKeyboardMarkup | None) -> Message:
        return await message.reply_text(
            text, parse_mode=mode, reply_parameters=asked, reply_markup=buttons
        )

    return (await as_it_is_taken(send, under)).message_id
