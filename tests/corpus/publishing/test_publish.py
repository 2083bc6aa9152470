"""Pages into a library's folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import library
from corpus.errors import InputError, RunError
from corpus.files import write_atomic
from corpus.library import Library
from corpus.publishing import publish
from corpus.publishing.changes import Changes
from corpus.publishing.publish import ConflictError, Incoming
from corpus.reading import stored
from corpus.section import Page
from tests.corpus.pages import OTHER, PAGE, SECTION, from_raw, write
from tests.corpus.reading.pdfs import Leaf, Run, make_pdf

EMPTY = Library()
LEAF = Leaf(
    [
        Run(50, 740, 24, "职工夜校开到厂区"),
        Run(50, 710, 10, "本报记者 何悦"),
        Run(70, 690, 10, "今年以来，白鹭市总工会在二十一个园区开办夜校。"),
        Run(70, 676, 10, "学费全部由工会承担，教材由企业来提供，时间由职"),
        Run(50, 662, 10, "工投票来定。"),
    ]
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def page(made: Page, name: str = "page") -> Incoming:
    return Incoming((name,), (made,))


def test_the_file_and_its_raw_page(tmp_path: Path, folder: Path) -> None:
    made = from_raw(tmp_path)
    given = publish.incoming(write(tmp_path, made), EMPTY)
    assert publish.add(given, folder, EMPTY)
    held = library.read_page(folder / "page.yaml")
    assert (held.page, held.raw_path) == (made, folder / "raw.txt")
    assert publish.add(given, folder, EMPTY) is None


def test_a_pdf_is_kept_with_what_was_read(tmp_path: Path, folder: Path) -> None:
    raw = tmp_path / "page.pdf"
    raw.write_bytes(make_pdf(LEAF))
    publish.add(publish.incoming(raw, EMPTY), folder, EMPTY)
    assert names(folder) == ["page.pdf", "page.pdf.json", "page.yaml"]
    held = library.read_page(folder / "page.yaml")
    assert held.raw_text is not None
    for section in held.page.sections:
        for paragraph in section.paragraphs:
            assert paragraph.spans
            assert held.boxes(paragraph.spans)


def test_a_pdf_of_which_nothing_is_kept_is_read_where_it_is_added(
    tmp_path: Path, folder: Path
) -> None:
    raw = tmp_path / "page.pdf"
    raw.write_bytes(make_pdf(LEAF))
    publish.add(publish.incoming(raw, EMPTY), folder, EMPTY)
    whole = library.read_page(folder / "page.yaml").page
    (folder / "page.pdf.json").unlink()
    (held,) = library.load([folder]).pages
    assert (held.raw_text, held.page == whole) == (None, False)
    assert library.read_page(folder / "page.yaml") == held
    other = tmp_path / "other"
    other.mkdir()
    publish.add(publish.incoming(folder / "page.yaml", EMPTY), other, EMPTY)
    (held,) = library.load([other]).pages
    assert names(other) == ["page.pdf", "page.pdf.json", "page.yaml"]
    assert held.page == whole
    assert publish.add(publish.incoming(raw, EMPTY), folder, EMPTY)
    (held,) = library.load([folder]).pages
    assert held.page == whole


@pytest.mark.parametrize("name", ["pins", "../page", "a/b", ".page", "", "page\udcff", "a\0"])
def test_names_that_no_page_may_have(folder: Path, name: str) -> None:
    with pytest.raises(InputError, match="文件名"):
        publish.add(page(PAGE, name), folder, EMPTY)
    assert not folder.exists()
    publish.add(page(PAGE), folder, EMPTY)
    with pytest.raises(InputError, match="文件名"):
        publish.rename(library.read_page(folder / "page.yaml"), folder, name)
    assert names(folder) == ["page.yaml"]


@pytest.mark.parametrize("name", ["aliases.txt", "terms.txt", ".raw.txt"])
def test_names_that_no_raw_page_may_have(tmp_path: Path, folder: Path, name: str) -> None:
    given = publish.incoming(write(tmp_path, from_raw(tmp_path)), EMPTY)
    assert given.pages[0].raw
    raw = replace(given.pages[0].raw, file=name)
    with pytest.raises(InputError, match="文件名"):
        publish.add(given.with_page(0, replace(given.pages[0], raw=raw)), folder, EMPTY)
    assert not folder.exists()


def test_what_was_mended_stands_and_the_difference_is_told(folder: Path) -> None:
    publish.add(page(PAGE), folder, EMPTY)
    target = folder / "page.yaml"
    mended = target.read_text("utf-8").replace("春风又绿", "春风")
    write_atomic(target, mended.encode())
    with pytest.raises(ConflictError) as caught:
        publish.add(page(PAGE), folder, EMPTY)
    assert caught.value.differences == ["《春风》：", "  标题：春风 → 春风又绿"] * 2
    assert target.read_text("utf-8") == mended
    change = publish.add(page(PAGE), folder, EMPTY, replacing=True)
    assert library.read_page(target).page == PAGE
    assert change
    assert Changes(folder).take_back(change)
    assert target.read_text("utf-8") == mended


def test_another_raw_page_of_that_name_stands(tmp_path: Path, folder: Path) -> None:
    given = publish.incoming(write(tmp_path, from_raw(tmp_path)), EMPTY)
    write_atomic(folder / "raw.txt", "另一版".encode())
    with pytest.raises(ConflictError):
        publish.add(given, folder, EMPTY)
    assert names(folder) == ["raw.txt"]


def test_a_section_of_the_library_is_not_added_again(folder: Path) -> None:
    publish.add(page(PAGE), folder, EMPTY)
    held = library.load([folder])
    with pytest.raises(InputError, match="重复"):
        publish.add(page(replace(PAGE, sections=(OTHER,)), "second"), folder, held)
    assert names(folder) == ["page.yaml"]


def test_a_page_without_reports_is_not_added(folder: Path) -> None:
    with pytest.raises(InputError, match="没有留下一篇报道"):
        publish.add(page(replace(PAGE, sections=())), folder, EMPTY)


def test_a_page_goes_with_its_raw_file_and_comes_back(tmp_path: Path, folder: Path) -> None:
    raw = tmp_path / "page.pdf"
    raw.write_bytes(make_pdf(LEAF))
    publish.add(publish.incoming(raw, EMPTY), folder, EMPTY)
    held = library.load([folder])
    change = publish.remove(held.pages[0], folder, held)
    assert names(folder) == []
    assert Changes(folder).take_back(change)
    assert library.load([folder]) == held


def test_a_raw_file_that_another_page_needs_stays(tmp_path: Path, folder: Path) -> None:
    made = from_raw(tmp_path)
    for name, section in (("a", SECTION), ("b", OTHER)):
        path = write(tmp_path, replace(made, sections=(section,)), f"{name}.yaml")
        publish.add(publish.incoming(path, EMPTY), folder, EMPTY)
    held = library.load([folder])
    publish.remove(held.pages[0], folder, held)
    assert names(folder) == ["b.yaml", "raw.txt"]


def test_a_page_gets_another_name(folder: Path) -> None:
    publish.add(page(PAGE), folder, EMPTY)
    (held,) = library.load([folder]).pages
    publish.rename(held, folder, "二版")
    assert names(folder) == ["二版.yaml"]
    (held,) = library.load([folder]).pages
    publish.add(page(replace(PAGE, sections=(replace(SECTION, city="南"),))), folder, EMPTY)
    for name in ("", ".x", "a/b", "page"):
        with pytest.raises(InputError):
            publish.rename(held, folder, name)


def test_what_came_with_the_program_stands(tmp_path: Path, folder: Path) -> None:
    held = library.read_page(write(tmp_path))
    with pytest.raises(InputError, match="自带"):
        publish.remove(held, folder, EMPTY)


def test_what_was_read_otherwise_since_is_no_change(tmp_path: Path, folder: Path) -> None:
    raw = tmp_path / "page.pdf"
    raw.write_bytes(make_pdf(LEAF))
    given = publish.incoming(raw, EMPTY)
    publish.add(given, folder, EMPTY)
    kept = stored.beside(folder / "page.pdf")
    write_atomic(kept, kept.read_bytes().replace(b'"size":10.0', b'"size":10.5'))
    assert publish.add(given, folder, EMPTY) is None


def test_a_full_disk_is_told(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file in its place")
    with pytest.raises(RunError):
        publish.add(page(PAGE), folder, EMPTY)
