"""The desk: what every handler works with."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from telegram import Message, Update

from bot.config import Config
from bot.feedback import Feedback
from bot.telegram.state import Conversations, Masks
from retrieval.live import Live
from retrieval.snapshot import Snapshot

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


T = TypeVar("T")

# Of so many passages an answer takes a few milliseconds, a thread for it a tenth of that.
AT_HAND = 10_000
# A phone's screen holds about two; a group that belongs together comes whole all the same.
PASSAGES = 3


@dataclass(frozen=True)
class Desk:
    """The live library, what is remembered, and who may change the library."""

    config: Config
    live: Live
    masks: Masks
    conversations: Conversations
    feedback: Feedback
    albums: Albums = field(default_factory=Albums)
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def snapshot(self) -> Snapshot:
        """The library as it is at this moment."""
        return self.live.snapshot

    async def look(self, work: Callable[[Snapshot], T]) -> T:
        """What some work makes of the library; where it is large or far, other chats go on."""
        if self.live.is_elsewhere or len(self.snapshot.passages) > AT_HAND:
            return await asyncio.to_thread(self.live.on, work)
        return self.live.on(work)

    @property
    def days(self) -> int:
        """How long feedback is kept."""
        return self.config.telegram.feedback_days

    def is_admin(self, person: int) -> bool:
        """Whether the person may change the library."""
        return person in self.config.telegram.admins


def set_up(config: Config, live: Live) -> Desk:
    """The desk of a bot with this configuration; it may have been there before."""
    telegram = config.telegram
    masks = Masks(telegram.state)
    conversations = Conversations(telegram.state, masks)
    return Desk(
        config, live, masks, conversations, Feedback(telegram.state, telegram.feedback_days)
    )


def written(update: Update) -> Message:
    """The message of an update that the filters let through, new or edited."""
    message = update.message or update.edited_message
    assert message is not None
    return message


def person(message: Message) -> int:
    """Who wrote a message; in a group's own name nobody does."""
    return message.from_user.id if message.from_user else 0
