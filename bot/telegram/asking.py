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
            await send(message, replies.how_to_ask(self._desk.snapshot, name))

    async def edited(self, update: Update, _: Context) -> None:
        """A question that was changed: its answer changes with it."""
        message = written(update)
        known = self._desk.conversations.replied(message.chat_id, message.message_id)
        question = question_of(message)
        if known is None or not question:
            return
        talk = self._desk.conversations.of(message.chat_id, person(message))
        before = replace(talk, previous=known.previous)
        reply = self._reply(message, person(message), question, before)
        ids = await editing.replace(message, known.ids, reply)
        self._remember(message, ids, known.previous)

    async def answer(self, message: Message, asker: int, question: str) -> None:
        """Answer under `message`, as a turn of the asker's conversation there."""
        talk = self._desk.conversations.of(message.chat_id, asker)
        ids = await send(message, self._reply(message, asker, question, talk))
        self._remember(message, ids, talk.previous)

    def _reply(self, message: Message, asker: int, question: str, talk: Talk) -> Reply:
        snapshot = self._desk.snapshot
        given = answer(snapshot, question, talk.previous, talk.city, PASSAGES)
        self._desk.conversations.keep(
            message.chat_id, asker, replace(talk, previous=given.understood)
        )
        if given.status is Status.NOT_FOUND:
            self._note(given, asker)
        return quoting.answered(snapshot, given, _within(given, talk.city))

    def _note(self, given: Answer, asker: int) -> None:
        """Keep a question that found nothing, if there are words in it."""
        if any(character.isalnum() for character in given.understood):
            who = self._desk.masks.mask(asker)
            self._desk.feedback.add(given.understood, who, Kind.FOUND_NOTHING)

    def _remember(self, message: Message, ids: list[int], previous: str) -> None:
        self._desk.conversations.keep_reply(message.chat_id, message.message_id, ids, previous)


def _within(given: Answer, city: str | None) -> str:
    """The reference of a passage of the city that the person keeps to."""
    return reference(given.hits[0].passage) if city and given.hits else ""
