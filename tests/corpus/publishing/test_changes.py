"""Changes of a library's folder: made, taken back, cut short."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RunError
from corpus.publishing import changes
from corpus.publishing.changes import Changes, alone

NAMES = st.sampled_from(["a.yaml", "b.yaml", "b.pdf"])
CONTENTS = st.none() | st.sampled_from([b"1", b"2", b"3"])
FILES = st.dictionaries(NAMES, CONTENTS, min_size=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "library").mkdir()
    return tmp_path / "library"


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@given(st.lists(FILES, max_size=4))
def test_taking_all_back_leaves_the_folder_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, made: list[dict[str, bytes | None]]
) -> None:
    folder = tmp_path_factory.mktemp("changes") / "library"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(b"0")
    before = []
    desk = Changes(folder)
    for number, files in enumerate(made):
        before.append(state(folder))
        desk.make(str(number), "改", files)
        assert desk.done(str(number))
    for number in reversed(range(len(made))):
        assert desk.take_back(str(number))
        assert state(folder) == before[number]
        assert not desk.take_back(str(number))


def test_the_last_change_is_told_first(folder: Path) -> None:
    desk = Changes(folder)
    desk.make("1", "添加 a", {"a.yaml": b"1"})
    desk.make("2", "删去 a", {"a.yaml": None})
    assert [change.what for change in desk.made()] == ["删去 a", "添加 a"]


def test_what_somebody_changed_since_stands(folder: Path) -> None:
    desk = Changes(folder)
    desk.make("1", "添加", {"a.yaml": b"1"})
    (folder / "a.yaml").write_bytes(b"mended")
    assert not desk.done("1")
    assert not desk.take_back("1")
    assert state(folder) == {"a.yaml": b"mended"}


def test_a_change_cut_short_is_made_again_and_taken_back_whole(folder: Path) -> None:
    (folder / "a.yaml").write_bytes(b"0")
    desk = Changes(folder)
    files = {"b.pdf": b"raw", "a.yaml": b"1"}
    desk.make("1", "修改", files)
    (folder / "a.yaml").write_bytes(b"0")  # as if the crash had come before it was written
    desk.make("1", "修改", files)
    assert desk.take_back("1")
    assert state(folder) == {"a.yaml": b"0"}


def test_a_change_made_again_after_its_reverse_is_the_last_one(folder: Path) -> None:
    desk = Changes(folder)
    desk.make("1", "添加 a", {"a.yaml": b"1"})
    desk.make("2", "删去 a", {"a.yaml": None})
    desk.make("1", "添加 a", {"a.yaml": b"1"})
    told = []
    while made := desk.made():
        told.append((made[0].what, state(folder)))
        assert desk.take_back(made[0].identity)
    assert told == [("添加 a", {"a.yaml": b"1"}), ("删去 a", {})]
    assert state(folder) == {"a.yaml": b"1"}


def test_no_files_are_no_change(folder: Path) -> None:
    desk = Changes(folder)
    desk.make("1", "改", {})
    assert desk.made() == []


def test_changes_of_long_ago_are_forgotten(folder: Path) -> None:
    desk = Changes(folder)
    desk.make("1", "添加", {"a.yaml": b"1"})
    (record,) = folder.parent.glob(".library.changes/1.json")
    os.utime(record, (0, time.time() - changes.KEPT - 1))
    desk.forget_old()
    assert desk.made() == []
    assert not desk.take_back("1")


@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"files": {"a": 1}}', b"\xff"])
def test_a_damaged_record_is_none(folder: Path, record: bytes) -> None:
    desk = Changes(folder)
    desk.make("1", "改", {"a.yaml": b"1"})
    desk.make("2", "改", {"a.yaml": b"2"})
    (folder.parent / ".library.changes" / "2.json").write_bytes(record)
    assert [change.identity for change in desk.made()] == ["1"]
    assert not desk.take_back("2")
    assert state(folder) == {"a.yaml": b"2"}


@pytest.mark.parametrize("identity", ["", "..", "../x", "a\0"])
def test_what_is_no_identity_is_no_change(folder: Path, identity: str) -> None:
    assert Changes(folder).find(identity) is None


def test_others_that_change_the_folder_wait(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    done: list[str] = []

    def change() -> None:
        Changes(folder).make("2", "改", {"a": b"2"})
        done.append("2")

    other = threading.Thread(target=change)
    program = (
        "import sys; from pathlib import Path; from corpus.publishing.changes import Changes;"
        "print(flush=True); Changes(Path(sys.argv[1])).make('3', '改', {'b': b'3'})"
    )
    with alone(folder):
        Changes(folder).make("1", "改", {"a": b"1"})
        other.start()
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        other.join(0.2)
        assert done == []
        assert process.poll() is None
        assert (folder / "a").read_bytes() == b"1"
        assert not (folder / "b").exists()
    other.join()
    assert process.wait() == 0
    assert [(folder / name).read_bytes() for name in ("a", "b")] == [b"2", b"3"]
    process.stdout.close()


def test_a_folder_that_may_not_be_locked(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunError, match="写不了"), alone(tmp_path / "file" / "library"):
        pass
