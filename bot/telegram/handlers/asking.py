"""Questions: asked, edited, chosen with a button."""

import time
from dataclasses import replace

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.feedback import FeedbackKind, is_in_vain
from bot.telegram import messages
from bot.telegram.handlers.addressing import asked_in, in_group, question_of
from bot.telegram.handlers.context import GROUP, PASSAGES, BotContext, asker, written
from bot.telegram.replies import answers, editing, library
from bot.telegram.replies.keyboards import reference
from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import send
from bot.telegram.state import EDITABLE, Asker, Conversation, Replied
from retrieval.answer import Answer
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold

Callback = ContextTypes.DEFAULT_TYPE
Given = tuple[Answer, Reply]


class Questions:
    """Answers questions in private and in groups."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def asked(self, update: Update, _: Callback) -> None:
        """A message or a caption that may be a question, or /ask and a question."""
        message = written(update)
        # The other pictures of an album need no word of their own.
        self._context.albums.first(message)
        if question := question_of(message):
            await self.answer(message, asker(message), question)
        else:
            name = message.get_bot().username if in_group(message) else ""
            how = await self._context.look(lambda snapshot: library.how_to_ask(snapshot, name))
            await send(message, how)

    async def edited(self, update: Update, _: Callback) -> None:
        """A question that was changed: its answer changes with it.

        A message that was no question before is one now. Telegram sometimes tells of old messages
        that nobody edited; those are let be.
        """
        message = written(update)
        question = question_of(message)
        if not question or _wants_more(question):
            return
        if known := self._context.conversations.replied(message.chat_id, message.message_id):
            await self._answer_again(message, known, question)
        elif message.date.timestamp() > time.time() - EDITABLE:
            await self.answer(message, asker(message), question)

    async def answer(self, message: Message, who: Asker, question: str) -> None:
        """Answer under `message`, as a turn of the asker's conversation there."""
        talk = self._context.conversations.of(who)
        if _wants_more(question):
            await self._go_on(message, who, talk)
        else:
            await self._say(message, who, talk, await self._given(message, question, talk))

    async def _go_on(self, message: Message, who: Asker, talk: Conversation) -> None:
        """The passages that follow those that were shown."""
        if not talk.previous:
            await send(message, library.say(messages.NOTHING_TO_PAGE))
            return
        alone = replace(talk, previous="")
        given = await self._given(message, talk.previous, alone, talk.shown)
        if given[0].hits:
            await self._say(message, who, talk, given)
        else:
            await send(message, library.say(messages.NO_MORE))

    async def _say(self, message: Message, who: Asker, talk: Conversation, given: Given) -> None:
        found, reply = given
        ids = await send(message, reply)
        self._remember(message, who, talk, found, ids)

    async def _answer_again(self, message: Message, known: Replied, question: str) -> None:
        who = asker(message)
        talk = self._context.conversations.of(who)
        before = replace(talk, previous=known.previous)
        given, reply = await self._given(message, question, before)
        ids = await editing.replace(message, known.ids, reply)
        self._remember(message, who, before, given, ids)

    def paged(self, who: Asker, given: Answer) -> None:
        """A button showed other passages: who asks for more gets those that follow."""
        talk = self._context.conversations.of(who)
        if talk.previous == given.understood:
            shown = replace(talk, shown=_last(given))
            self._context.conversations.keep(who, shown)

    async def _given(
        self, message: Message, question: str, talk: Conversation, skip: int = 0
    ) -> Given:
        def work(snapshot: Snapshot) -> Given:
            given = answer(snapshot, question, talk.previous, talk.city, PASSAGES, skip)
            given = given.first(GROUP)
            kept = reference(given.hits[0].passage) if talk.city and given.hits else ""
            quotable = asked_in(message) == given.understood
            return given, answers.answered(snapshot, given, kept, quotable)

        return await self._context.look(work)

    def _remember(
        self, message: Message, who: Asker, talk: Conversation, given: Answer, ids: list[int]
    ) -> None:
        """Keep what was asked once it is answered: a question tried again is asked afresh."""
        kept = self._context.conversations
        kept.keep(who, Conversation(given.understood, talk.city, _last(given)))
        kept.keep_reply(who, message.message_id, ids, talk.previous)
        if given.hits:
            kept.keep_answer(who, ids, given.understood)
        if is_in_vain(given, talk.previous):
            person = self._context.hasher.hash(who.person)
            self._context.feedback.add(given.understood, person, FeedbackKind.FOUND_NOTHING)


def _wants_more(question: str) -> bool:
    return fold(question).strip(messages.MORE_ENDS) in messages.MORE


def _last(given: Answer) -> int:
    """How many passages were shown up to here."""
    return given.hits[-1].rank if given.hits else 0
