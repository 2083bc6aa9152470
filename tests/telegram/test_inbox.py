"""The inbox alone: what is stored, handed out, ended, and taken over."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot.telegram.transport import inbox
from bot.telegram.transport.inbox import Claim, Inbox, Json, Outcome, queue_of
from bot.telegram.transport.slots import Slot
from corpus.errors import RunError

Steps = Callable[[Inbox], Awaitable[None]]


def message(number: int, chat: int = 1) -> Json:
    return {"update_id": number, "message": {"chat": {"id": chat}, "text": f"问{number}"}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.sqlite"


@pytest.fixture
def box(path: Path) -> Iterator[Inbox]:
    opened = Inbox(path, worker=0)
    yield opened
    opened.close()


def run(box: Inbox, steps: Steps) -> None:
    asyncio.run(asyncio.wait_for(_awaited(steps(box)), 10))


async def _awaited(work: Awaitable[None]) -> None:
    await work


def ids(claims: list[Claim]) -> list[int]:
    return [claim.id for claim in claims]


def test_chats_side_by_side_and_each_in_its_order(box: Inbox) -> None:
    async def steps(box: Inbox) -> None:
        assert await box.put([message(7), message(8), message(5, chat=2), message(9)]) == 4
        first, other = await box.claim(10)
        assert (first.id, other.id) == (7, 5)
        assert await box.claim(10) == []
        second = await box.finish(first, Outcome.ANSWERED)
        assert second is not None
        assert "\\u95ee8" in second.body
        assert await box.finish(other, Outcome.ANSWERED) is None
        assert await box.finish(second, Outcome.ANSWERED, more=False) is None
        assert ids(await box.claim(10)) == [9]

    run(box, steps)


def test_no_more_than_asked_for(box: Inbox) -> None:
    async def steps(box: Inbox) -> None:
        await box.put([message(number, chat=number) for number in range(5)])
        assert ids(await box.claim(2)) == [0, 1]
        assert ids(await box.claim(0)) == []
        assert ids(await box.claim(9)) == [2, 3, 4]

    run(box, steps)


def test_one_that_comes_again_is_not_new(box: Inbox) -> None:
    async def steps(box: Inbox) -> None:
        assert await box.put([message(7), message(7)]) == 1
        (claim,) = await box.claim(10)
        await box.finish(claim, Outcome.ANSWERED)
        assert await box.put([message(7)]) == 0
        assert await box.claim(10) == []
        assert await box.count() == {"waiting": 0, "aside": 0}

    run(box, steps)


def test_one_left_to_the_background_holds_up_nobody(box: Inbox) -> None:
    async def steps(box: Inbox) -> None:
        await box.put([message(7), message(8), message(9)])
        (slow,) = await box.claim(10)
        next_one = await box.leave(slow)
        assert next_one is not None
        assert next_one.id == 8
        assert await box.leave(next_one, more=False) is None
        assert await box.finish(slow, Outcome.ANSWERED) is None
        assert await box.release(0, counted=True) == 1
        assert ids(await box.claim(10)) == [8, 9]

    run(box, steps)


def test_a_restart_gets_what_was_in_hand(box: Inbox, path: Path) -> None:
    async def steps(box: Inbox) -> None:
        await box.put([message(7), message(8)])
        await box.claim(10)
        again = Inbox(path, worker=1)
        assert await again.others() == [0]
        assert await again.claim(10) == []
        assert await again.release(0, counted=True) == 1
        (claim,) = await again.claim(10)
        assert (claim.id, claim.tries) == (7, 2)
        await again.release(1, counted=False)
        (claim,) = await again.claim(10)
        assert claim.tries == 2
        assert await again.others() == []
        again.close()

    run(box, steps)


def test_words_are_kept_as_long_as_they_are_needed(
    box: Inbox, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(box: Inbox) -> None:
        await box.put([message(7), message(8)])
        (claim,) = await box.claim(10)
        following = await box.finish(claim, Outcome.ANSWERED)
        assert following is not None
        await box.finish(following, Outcome.ASIDE)
        rows = sqlite3.connect(path).execute("SELECT body IS NULL FROM updates").fetchall()
        assert rows == [(1,), (0,)]
        assert await box.count() == {"waiting": 0, "aside": 1}
        assert await box.forget() == 0
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + inbox.KEEP_DONE + 1)
        assert await box.forget() == 1
        monkeypatch.setattr(time, "time", lambda: now + inbox.KEEP_ASIDE + 1)
        assert await box.forget() == 1
        assert await box.count() == {"waiting": 0, "aside": 0}

    run(box, steps)


def test_all_of_a_batch_or_nothing(box: Inbox) -> None:
    async def steps(box: Inbox) -> None:
        with pytest.raises(OverflowError):
            await box.put([message(7), message(2**70)])
        assert await box.claim(10) == []

    run(box, steps)


def test_publishing_counts_up_for_all(box: Inbox, path: Path) -> None:
    async def steps(box: Inbox) -> None:
        other = Inbox(path, worker=1)
        assert await box.generation() == 0
        assert await box.publish() == 1
        assert await other.publish() == 2
        assert await box.generation() == 2
        other.close()

    run(box, steps)


def test_a_file_that_is_no_inbox(path: Path) -> None:
    path.write_text("这不是数据库" * 100, encoding="utf-8")
    with pytest.raises(RunError, match=r"inbox\.sqlite"):
        Inbox(path, worker=0)


@pytest.mark.parametrize(
    ("update", "queue"),
    [
        (message(1, chat=-5), "-5"),
        ({"update_id": 1, "callback_query": {"message": {"chat": {"id": 5}}}}, "5"),
        ({"update_id": 1, "inline_query": {"from": {"id": 6}}}, "6"),
        ({"update_id": 1, "poll": {"id": "x"}}, "#1"),
        ({"update_id": 1}, "#1"),
        ({"update_id": 1, "message": {"chat": 3, "from": 4}}, "#1"),
    ],
)
def test_what_an_update_waits_in(update: Json, queue: str) -> None:
    assert queue_of(update) == queue


def test_workers_have_numbers_of_their_own(path: Path) -> None:
    first, second = Slot(path), Slot(path)
    assert (first.number, second.number) == (0, 1)
    assert first.inherit(1) is None
    second.close()
    lock = first.inherit(1)
    assert lock is not None
    third = Slot(path)
    assert third.number == 2
    lock.close()
    third.close()
    first.close()
