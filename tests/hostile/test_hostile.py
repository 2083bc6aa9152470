"""Each of the files is read, or refused in one line of Chinese, within its time."""

import io
import random
import time
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.files import LeftOut
from corpus.imports import add
from corpus.library import load
from corpus.publishing.drafts import Drafts
from corpus.stitching.stitch import stitch_file
from tests.corpus.pages import PAGE, write
from tests.hostile import mutations
from tests.hostile.files import FILES, HEAVY

MOST = 5.0


@pytest.fixture(params=[name for name in FILES if name not in HEAVY])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(kind: str, tmp_path: Path) -> Path:
    called, make = FILES[kind]
    make(tmp_path / called)
    return tmp_path / called


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of one sound page."""
    (tmp_path / "library").mkdir()
    write(tmp_path / "library", PAGE, "good.yaml")
    return tmp_path / "library"


def refused(said: str) -> None:
    assert len(said.splitlines()) == 1
    assert any("\u4e00" <= character < "\ua000" for character in said)
    assert "\x1b" not in said


def test_by_who_puts_pages_together(file: Path) -> None:
    begin = time.process_time()
    try:
        assert stitch_file(file)[0].sections
    except InputError as error:
        refused(str(error))
    assert time.process_time() - begin < MOST


def test_by_the_chat(file: Path, library: Path, tmp_path: Path) -> None:
    if not file.is_file():
        return  # what is no file comes by no chat
    begin = time.process_time()
    try:
        Drafts(library, [library], tmp_path / "state").draft(file.name, file.read_bytes())
    except InputError as error:
        refused(str(error))
    assert time.process_time() - begin < MOST
    assert [path.name for path in library.iterdir()] == ["good.yaml"]


def test_by_who_imports(file: Path, library: Path) -> None:
    if not file.is_file():
        return
    held = load([library])
    try:
        data = io.BytesIO(file.read_bytes())
        add.add(file, data, library / "new.jsonl", held, {}, replace=False, progress=lambda _: None)
    except InputError as error:
        refused(str(error))
        assert [path.name for path in library.iterdir()] == ["good.yaml"]


def test_by_who_opens_a_library(kind: str, library: Path) -> None:
    called, make = FILES[kind]
    for name in (called, "other.yaml", "aliases.txt"):
        make(library / name)
    begin, left_out = time.process_time(), list[LeftOut]()
    held = load([library], left_out)
    assert time.process_time() - begin < MOST
    assert "good" in [page.name for page in held.pages]
    for left in left_out:
        refused(left.reason)


def test_pages_changed_at_random() -> None:
    chance, base = random.Random(7), mutations.pages(7, 1)
    found = {mutations.read(mutations.changed(chance.choice(base), chance))[0] for _ in range(15)}
    assert found == {"read", "refused"}


def test_a_page_that_takes_too_long_to_put_together_ends_in_one_line(tmp_path: Path) -> None:
    called, make = FILES["900 pieces of text"]
    make(tmp_path / called)
    with pytest.raises(InputError, match="拼了 3 秒还没有拼好") as caught:
        stitch_file(tmp_path / called)
    refused(str(caught.value))
