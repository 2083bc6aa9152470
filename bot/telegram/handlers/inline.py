"""Inline questions: typed behind the bot's name in any chat, answered by finished quotations."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import InlineQueryLimit, ParseMode
from telegram.ext import ContextTypes

from bot.source.citation import key_sentence
from bot.telegram import messages
from bot.telegram.handlers.context import BotContext
from bot.telegram.replies import answers, links
from bot.telegram.replies.keyboards import reference
from bot.telegram.replies.text import paginate, rendered, sendable
from retrieval.answer import Hit, Status
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot

# Results that one page of the list has; people scroll for more.
_PAGE = 10
# Seconds that Telegram keeps the results of a question, for everybody.
_CACHED = 300
# Code points of the line under a result's title.
_DESCRIBED = 90


class InlineQuestions:
    """Answers inline questions."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def asked(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """One page of results, the same for everybody who asks this."""
        query = update.inline_query
        assert query is not None
        skip = int(query.offset) if query.offset.isdecimal() else 0
        question, name = sendable(query.query), query.get_bot().username

        def work(snapshot: Snapshot) -> tuple[list[InlineQueryResultArticle], int]:
            given = answer(snapshot, question, limit=_PAGE, skip=skip)
            hits = given.hits if given.status is not Status.NOT_FOUND else ()
            hits = hits[: max(0, InlineQueryLimit.RESULTS - skip)]
            return [_result(snapshot, hit, name) for hit in hits], given.more

        results, left = await self._context.look(work)
        end = skip + len(results)
        more = bool(left) and 0 < end < InlineQueryLimit.RESULTS
        ask = messages.ASK_BOT if results or not query.query else messages.ASK_BOT_NOTHING
        await query.answer(
            results,
            cache_time=_CACHED,
            next_offset=str(end) if more else None,
            button=InlineQueryResultsButton(ask, start_parameter=links.ASK),
        )


def _result(snapshot: Snapshot, hit: Hit, bot: str) -> InlineQueryResultArticle:
    passage = hit.passage
    name = reference(passage)
    title = " · ".join(filter(None, (passage.city, passage.author))) or passage.headline
    # One message is all a result may be; of a passage too long for it, the link opens the rest.
    page = next(paginate(answers.shared(snapshot, hit)))
    link = InlineKeyboardButton(messages.OPEN_IN_BOT, url=links.to_passage(bot, name))
    return InlineQueryResultArticle(
        id=name,
        title=title or messages.SOURCE,
        description=key_sentence(passage, hit.highlights)[:_DESCRIBED],
        input_message_content=InputTextMessageContent(rendered(page), ParseMode.HTML),
        reply_markup=InlineKeyboardMarkup([[link]]),
    )
