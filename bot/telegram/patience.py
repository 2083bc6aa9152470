"""Calls to Telegram tried again while the network or the server is away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut

log = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST_PAUSE = 30.0


async def until_it_works(call: Callable[[], Awaitable[T]], name: str) -> T:
    """Call until Telegram answers, with longer and longer pauses.

    Raises:
        InvalidToken: Telegram refuses the token; no patience mends that.
    """
    pause = 1.0
    while True:
        try:
            return await call()
        except InvalidToken:
            raise
        except TelegramError as error:
            await _pause(name, error, pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def a_few_times(call: Callable[[], Awaitable[T]], name: str, times: int = 4) -> T:
    """Call again after a 5xx or a cut connection, but not after a time-out or a refusal.

    Raises:
        TelegramError: the last failure, or one that another try can't mend or might double.
    """
    for attempt in range(1, times):
        try:
            return await call()
        except (BadRequest, TimedOut):
            raise
        except NetworkError as error:
            await _pause(name, error, attempt / 2)
    return await call()


async def _pause(name: str, error: TelegramError, seconds: float) -> None:
    log.warning("%s failed, next try in %.1f s: %s", name, seconds, error)
    await asyncio.sleep(seconds)
