"""What happens when somebody writes to the bot."""

import asyncio
import logging
import secrets
from collections.abc import Iterable

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.telegram import changes, messages, replies
from bot.telegram.conversations import Conversations
from bot.telegram.delivery import send
from bot.telegram.markup import sendable
from corpus.errors import WenchengError
from retrieval.answering import answer
from retrieval.live import Live

log = logging.getLogger(__name__)

# A phone's screen holds about two; a group that belongs together comes whole all the same.
PASSAGES = 3

Context = ContextTypes.DEFAULT_TYPE


class Handlers:
    """Answers from the live snapshot. `admins` may reload it."""

    def __init__(self, live: Live, admins: Iterable[int]) -> None:
        self._live = live
        self._admins = frozenset(admins)
        self._conversations = Conversations()
        self._reloading = asyncio.Lock()
        self._album: str | None = None

    async def start(self, update: Update, _: Context) -> None:
        """/start: who is here and how to ask."""
        await send(_message(update), replies.start(self._live.snapshot))

    async def help(self, update: Update, _: Context) -> None:
        """/help: how to ask, and the commands."""
        message = _message(update)
        reply = replies.help_text(self._live.snapshot, _in_group(message), self._by_admin(message))
        await send(message, reply)

    async def cities(self, update: Update, _: Context) -> None:
        """/cities: the cities that have reports."""
        await send(_message(update), replies.cities(self._live.snapshot))

    async def ask(self, update: Update, _: Context) -> None:
        """/ask and a question, in groups and in private."""
        message = _message(update)
        words = (message.text or "").split(maxsplit=1)
        if len(words) == 2:
            await self._answer(message, words[1])
        else:
            await send(message, replies.how_to_ask(self._live.snapshot, _in_group(message)))

    async def question(self, update: Update, _: Context) -> None:
        """Any text in private."""
        message = _message(update)
        await self._answer(message, message.text or "")

    async def _answer(self, message: Message, question: str) -> None:
        previous = self._conversations.previous(message.chat_id)
        given = answer(self._live.snapshot, sendable(question), previous, limit=PASSAGES)
        self._conversations.remember(message.chat_id, given.understood)
        await send(message, replies.answered(given))

    async def unknown_command(self, update: Update, _: Context) -> None:
        """A command nobody knows."""
        await send(_message(update), replies.say(messages.UNKNOWN_COMMAND))

    async def not_text(self, update: Update, _: Context) -> None:
        """A picture, a voice, a sticker …; an album comes as many messages and gets one reply."""
        message = _message(update)
        if message.media_group_id is None or message.media_group_id != self._album:
            self._album = message.media_group_id
            await send(message, replies.say(messages.NOT_TEXT))

    async def reload(self, update: Update, _: Context) -> None:
        """/reload, for admins: read the library again while questions are being answered."""
        message = _message(update)
        if not self._by_admin(message):
            reply = replies.say(messages.NOT_ADMIN)
        elif self._reloading.locked():
            reply = replies.say(messages.RELOAD_RUNNING)
        else:
            async with self._reloading:
                reply = await self._reloaded()
        await send(message, reply)

    def _by_admin(self, message: Message) -> bool:
        return message.from_user is not None and message.from_user.id in self._admins

    async def _reloaded(self) -> replies.Reply:
        old = self._live.snapshot
        try:
            new = await asyncio.to_thread(self._live.reload)
        except WenchengError as error:
            log.warning("the library was not reloaded: %s", error)
            return replies.say(messages.RELOAD_REFUSED.format(reason=error))
        log.info("library reloaded, %d passages", len(new.passages))
        return replies.reloaded(new, changes.compare(old, new))

    async def failed(self, update: object, context: Context) -> None:
        """Log what went wrong under an id, and give the id to whoever waits for a reply."""
        if isinstance(context.error, Forbidden):
            log.info("a reply was not wanted: %s", context.error)
            return
        identity = secrets.token_hex(4)
        log.error("failure %s", identity, exc_info=context.error)
        if not isinstance(update, Update) or update.message is None:
            return
        try:
            await send(update.message, replies.say(messages.FAILED.format(id=identity)))
        except TelegramError as error:
            log.warning("failure %s could not be told: %s", identity, error)


def _message(update: Update) -> Message:
    """The message of an update that the filters let through."""
    assert update.message is not None
    return update.message


def _in_group(message: Message) -> bool:
    return message.chat.type != ChatType.PRIVATE
