"""Calls to Telegram: paced, held back where it says so, repeated where the network fails."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.telegram import metrics
from bot.telegram.transport.retrying import pauses

log = logging.getLogger(__name__)

# Seconds until a message that can't be delivered is given up; Telegram is seldom away for so long.
PATIENCE = 3600.0
# The same for calls that nobody waits for after a moment, such as the answer to a button.
SHORT = 10.0


class RateLimiter(BaseRateLimiter[None]):
    """Lets `per_second` calls through at most; a chat that has to wait holds up no other.

    A call that timed out or whose connection was cut is made again: a message may come twice,
    but none is lost.
    """

    def __init__(self, per_second: float) -> None:
        self._pace = AsyncLimiter(per_second, 1)
        self._closed_until: dict[object, float] = {}

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to take down."""

    async def process_request(
        self,
        callback: Callable[..., Awaitable[Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make the call.

        Raises:
            TelegramError: another try can't mend it, or it is too late.
        """
        chat: object = data.get("chat_id")
        end = time.monotonic() + (SHORT if chat is None else PATIENCE)
        for pause in pauses():
            await self._opening(chat)
            await self._pace.acquire()
            try:
                with metrics.CALL_SECONDS.labels(endpoint).time():
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                _give_up_after(end, _seconds(error), error)
                self._closed_until[chat] = time.monotonic() + _seconds(error)
                metrics.HELD_BACK.labels(endpoint).inc()
            except BadRequest:
                raise
            except ChatMigrated as error:
                chat = _to_supergroup(data, error.new_chat_id)
            except NetworkError as error:
                _give_up_after(end, pause, error)
                metrics.CALLS_AGAIN.labels(endpoint).inc()
                log.warning("%s failed, next try in %.1f s: %s", endpoint, pause, error)
                await asyncio.sleep(pause)
        return None

    async def _opening(self, chat: object) -> None:
        """Wait until the chat takes messages again."""
        while (wait := self._closed_until.get(chat, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        self._closed_until.pop(chat, None)


def _to_supergroup(data: dict[str, Any], chat: int) -> int:
    """Address the call to what the group has become; its messages have other numbers there."""
    data["chat_id"] = chat
    data.pop("reply_parameters", None)
    return chat


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _give_up_after(end: float, wait: float, error: TelegramError) -> None:
    if time.monotonic() + wait > end:
        raise error
