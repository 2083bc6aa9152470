"""Work tried again while the network, the server or the disk is away."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from telegram.error import InvalidToken, TelegramError

log = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST_PAUSE = 30.0


def pauses(first: float = 0.5) -> Iterator[float]:
    """Seconds to wait after each failure, longer and longer."""
    while True:
        yield first
        first = min(2 * first, LONGEST_PAUSE)


async def until_it_works(call: Callable[[], Awaitable[T]], name: str) -> T:
    """Call until Telegram answers or the disk takes it, with longer and longer pauses.

    Raises:
        InvalidToken: Telegram refuses the token; no patience mends that.
    """
    for pause in pauses(1.0):
        try:
            return await call()
        except InvalidToken:
            raise
        except (TelegramError, sqlite3.OperationalError) as error:
            log.warning("%s failed, next try in %.1f s: %s", name, pause, error)
            await asyncio.sleep(pause)
    raise AssertionError
