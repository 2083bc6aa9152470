"""Calls to Telegram in bad weather, without Telegram."""

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.warnings import PTBDeprecationWarning

from bot.telegram.transport import pacing, worker
from bot.telegram.transport.limits import CAPACITY, SenderLimiter, Verdict
from bot.telegram.transport.pacing import RateLimiter
from bot.telegram.transport.retrying import pauses


class Server:
    """Fails as it is told to, then answers."""

    def __init__(self, *failures: TelegramError) -> None:
        self.failures = list(failures)
        self.times: list[float] = []

    async def call(self, *_: Any, **__: Any) -> str:
        self.times.append(time.monotonic())
        if self.failures:
            raise self.failures.pop(0)
        return "sent"


@pytest.fixture(autouse=True)
def _new_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    def quick() -> Iterator[float]:
        while True:
            yield 0.001

    monkeypatch.setattr(pacing, "pauses", quick)


async def send(post: RateLimiter, server: Server, chat: int | None = 1) -> Any:
    data = {} if chat is None else {"chat_id": chat}
    return await post.process_request(server.call, (), {}, "sendMessage", data, None)


@pytest.mark.usefixtures("_hurry")
def test_bad_weather_passes() -> None:
    server = Server(TimedOut(), NetworkError("Bad Gateway"), TimedOut(), NetworkError("cut"))
    assert asyncio.run(send(RateLimiter(1000), server)) == "sent"
    assert len(server.times) == 5


def test_a_group_that_became_a_supergroup_is_answered_there() -> None:
    async def steps() -> None:
        data = {"chat_id": -5, "reply_parameters": "{}", "text": "文"}
        server = Server(ChatMigrated(-1005))
        post = RateLimiter(1000)
        await post.process_request(server.call, (), {}, "sendMessage", data, None)
        assert data == {"chat_id": -1005, "text": "文"}
        assert len(server.times) == 2

    asyncio.run(steps())


@pytest.mark.parametrize("error", [BadRequest("no"), Forbidden("blocked")])
def test_a_refusal_is_final(error: TelegramError) -> None:
    server = Server(error)
    with pytest.raises(type(error)):
        asyncio.run(send(RateLimiter(1000), server))
    assert len(server.times) == 1


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "SHORT", 0.1)
    for error in (TimedOut(), RetryAfter(timedelta(seconds=5))):
        with pytest.raises(type(error)):
            asyncio.run(send(RateLimiter(1000), Server(error), chat=None))


def test_a_chat_that_has_to_wait_holds_up_no_other() -> None:
    async def steps() -> None:
        post, slow, quick = RateLimiter(1000), Server(RetryAfter(timedelta(seconds=0.5))), Server()
        started = time.monotonic()
        waiting = asyncio.create_task(send(post, slow))
        await asyncio.sleep(0.1)
        behind = asyncio.create_task(send(post, quick))
        other = Server()
        await send(post, other, chat=2)
        assert other.times[0] - started < 0.4
        await asyncio.gather(waiting, behind)
        assert slow.times[1] - started >= 0.5
        assert quick.times[0] - started >= 0.5

    asyncio.run(steps())


def test_old_whole_seconds_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    error = RetryAfter(timedelta(seconds=3))
    assert pacing._seconds(error) == 3
    monkeypatch.delenv("PTB_TIMEDELTA")
    with pytest.warns(PTBDeprecationWarning):
        assert pacing._seconds(error) == 3


def test_no_more_than_so_many_a_second() -> None:
    async def steps() -> float:
        post, server = RateLimiter(10), Server()
        started = time.monotonic()
        await asyncio.gather(*(send(post, server, chat) for chat in range(14)))
        return time.monotonic() - started

    assert 0.3 <= asyncio.run(steps()) < 1


def test_pauses_grow_up_to_a_limit() -> None:
    waits = pauses()
    assert [next(waits) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


@pytest.mark.parametrize(
    ("error", "gone", "passing"),
    [
        (Forbidden("bot was blocked by the user"), True, False),
        (BadRequest("Chat not found"), True, False),
        (BadRequest("Message to be replied not found"), True, False),
        (BadRequest("Message is too long"), False, False),
        (TimedOut(), False, True),
        (ValueError(), False, False),
    ],
)
def test_what_refusals_mean(error: Exception, gone: bool, passing: bool) -> None:
    assert worker.is_unwanted(error) is gone
    assert worker.is_passing(error) is passing


def test_a_user_in_a_hurry_is_told_once() -> None:
    limiter = SenderLimiter(2, exempt=[9])
    verdicts = [limiter.judge(1, at) for at in (0, 1, 2, 3, 61, 62, 62)]
    allowed, exceeded, ignored = Verdict.ALLOWED, Verdict.EXCEEDED, Verdict.IGNORED
    assert verdicts == [allowed, allowed, exceeded, ignored, allowed, allowed, exceeded]
    assert limiter.judge(2, 3) is allowed
    assert {limiter.judge(9, 0) for _ in range(9)} == {allowed}


def test_users_silent_for_long_are_forgotten() -> None:
    limiter = SenderLimiter(0, exempt=[])
    for user in range(CAPACITY + 5):
        limiter.judge(user, 0)
    assert len(limiter._times) == len(limiter._warned) == CAPACITY
