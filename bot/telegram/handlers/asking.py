"""Questions: asked, edited, chosen with a button."""

import time
from dataclasses import replace

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.feedback import Kind
from bot.telegram import messages
from bot.telegram.handlers.addressing import asked_in, in_group, question_of
from bot.telegram.handlers.context import PASSAGES, Desk, person, written
from bot.telegram.replies import answers, editing, library
from bot.telegram.replies.keyboards import reference
from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import send
from bot.telegram.state import EDITABLE, Replied, Talk
from retrieval.answer import Answer, Status
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold

Context = ContextTypes.DEFAULT_TYPE
Given = tuple[Answer, Reply]


class Asking:
    """Answers questions in private and in groups."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def asked(self, update: Update, _: Context) -> None:
        """A message or a caption that may be a question, or /ask and a question."""
        message = written(update)
        # The other pictures of an album need no word of their own.
        self._desk.albums.first(message)
        if question := question_of(message):
            await self.answer(message, person(message), question)
        else:
            name = message.get_bot().username if in_group(message) else ""
            how = await self._desk.look(lambda snapshot: library.how_to_ask(snapshot, name))
            await send(message, how)

    async def edited(self, update: Update, _: Context) -> None:
        """A question that was changed: its answer changes with it.

        A message that was no question before is one now. Telegram sometimes tells of old messages
        that nobody edited; those are let be.
        """
        message = written(update)
        question = question_of(message)
        if not question or _wants_more(question):
            return
        if known := self._desk.conversations.replied(message.chat_id, message.message_id):
            await self._answer_again(message, known, question)
        elif message.date.timestamp() > time.time() - EDITABLE:
            await self.answer(message, person(message), question)

    async def answer(self, message: Message, asker: int, question: str) -> None:
        """Answer under `message`, as a turn of the asker's conversation there."""
        talk = self._desk.conversations.of(message.chat_id, asker)
        if _wants_more(question):
            await self._go_on(message, asker, talk)
        else:
            await self._say(message, asker, talk, await self._given(message, question, talk))

    async def _go_on(self, message: Message, asker: int, talk: Talk) -> None:
        """The passages that follow those that were shown."""
        if not talk.previous:
            await send(message, library.say(messages.NOTHING_TO_PAGE))
            return
        alone = replace(talk, previous="")
        given = await self._given(message, talk.previous, alone, talk.shown)
        if given[0].hits:
            await self._say(message, asker, talk, given)
        else:
            await send(message, library.say(messages.NO_MORE))

    async def _say(self, message: Message, asker: int, talk: Talk, given: Given) -> None:
        found, reply = given
        ids = await send(message, reply)
        self._remember(message, asker, talk, found, ids)

    async def _answer_again(self, message: Message, known: Replied, question: str) -> None:
        talk = self._desk.conversations.of(message.chat_id, person(message))
        before = replace(talk, previous=known.previous)
        given, reply = await self._given(message, question, before)
        ids = await editing.replace(message, known.ids, reply)
        self._remember(message, person(message), before, given, ids)

    def paged(self, message: Message, asker: int, given: Answer) -> None:
        """A button showed other passages: who asks for more gets those that follow."""
        talk = self._desk.conversations.of(message.chat_id, asker)
        if talk.previous == given.understood:
            shown = replace(talk, shown=_last(given))
            self._desk.conversations.keep(message.chat_id, asker, shown)

    async def _given(self, message: Message, question: str, talk: Talk, skip: int = 0) -> Given:
        def work(snapshot: Snapshot) -> Given:
            given = answer(snapshot, question, talk.previous, talk.city, PASSAGES, skip)
            kept = reference(given.hits[0].passage) if talk.city and given.hits else ""
            quotable = asked_in(message) == given.understood
            return given, answers.answered(snapshot, given, kept, quotable)

        return await self._desk.look(work)

    def _remember(
        self, message: Message, asker: int, talk: Talk, given: Answer, ids: list[int]
    ) -> None:
        """Keep what was asked once it is answered: a question tried again is asked afresh."""
        kept, chat = self._desk.conversations, message.chat_id
        kept.keep(chat, asker, Talk(given.understood, talk.city, _last(given)))
        kept.keep_reply(chat, message.message_id, ids, talk.previous)
        words = any(character.isalnum() for character in given.understood)
        if given.status is Status.NOT_FOUND and words:
            who = self._desk.masks.mask(asker)
            self._desk.feedback.add(given.understood, who, Kind.FOUND_NOTHING)


def _wants_more(question: str) -> bool:
    return fold(question).strip(messages.MORE_ENDS) in messages.MORE


def _last(given: Answer) -> int:
    """How many passages were shown up to here."""
    return given.hits[-1].rank if given.hits else 0
