"""Work tried again while the network, the server or the disk is away, and work that has to end."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import Any, TypeVar

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


async def ended_within(seconds: float, work: Coroutine[Any, Any, object]) -> bool:
    """Whether the work ended in so many seconds; it is cancelled where it did not.

    It runs in a task of its own, and so ends the same way in a task that is being cancelled:
    there, up to Python 3.11.2, `asyncio.timeout` raises CancelledError instead of TimeoutError.

    Raises:
        Exception: whatever the work raised.
    """
    task = asyncio.create_task(work)
    await asyncio.wait([task], timeout=seconds)
    in_time = task.done()
    if not in_time:
        task.cancel()
        await asyncio.wait([task])
    if not task.cancelled():
        task.result()
    return in_time
