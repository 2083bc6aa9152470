"""Pages on their way into the library, without Telegram: crashes, full disks, odd names."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InputError, RunError
from corpus.files import write_atomic
from corpus.library import dump, load
from corpus.publishing import changes, drafts
from corpus.publishing.drafts import Drafts
from corpus.section import Page
from tests.telegram.pages import section

PAGE = dump(Page(("题",), None, None, None, (section("韶关", "办好书屋。"),))).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def desk(folder: Path, tmp_path: Path) -> Drafts:
    return Drafts(folder, [folder], tmp_path / "state")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/x.yaml", "x.yaml"),
        ("惠州 2016.YML", "惠州-2016.yaml"),
        (".yaml.yaml", "yaml.yaml"),
        ("aliases.yaml", "page.yaml"),
        ("terms.yaml", "page.yaml"),
        ("pins.yaml", "page.yaml"),
        ("😀.yaml", "page.yaml"),
        ("长" * 200 + ".yaml", "长" * 60 + ".yaml"),
    ],
)
def test_a_file_lies_beside_the_others_whatever_its_name(
    desk: Drafts, folder: Path, name: str, file: str
) -> None:
    assert desk.publish(desk.draft(name, PAGE).identity)
    assert [path.name for path in folder.iterdir()] == [file]
    assert len(list(load([folder]).sections())) == 1


@pytest.mark.parametrize("name", ["", "x", "x.exe", ".yaml"])
def test_what_is_no_page_by_its_name(desk: Drafts, name: str) -> None:
    with pytest.raises(InputError, match="只收"):
        desk.draft(name, PAGE)


def test_a_full_disk_leaves_the_library(
    desk: Drafts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publish(desk.draft("a.yaml", PAGE).identity)
    draft = desk.draft("a.yaml", PAGE.replace("书屋".encode(), "夜校".encode()))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(RunError, match="磁盘满了"):
            desk.publish(draft.identity)
    assert (folder / "a.yaml").read_bytes() == PAGE
    assert [path.name for path in folder.iterdir()] == ["a.yaml"]
    assert desk.publish(draft.identity)


def test_a_change_is_taken_back_once(desk: Drafts, folder: Path) -> None:
    change = desk.publish(desk.draft("a.yaml", PAGE).identity)
    assert change
    (folder / "a.yaml").unlink()  # what a crash leaves that comes before the record is gone
    assert desk.take_back(change)
    assert not desk.take_back(change)


def test_pages_nobody_published_are_forgotten(desk: Drafts, tmp_path: Path) -> None:
    old = desk.draft("a.yaml", PAGE).identity
    os.utime(tmp_path / "state" / "drafts" / old, (0, time.time() - drafts.KEPT - 1))
    desk.draft("b.yaml", PAGE)
    assert desk.publish(old) is None


def test_changes_of_long_ago_can_not_be_taken_back(desk: Drafts, tmp_path: Path) -> None:
    change = desk.publish(desk.draft("a.yaml", PAGE).identity)
    assert change
    record = tmp_path / ".library.changes" / f"{change}.json"
    os.utime(record, (0, time.time() - changes.KEPT - 1))
    desk.draft("b.yaml", PAGE.replace("韶关".encode(), "梅州".encode()))
    assert not desk.take_back(change)


def test_what_somebody_mended_by_hand_is_not_withdrawn(desk: Drafts, folder: Path) -> None:
    desk.publish(desk.draft("a.yaml", PAGE).identity)
    (page,) = load([folder]).pages
    mended = PAGE.replace("书屋".encode(), "夜校".encode())
    page.path.write_bytes(mended)
    with pytest.raises(InputError, match="后来改过"):
        desk.withdraw(page, 1, "change")
    assert page.path.read_bytes() == mended


def test_a_draft_without_its_page_is_gone(desk: Drafts, tmp_path: Path) -> None:
    identity = desk.draft("a.yaml", PAGE).identity
    (tmp_path / "state" / "drafts" / identity / "a.yaml").rename(tmp_path / "a.yaml")
    assert desk.publish(identity) is None


# Every change of the disk that Python makes is one of these, or opens a file to write it.
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")


def killed(work: Callable[[], object], at: int) -> bool:
    """Do the work in a process that is killed before its `at`-th change of the disk."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    steps = count()

    def step(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and arguments[2] & os.O_CREAT
        if (event in CHANGES or writes) and next(steps) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
    work()
    os._exit(0)


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


OLD = PAGE.replace("书屋".encode(), "夜校".encode())


def publish(desk: Drafts, draft: str) -> None:
    assert desk.publish(draft) == draft
    desk.drop(draft)


def desks(folder: Path, before: bytes | None) -> Iterator[tuple[Drafts, str, Path]]:
    """Again and again a desk with a draft, in a folder of its own, and the file it would write."""
    for number in count():
        library = folder / str(number) / "library"
        if before is not None:
            write_atomic(library / "a.yaml", before)
        desk = Drafts(library, [library], library.parent / "state")
        yield desk, desk.draft("a.yaml", PAGE).identity, library / "a.yaml"


@pytest.mark.parametrize("before", [None, OLD])
def test_a_publish_cut_short_is_done_again_and_is_one_change(
    tmp_path: Path, before: bytes | None
) -> None:
    for point, (desk, draft, file) in enumerate(desks(tmp_path, before)):
        died = killed(partial(publish, desk, draft), point)
        assert content(file) in (before, PAGE)
        assert desk.publish(draft) == draft
        assert content(file) == PAGE
        assert desk.take_back(draft)
        assert content(file) == before
        if not died:
            break
    assert point > 5


@pytest.mark.parametrize("before", [None, OLD])
def test_taking_back_cut_short_is_done_again(tmp_path: Path, before: bytes | None) -> None:
    for point, (desk, draft, file) in enumerate(desks(tmp_path, before)):
        desk.publish(draft)
        died = killed(partial(desk.take_back, draft), point)
        assert content(file) in (before, PAGE)
        assert desk.take_back(draft) is died
        assert content(file) == before
        if not died:
            break
    assert point > 0


@pytest.mark.parametrize("identity", ["", ".", "..", "../state"])
def test_what_is_no_identity_leads_to_no_draft(desk: Drafts, tmp_path: Path, identity: str) -> None:
    kept = tmp_path / "state" / "kept.yaml"
    kept.parent.mkdir()
    kept.write_bytes(PAGE)
    desk.drop(identity)
    assert desk.files(identity) == []
    assert desk.publish(identity) is None
    assert kept.read_bytes() == PAGE
