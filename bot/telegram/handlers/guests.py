"""Questions from chats that the bot is no member of: called by name, it answers as a guest."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import ContextTypes

from bot.telegram import messages
from bot.telegram.handlers.addressing import called_for
from bot.telegram.handlers.context import GROUP, PASSAGES, BotContext
from bot.telegram.replies import answers, library, links
from bot.telegram.replies.keyboards import reference
from bot.telegram.replies.library import Reply
from bot.telegram.replies.text import paginate, rendered
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot


class Guests:
    """Answers where it is a guest: one message, no memory of the talk, a link to ask on."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def asked(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A message elsewhere that calls the bot."""
        message = update.guest_message
        assert message is not None
        bot, identity = message.get_bot(), message.guest_query_id
        question = called_for(message)

        def work(snapshot: Snapshot) -> tuple[Reply, str]:
            if not question:
                return library.how_to_ask(snapshot, bot.username), links.to_ask(bot.username)
            given = answer(snapshot, question, limit=PASSAGES).first(GROUP)
            link = links.to_ask(bot.username)
            if given.hits:
                link = links.to_passage(bot.username, reference(given.hits[0].passage))
            return answers.answered(snapshot, given), link

        reply, link = await self._context.look(work)
        page = next(paginate(reply))
        result = InlineQueryResultArticle(
            id="answer",
            title=messages.SOURCE,
            input_message_content=InputTextMessageContent(rendered(page), ParseMode.HTML),
            reply_markup=InlineKeyboardMarkup(
                [[InlineKeyboardButton(messages.OPEN_IN_BOT, url=link)]]
            ),
        )
        if identity:
            await bot.answer_guest_query(identity, result)
