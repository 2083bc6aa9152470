"""Adding pages to a library folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import library
from corpus.adding import ConflictError, add
from corpus.errors import InputError, RunError
from corpus.library import Library
from tests.corpus.pages import OTHER, PAGE, from_raw


def test_the_file_and_its_raw_page(tmp_path: Path) -> None:
    page = from_raw(tmp_path)
    target = tmp_path / "library" / "page.yaml"
    assert add(page, tmp_path / "raw.txt", target, Library())
    held = library.read_page(target)
    assert held.page == page
    assert held.raw_text is not None
    assert not add(page, tmp_path / "raw.txt", target, Library())


def test_what_was_mended_stands(tmp_path: Path) -> None:
    target = tmp_path / "page.yaml"
    add(PAGE, None, target, Library())
    mended = target.read_text("utf-8").replace("春风又绿", "春风")
    target.write_text(mended, "utf-8")
    with pytest.raises(ConflictError) as caught:
        add(PAGE, None, target, Library())
    assert any("春风又绿" in line for line in caught.value.diff)
    assert target.read_text("utf-8") == mended


def test_another_raw_page_of_that_name_stands(tmp_path: Path) -> None:
    page = from_raw(tmp_path)
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "raw.txt").write_text("另一版", "utf-8")
    with pytest.raises(ConflictError):
        add(page, tmp_path / "raw.txt", folder / "page.yaml", Library())
    assert [path.name for path in folder.iterdir()] == ["raw.txt"]


def test_a_section_of_the_library_is_not_added_again(tmp_path: Path) -> None:
    add(PAGE, None, tmp_path / "first.yaml", Library())
    held = library.load([tmp_path])
    again = replace(PAGE, sections=(OTHER,))
    with pytest.raises(InputError, match="重复"):
        add(again, None, tmp_path / "second.yaml", held)
    assert not (tmp_path / "second.yaml").exists()


def test_a_page_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(RunError):
        add(PAGE, tmp_path / "none.txt", tmp_path / "page.yaml", Library())
    assert not list(tmp_path.iterdir())
