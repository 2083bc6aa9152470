"""The inbox alone: what is stored, handed out and ended."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot.telegram.transport import inbox
from bot.telegram.transport.inbox import Claim, Inbox, UpdateOutcome
from bot.telegram.transport.updates import Json, is_update, queue_of, senders

Steps = Callable[[Inbox], Awaitable[None]]


def message(number: int, chat: int = 1) -> Json:
    return {"update_id": number, "message": {"chat": {"id": chat}, "text": f"问{number}"}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.sqlite"


@pytest.fixture
def box(path: Path) -> Iterator[Inbox]:
    opened = Inbox(path)
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
        second = await box.finish(first, UpdateOutcome.ANSWERED)
        assert second is not None
        assert "\\u95ee8" in second.body
        assert await box.finish(other, UpdateOutcome.ANSWERED) is None
        assert await box.finish(second, UpdateOutcome.ANSWERED, more=False) is None
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
        await box.finish(claim, UpdateOutcome.ANSWERED)
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
        assert await box.finish(slow, UpdateOutcome.ANSWERED) is None
        assert await box.release(counted=True) == 1
        assert ids(await box.claim(10)) == [8, 9]

    run(box, steps)


def test_a_restart_gets_what_was_in_hand(box: Inbox, path: Path) -> None:
    async def steps(box: Inbox) -> None:
        await box.put([message(7), message(8)])
        await box.claim(10)
        again = Inbox(path)
        assert await again.claim(10) == []
        assert await again.release(counted=True) == 1
        (claim,) = await again.claim(10)
        assert (claim.id, claim.tries) == (7, 2)
        await again.release(counted=False)
        (claim,) = await again.claim(10)
        assert claim.tries == 2
        again.close()

    run(box, steps)


def test_words_are_kept_as_long_as_they_are_needed(
    box: Inbox, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(box: Inbox) -> None:
        await box.put([message(7), message(8)])
        (claim,) = await box.claim(10)
        following = await box.finish(claim, UpdateOutcome.ANSWERED)
        assert following is not None
        await box.finish(following, UpdateOutcome.ASIDE)
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


def test_whose_updates_they_were_is_not_kept(box: Inbox, path: Path) -> None:
    async def steps(box: Inbox) -> None:
        await box.put([message(7, chat=777_000_111)])
        (claim,) = await box.claim(10)
        await box.finish(claim, UpdateOutcome.ANSWERED)
        assert await box.put([message(7, chat=777_000_111)]) == 0
        (row,) = sqlite3.connect(path).execute("SELECT * FROM updates").fetchall()
        assert "777000111" not in repr(row)

    run(box, steps)


def test_a_sender_is_forgotten(box: Inbox, path: Path) -> None:
    async def steps(box: Inbox) -> None:
        mine, yours = message(7), message(8, chat=2)
        mine["message"]["from"] = {"id": 1}
        yours["message"]["sender_chat"] = {"id": -5}
        await box.put([mine, yours])
        for claim in await box.claim(10):
            await box.finish(claim, UpdateOutcome.ASIDE)
        assert await box.forget_sender(1) == 1
        assert await box.forget_sender(1) == 0
        bodies = sqlite3.connect(path).execute("SELECT body IS NULL FROM updates").fetchall()
        assert bodies == [(1,), (0,)]
        assert await box.forget_sender(-5) == 1

    run(box, steps)


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


NO_NUMBERS: list[object] = ["7", True, 2**63, -1, 1.5, None]


@pytest.mark.parametrize("value", [None, [], {}, *({"update_id": n} for n in NO_NUMBERS)])
def test_what_is_no_update(value: object) -> None:
    assert not is_update(value)
    assert is_update({"update_id": 7})


def test_in_whose_name_an_update_is_sent() -> None:
    assert senders({"update_id": 1}) == set()
    update = {"update_id": 1, "message": {"from": {"id": 3}, "sender_chat": {"id": -4}}}
    assert senders(update) == {3, -4}
