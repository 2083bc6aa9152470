"""Replies changed where they stand."""

import logging
from collections.abc import Sequence
from functools import partial

from telegram import InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import as_html, as_it_is_taken, send_pages
from bot.telegram.replies.text import paginate

log = logging.getLogger(__name__)


async def replace(message: Message, ids: Sequence[int], reply: Reply) -> list[int]:
    """Put a reply in the place of the bot's messages `ids`, in the chat of `message`.

    Pages that find no message to stand in, for it is deleted, are sent; messages left over go.

    Returns:
        The numbers of the messages that hold the reply now.
    """
    pages = list(paginate(reply))
    kept: list[int] = []
    for number in ids:
        if len(kept) == len(pages):
            await _delete(message, number)
            continue
        under = reply.keyboard if len(kept) + 1 == len(pages) else None
        if await as_html(pages[len(kept)], partial(_edit, message, number, under)):
            kept.append(number)
    return [*kept, *await send_pages(message, pages[len(kept) :], reply)]


async def _edit(
    message: Message,
    number: int,
    under: InlineKeyboardMarkup | None,
    text: str,
    mode: ParseMode | None,
) -> bool:
    """Change a message; False where there is none any more."""

    async def edit(buttons: InlineKeyboardMarkup | None) -> object:
        return await message.get_bot().edit_message_text(
            text, message.chat_id, number, parse_mode=mode, reply_markup=buttons
        )

    try:
        await as_it_is_taken(edit, under)
    except BadRequest as error:
        if "message to edit not found" in error.message.lower():
            return False
        # A button pressed twice; an answer that is the same for the edited question.
        if "not modified" not in error.message:
            raise
    return True


async def _delete(message: Message, number: int) -> None:
    try:
        await message.get_bot().delete_message(message.chat_id, number)
    except BadRequest as error:
        log.info("a message could not be deleted: %s", error)
