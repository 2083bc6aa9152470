"""Work that has to end, in a task that is itself being cancelled too."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.telegram.transport.retrying import ended_within

Work = Callable[[], Coroutine[Any, Any, None]]
Run = Callable[[Work], Coroutine[Any, Any, None]]


async def _plainly(work: Work) -> None:
    await work()


async def _while_cancelled(work: Work) -> None:
    async def cancelled() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await work()

    task = asyncio.create_task(cancelled())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("run", [_plainly, _while_cancelled])
class TestEndedWithin:
    def test_what_is_too_slow_is_cancelled(self, run: Run) -> None:
        seen: list[object] = []

        async def slow() -> None:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                seen.append("cancelled")
                raise

        async def work() -> None:
            seen.append(await ended_within(0.01, slow()))

        asyncio.run(run(work))
        assert seen == ["cancelled", False]

    def test_what_ends_in_time(self, run: Run) -> None:
        seen: list[object] = []

        async def work() -> None:
            seen.append(await ended_within(5, asyncio.sleep(0)))

        asyncio.run(run(work))
        assert seen == [True]

    def test_what_fails_fails(self, run: Run) -> None:
        async def broken() -> None:
            raise ValueError("broken")

        async def work() -> None:
            with pytest.raises(ValueError, match="broken"):
                await ended_within(5, broken())

        asyncio.run(run(work))
