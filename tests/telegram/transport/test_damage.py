"""An inbox that is damaged, deleted, of another version, or on a full disk."""

import asyncio
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.telegram.transport.inbox import Inbox, UpdateOutcome
from bot.telegram.transport.updates import Json
from corpus.errors import RunError

MANY = 400


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.sqlite"


def message(number: int) -> Json:
    return {"update_id": number, "message": {"chat": {"id": number}, "text": "问" * 50}}


async def _fill(box: Inbox) -> None:
    await box.put([message(number) for number in range(1, MANY + 1)])
    (claim,) = await box.claim(1)
    await box.finish(claim, UpdateOutcome.ANSWERED)


def filled(path: Path) -> None:
    box = Inbox(path)
    asyncio.run(_fill(box))
    box.close()


async def _answer(box: Inbox) -> None:
    while claims := await box.claim(50):
        for claim in claims:
            await box.finish(claim, UpdateOutcome.ANSWERED)


async def _waiting(box: Inbox) -> int:
    return (await box.count())["waiting"]


def reopened(path: Path) -> tuple[int, list[str]]:
    box = Inbox(path)
    waiting = asyncio.run(_waiting(box))
    box.close()
    return waiting, box.notices


def hurt(path: Path, start: float, length: int) -> None:
    """Overwrite so many bytes from a part of the file on."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(int(start * size))
        file.write(b"\xa5" * min(length, size - int(start * size)))


@pytest.mark.parametrize("start", [0.3, 0.5, 0.7])
def test_what_can_be_read_is_saved(path: Path, start: float) -> None:
    filled(path)
    hurt(path, start, 8192)
    waiting, (notice,) = reopened(path)
    assert MANY // 2 < waiting < MANY
    assert f"救回没答的消息 {waiting} 条" in notice
    (aside,) = path.parent.glob("inbox.sqlite.damaged-*[0-9]")
    assert aside.name in notice
    assert reopened(path) == (waiting, [])


def test_of_what_is_no_database_nothing_is(path: Path) -> None:
    path.write_text("这不是数据库" * 1000, encoding="utf-8")
    waiting, (notice,) = reopened(path)
    assert waiting == 0
    assert "救回没答的消息 0 条" in notice


def test_an_inbox_of_another_version_is_taken_over(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(
            "CREATE TABLE updates (seq INTEGER PRIMARY KEY, id INTEGER, queue TEXT, body TEXT,"
            " worker INTEGER, tries INTEGER, outcome TEXT, finished REAL)"
        )
        row = "INSERT INTO updates VALUES (1, 7, '1', ?, 0, 1, NULL, NULL)"
        base.execute(row, (json.dumps(message(7)),))
    assert reopened(path)[0] == 1


def test_damage_while_running_is_salvaged(path: Path) -> None:
    async def steps() -> None:
        box = Inbox(path)
        await _fill(box)
        box._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # What is in memory already would be believed.
        box._base.execute("PRAGMA cache_size = 0")
        hurt(path, 0.5, 8192)
        with pytest.raises(sqlite3.OperationalError, match="salvaged"):
            await _answer(box)
        assert box.notices
        assert await box.put([message(MANY + 2)]) == 1
        box.close()

    asyncio.run(steps())


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_file_deleted_while_running_is_written_again(tmp_path: Path, folder_too: bool) -> None:
    path = tmp_path / "state" / "inbox.sqlite"

    async def steps() -> None:
        path.parent.mkdir()
        box = Inbox(path)
        await _fill(box)
        for left in list(path.parent.iterdir()):
            left.unlink()
        if folder_too:
            path.parent.rmdir()
        assert await box.put([message(MANY + 1)]) == 1
        assert box.notices == ["收件箱文件在运行中被删，已重新写好，没有丢失。"]
        box.close()

    asyncio.run(steps())
    assert reopened(path) == (MANY, [])


def test_a_full_disk_changes_nothing(path: Path) -> None:
    async def steps() -> None:
        box = Inbox(path)
        await box.put([message(1)])
        (pages,) = box._base.execute("PRAGMA page_count").fetchone()
        box._base.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            await box.put([message(number) for number in range(2, MANY)])
        assert await _waiting(box) == 1
        box._base.execute("PRAGMA max_page_count = 100000")
        assert await box.put([message(number) for number in range(2, MANY)]) == MANY - 2
        box.close()

    asyncio.run(steps())


def test_it_is_its_users_alone(path: Path) -> None:
    path.touch(mode=0o666)
    path.chmod(0o666)
    filled(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_in_its_place_is_one_line(path: Path) -> None:
    path.mkdir()
    with pytest.raises(RunError, match=r"inbox\.sqlite"):
        Inbox(path)
