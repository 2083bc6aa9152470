"""Questions: asked, edited, chosen with a button."""

from dataclasses import replace

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.feedback import Kind
from bot.telegram import editing, quoting, replies
from bot.telegram.addressing import in_group, question_of
from bot.telegram.buttons import reference
from bot.telegram.conversations import Talk
from bot.telegram.delivery import send
from bot.telegram.desk import PASSAGES, Desk, person, written
from bot.telegram.replies import Reply
from retrieval.answer import Answer, Status
from retrieval.answering import answer
from retrieval.snapshot import Snapshot

Context = ContextTypes.DEFAULT_TYPE


class Asking:
    """Answers questions in private and in groups."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def asked(self, update: Update, _: Context) -> None:
        """A message that may be a question, or /ask and a question."""
        message = written(update)
        if question := question_of(message):
            await self.answer(message, person(message), question)
        else:
            name = message.get_bot().username if in_group(message) else ""
            how = await self._desk.look(lambda snapshot: replies.how_to_ask(snapshot, name))
            await send(message, how)

    async def edited(self, update: Update, _: Context) -> None:
        """A question that was changed: its answer changes with it."""
        message = written(update)
        known = self._desk.conversations.replied(message.chat_id, message.message_id)
        question = question_of(message)
        if known is None or not question:
            return
        talk = self._desk.conversations.of(message.chat_id, person(message))
        before = replace(talk, previous=known.previous)
        given, reply = await self._given(question, before)
        ids = await editing.replace(message, known.ids, reply)
        self._remember(message, person(message), before, given, ids)

    async def answer(self, message: Message, asker: int, question: str) -> None:
        """Answer under `message`, as a turn of the asker's conversation there."""
        talk = self._desk.conversations.of(message.chat_id, asker)
        given, reply = await self._given(question, talk)
        ids = await send(message, reply)
        self._remember(message, asker, talk, given, ids)

    async def _given(self, question: str, talk: Talk) -> tuple[Answer, Reply]:
        def work(snapshot: Snapshot) -> tuple[Answer, Reply]:
            given = answer(snapshot, question, talk.previous, talk.city, PASSAGES)
            kept = reference(given.hits[0].passage) if talk.city and given.hits else ""
            return given, quoting.answered(snapshot, given, kept)

        return await self._desk.look(work)

    def _remember(
        self, message: Message, asker: int, talk: Talk, given: Answer, ids: list[int]
    ) -> None:
        """Keep what was asked once it is answered: a question tried again is asked afresh."""
        kept, chat = self._desk.conversations, message.chat_id
        kept.keep(chat, asker, replace(talk, previous=given.understood))
        kept.keep_reply(chat, message.message_id, ids, talk.previous)
        words = any(character.isalnum() for character in given.understood)
        if given.status is Status.NOT_FOUND and words:
            who = self._desk.masks.mask(asker)
            self._desk.feedback.add(given.understood, who, Kind.FOUND_NOTHING)
