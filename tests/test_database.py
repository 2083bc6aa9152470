"""What is good to remember: it fails nobody, whatever befalls its file."""

import os
import sqlite3
import stat
import time
from pathlib import Path

import pytest

from bot import database
from bot.database import Database, forget_old
from corpus.errors import RunError

SCHEMA = "CREATE TABLE IF NOT EXISTS words (word TEXT PRIMARY KEY)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "words.sqlite"


def aside(path: Path) -> list[Path]:
    return list(path.parent.glob("words.sqlite.damaged-*[0-9]"))


def words(rows: Database) -> list[str]:
    return [word for (word,) in rows.read("SELECT word FROM words")]


def add(rows: Database, word: str) -> int | None:
    return rows.write("INSERT INTO words VALUES (?)", word)


def test_it_outlives_its_process_and_is_private(path: Path) -> None:
    assert add(Database(path, SCHEMA), "甲") == 1
    assert words(Database(path, SCHEMA)) == ["甲"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize("content", [b"\xff" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_one_is_begun_anew(
    path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(content)
    assert words(Database(path, SCHEMA)) == []
    (moved,) = aside(path)
    assert moved.read_bytes() == content
    assert f"set aside as {moved.name}" in caplog.text


def test_one_of_another_version_is_begun_anew(path: Path) -> None:
    add(Database(path, SCHEMA), "甲")
    assert words(Database(path, SCHEMA, version=1)) == []
    assert aside(path)
    assert not words(Database(path, SCHEMA, version=1))


def test_damage_while_it_is_open(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = Database(path, SCHEMA)
    for number in range(2000):
        add(rows, f"词{number}" * 10)
    rows.read("PRAGMA wal_checkpoint(TRUNCATE)")
    rows.read("PRAGMA cache_size = 0")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
    assert words(rows) == []
    assert add(rows, "甲") == 1
    assert words(rows) == ["甲"]
    assert "set aside" in caplog.text


def test_a_file_that_has_gone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = Database(path, SCHEMA)
    add(rows, "甲")
    path.unlink()
    assert add(rows, "乙") == 1
    assert words(Database(path, SCHEMA)) == ["乙"]
    assert "no longer the file" in caplog.text


def test_a_full_disk_is_no_failure(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = Database(path, SCHEMA)
    add(rows, "甲")
    ((pages,),) = rows.read("PRAGMA page_count")
    rows.read(f"PRAGMA max_page_count = {pages}")
    assert add(rows, "长" * 100_000) is None
    assert "could not be used: database or disk is full" in caplog.text
    assert words(rows) == ["甲"]


def test_what_cannot_be_opened_is_one_line(path: Path) -> None:
    path.mkdir()
    with pytest.raises(RunError, match=r"words\.sqlite：数据库打不开"):
        Database(path, SCHEMA)
    with pytest.raises(RunError, match="/etc/hostname"):
        Database(Path("/etc/hostname/words.sqlite"), SCHEMA)


def test_what_was_set_aside_is_not_kept_for_ever(path: Path) -> None:
    path.write_bytes(b"\xff" * 100)
    Database(path, SCHEMA)
    forget_old(path.parent)
    assert aside(path)
    before = time.time() - database.KEEP_ASIDE - 1
    os.utime(aside(path)[0], (before, before))
    forget_old(path.parent)
    assert not aside(path)


def test_which_errors_are_damage() -> None:
    with sqlite3.connect(":memory:") as base, pytest.raises(sqlite3.Error) as error:
        base.execute("no sql")
    assert not database.is_damage(error.value)
    base.close()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.SQLITE_CANTOPEN, "文件打不开"),
        (sqlite3.SQLITE_IOERR_WRITE, "磁盘读写出错"),
        (sqlite3.SQLITE_FULL, "磁盘满了"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "磁盘满了"),
    ],
)
def test_what_went_wrong_is_said_in_chinese(error: int, said: str) -> None:
    raised = sqlite3.OperationalError("in English")
    raised.sqlite_errorcode = error
    assert database.why(raised) == said
    assert database.why(PermissionError(13, "in English")) == "没有权限"
