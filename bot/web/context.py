"""What every page works with: the library that answers, and what is kept of opinions."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.requests import Request

from bot.config import Config
from bot.feedback import Feedback
from bot.id_hasher import IdHasher
from bot.web.given import Given
from retrieval.live import Live
from retrieval.snapshot import Snapshot

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """The live library, the configuration, and the opinions that people give."""

    config: Config
    live: Live
    hasher: IdHasher
    feedback: Feedback
    given: Given = field(default_factory=Given)
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def look(self, work: Callable[[Snapshot], T]) -> T:
        """What some work makes of the library, in a thread: however long it takes, other readers
        go on."""
        return await asyncio.to_thread(self.live.on, work)


def set_up(config: Config, live: Live) -> Context:
    """The context of a server with this configuration; opinions go where the bot's go."""
    state = config.telegram.state
    return Context(config, live, IdHasher(state), Feedback(state, config.telegram.feedback_days))


def of(request: Request) -> Context:
    """The context of the application that a request came to."""
    found: Context = request.app.state.context
    return found
