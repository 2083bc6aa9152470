"""Buttons: what each does when it is pressed. They need no memory but the reply's own text."""

import logging

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.feedback import FeedbackKind
from bot.telegram import messages
from bot.telegram.handlers.addressing import asked_in, in_group
from bot.telegram.handlers.asking import Questions
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.context import GROUP, PASSAGES, BotContext, asker
from bot.telegram.replies import answers, editing, keyboards, library
from bot.telegram.replies.keyboards import Act, Press, Verb, parse, referred
from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import send
from retrieval.answer import Answer
from retrieval.answering.answer import answer
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

log = logging.getLogger(__name__)


class Buttons:
    """Obeys buttons; `acts` are more of them, by verb."""

    def __init__(
        self, context: BotContext, questions: Questions, commands: Commands, acts: dict[Verb, Act]
    ) -> None:
        self._context = context
        self._questions = questions
        self._commands = commands
        self._acts: dict[Verb, Act] = {
            **acts,
            Verb.PAGE: self._page,
            Verb.CITY: self._page,
            Verb.SECTION: self._section,
            Verb.PART: self._section,
            Verb.USEFUL: self._vote,
            Verb.USELESS: self._vote,
            Verb.ASK: self._ask,
            Verb.WHY: self._why,
            Verb.KEEP: self._keep,
        }

    async def pressed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what the button says, and let it rest whatever comes of that."""
        query = update.callback_query
        assert query is not None
        said = ""
        try:
            said = await self._obey(query)
        finally:
            await _rest(query, said)

    async def _obey(self, query: CallbackQuery) -> str:
        press = parse(query.data or "")
        # Telegram does not say what very old messages hold.
        if press is None or not isinstance(query.message, Message):
            return messages.STALE
        return await self._acts[press.verb](query, query.message, press)

    async def _page(self, query: CallbackQuery, message: Message, press: Press) -> str:
        """Other passages of the answer, in its place."""
        question = _question_of(message)

        def work(snapshot: Snapshot) -> tuple[Answer, Reply] | None:
            passage = referred(snapshot, press.reference)
            if press.reference and passage is None:
                return None
            given = _answer(snapshot, question, passage, press.number)
            return given, answers.answered(snapshot, given, press.reference, quotable=True)

        found = await self._context.look(work)
        if found is None:
            return messages.GONE
        if not question:
            return messages.STALE
        given, reply = found
        await editing.replace(message, [message.message_id], reply)
        self._questions.paged(asker(message, query.from_user.id), given)
        return ""

    async def _section(self, query: CallbackQuery, message: Message, press: Press) -> str:
        """The whole report: under the answer, or another part of it in its place."""
        admin = not in_group(message) and self._context.is_admin(query.from_user.id)

        def work(snapshot: Snapshot) -> Reply | None:
            passage = referred(snapshot, press.reference)
            return answers.report(snapshot, passage, press.number, admin) if passage else None

        reply = await self._context.look(work)
        if reply is None:
            return messages.GONE
        if press.verb is Verb.PART:
            await editing.replace(message, [message.message_id], reply)
        else:
            await send(message, reply)
        return ""

    async def _vote(self, query: CallbackQuery, message: Message, press: Press) -> str:
        question = _question_of(message)
        if not question:
            return messages.STALE
        useful = press.verb is Verb.USEFUL
        who = self._context.hasher.hash(query.from_user.id)
        kind = FeedbackKind.USEFUL if useful else FeedbackKind.USELESS
        if not self._context.feedback.add(question, who, kind):
            return messages.NOT_KEPT
        return messages.THANKS_USEFUL if useful else messages.THANKS_USELESS

    async def _why(self, _: CallbackQuery, message: Message, press: Press) -> str:
        """How the answer was found."""
        question = _question_of(message)
        if not question:
            return messages.STALE
        await send(
            message,
            await self._context.look(
                lambda snapshot: library.why(snapshot, _answer(snapshot, question, None, 0))
            ),
        )
        return ""

    async def _ask(self, query: CallbackQuery, message: Message, press: Press) -> str:
        question = _text_of(message, press)
        if not question:
            return messages.STALE
        await self._questions.answer(message, asker(message, query.from_user.id), question)
        return ""

    async def _keep(self, query: CallbackQuery, message: Message, press: Press) -> str:
        city: str | None = _text_of(message, press)
        if city == messages.ALL_CITIES:
            city = None
        elif city not in self._context.snapshot.cities:
            return messages.STALE
        reply = self._commands.keep_to(asker(message, query.from_user.id), city)
        await editing.replace(message, [message.message_id], reply)
        return ""


def _answer(snapshot: Snapshot, question: str, within: Passage | None, skip: int) -> Answer:
    """The passages from `skip` on; the first ones where there are no longer so many."""
    city = within.city if within else None
    given = answer(snapshot, question, city=city, limit=PASSAGES, skip=skip).first(GROUP)
    if given.hits or not skip:
        return given
    return answer(snapshot, question, city=city, limit=PASSAGES).first(GROUP)


def _question_of(answered: Message) -> str:
    """The question of an answer: its last line, or else the message that it is a reply to."""
    original = answered.reply_to_message
    return keyboards.question_in(answered.text or "") or (asked_in(original) if original else "")


def _text_of(message: Message, press: Press) -> str:
    """What the pressed button itself says."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    buttons = (button for row in rows for button in row)
    return next((button.text for button in buttons if button.callback_data == press.data), "")


async def _rest(query: CallbackQuery, said: str) -> None:
    """Stop the button's clock. Where that fails the deed is done; it is not to be done again."""
    try:
        await query.answer(said or None)
    except TelegramError as error:
        log.info("a button could not be answered: %s", error)
