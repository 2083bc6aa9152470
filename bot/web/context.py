"""What every page works with: the library that answers, and what is kept of opinions."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.requests import Request

from bot.config import Config
from bot.feedback import Feedback
from bot.id_hasher import IdHasher
from bot.web.given import Remembered
from retrieval.live import Live
from retrieval.snapshot import Snapshot

T = TypeVar("T")


@dataclass(frozen=True)
class WebContext:
    """The live library, the configuration, and the opinions that people give."""

    config: Config
    live: Live
    hasher: IdHasher
    feedback: Feedback
    given: Remembered = field(default_factory=Remembered)
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def look(self, work: Callable[[Snapshot], T]) -> T:
        """What some work makes of the library, in a thread: however long it takes, other readers
        go on."""
        return await asyncio.to_thread(self.live.on, work)


def set_up(config: Config, live: Live) -> WebContext:
    """The context of a server with this configuration; opinions go where the bot's go."""
    state = config.telegram.state
    return WebContext(config, live, IdHasher(state), Feedback(state, config.telegram.feedback_days))


def of(request: Request) -> WebContext:
    """The context of the application that a request came to."""
    found: WebContext = request.app.state.context
    return found
