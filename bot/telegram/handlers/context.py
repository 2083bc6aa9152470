"""What every handler works with."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from telegram import Bot, Message, Update
from telegram.error import TelegramError

from bot.config import Config
from bot.feedback import Feedback
from bot.id_hasher import IdHasher
from bot.mending import Mending
from bot.telegram.reloading import Reloading
from bot.telegram.state import Asker, Conversations
from bot.watching import NO_FILES, Files
from retrieval.live import Live
from retrieval.snapshot import Snapshot

log = logging.getLogger(__name__)

T = TypeVar("T")
Forget = Callable[[int], Awaitable[int]]

# A phone's screen holds about two; a group that belongs together comes whole all the same.
PASSAGES = 3
# And so many of a group that belongs together.
GROUP = 100
# Albums whose messages may come in turn with those of others.
REMEMBERED = 1000


class Albums:
    """Remembers the albums that were seen."""

    def __init__(self) -> None:
        self._seen: deque[str] = deque(maxlen=REMEMBERED)

    def first(self, message: Message) -> bool:
        """Whether the message is no part of an album, or the first part of it that came."""
        album = message.media_group_id
        if album is None:
            return True
        new = album not in self._seen
        self._seen.append(album)
        return new


@dataclass(frozen=True)
class BotContext:
    """The live library, what is remembered, and who may change the library.

    `forgetters` delete what else is kept of a person, and say how much that was.
    """

    config: Config
    live: Live
    reloading: Reloading
    hasher: IdHasher
    conversations: Conversations
    feedback: Feedback
    albums: Albums = field(default_factory=Albums)
    forgetters: list[Forget] = field(default_factory=list)

    @property
    def snapshot(self) -> Snapshot:
        """The library as it is at this moment."""
        return self.live.snapshot

    async def look(self, work: Callable[[Snapshot], T]) -> T:
        """What some work makes of the library, in a thread: however long it takes, other chats
        go on."""
        return await asyncio.to_thread(self.live.on, work)

    @property
    def mending(self) -> Mending:
        """What is done about questions that went unanswered."""
        return Mending(self.config, self.feedback)

    @property
    def days(self) -> int:
        """How long feedback is kept."""
        return self.config.telegram.feedback_days

    def is_admin(self, person: int) -> bool:
        """Whether the person may change the library."""
        return person in self.config.telegram.admins

    async def notify(self, bot: Bot, text: str) -> None:
        """Tell the admins."""
        for admin in self.config.telegram.admins:
            try:
                await bot.send_message(admin, text)
            except TelegramError as error:
                log.warning("an admin could not be told: %s", error)


def set_up(config: Config, live: Live, seen: Files = NO_FILES) -> BotContext:
    """The context of a bot with this configuration; it may have been there before.

    `seen` is what was in the library's folder before `live` was opened.
    """
    telegram = config.telegram
    hasher = IdHasher(telegram.state)
    return BotContext(
        config,
        live,
        Reloading(live, config.library, seen),
        hasher,
        Conversations(telegram.state, hasher),
        Feedback(telegram.state, telegram.feedback_days),
    )


def written(update: Update) -> Message:
    """The message of an update that the filters let through, new or edited."""
    message = update.message or update.edited_message
    assert message is not None
    return message


def sender(message: Message) -> int:
    """Who speaks: the chat in whose name a channel or an anonymous admin writes, else the user."""
    speaker = message.sender_chat or message.from_user
    return speaker.id if speaker else 0


def asker(message: Message, person: int | None = None) -> Asker:
    """Who asks where; `person` presses a button under the message, else its sender does."""
    topic = message.message_thread_id if message.is_topic_message else None
    return Asker(message.chat_id, topic or 0, sender(message) if person is None else person)
