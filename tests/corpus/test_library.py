"""Folders of library files: read whole or not at all, spans kept only where they are true."""

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus import library
from corpus.errors import InputError
from corpus.library import Library
from corpus.section import Paragraph, RawPage
from tests.corpus.pages import DECODED, OTHER, PAGE, QUOTED, SECTION, from_raw, reread, spans, write


def kept_spans(folder: Path) -> list[tuple[tuple[int, int], ...]]:
    page = library.read_page(folder / "page.yaml").page
    return [p.spans for section in page.sections for p in section.paragraphs]


def test_pages_come_by_folder_and_name(tmp_path: Path) -> None:
    second, first = tmp_path / "a", tmp_path / "b"
    for folder, name, day in ((first, "二", 2), (first, "一", 1), (second, "三", 3)):
        folder.mkdir(exist_ok=True)
        write(folder, replace(PAGE, date=date(2016, 1, day)), f"{name}.yaml")
    assert [p.name for p in library.load([first, second]).pages] == ["一", "二", "三"]


def test_no_folder_and_an_empty_one_hold_nothing(tmp_path: Path) -> None:
    assert library.load([tmp_path, tmp_path / "none"]) == Library()


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "raw.txt").write_text("一页")
    (tmp_path / "page.yaml.bak").write_text("[")
    assert library.load([tmp_path]) == Library()


def test_what_is_hidden_or_no_regular_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".page.yaml").write_text("[")
    (tmp_path / "._page.jsonl").write_text("[")
    (tmp_path / ".#page.yaml").symlink_to("somebody@somewhere:1")
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    (tmp_path / "endless.yaml").symlink_to("/dev/zero")
    (tmp_path / "endless.jsonl").symlink_to("/dev/zero")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("pipe.yaml", "pipe.jsonl", "aliases.txt"):
        os.mkfifo(tmp_path / name)
    assert library.load([tmp_path]) == Library()


def test_links_to_regular_files_are_read(tmp_path: Path) -> None:
    write(tmp_path, name="kept.page")
    (tmp_path / "page.yaml").symlink_to("kept.page")
    assert len(library.load([tmp_path]).pages) == 1


def test_sections_know_their_lines_and_numbers(tmp_path: Path) -> None:
    path = write(tmp_path)
    held = library.load([tmp_path])
    (page,) = held.pages
    lines = path.read_text("utf-8").splitlines()
    assert [lines[number - 1] for number in page.lines] == ["- city: 东海", "- city: 西山"]
    assert [(n, s.city) for _, n, s in held.sections()] == [(1, "东海"), (2, "西山")]


def test_one_bad_file_and_nothing_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, name="a.yaml")
    (tmp_path / "b.yaml").write_text("title: [")
    with pytest.raises(InputError, match=r"b\.yaml"):
        library.load([tmp_path])


def test_a_section_doubled_on_a_page(tmp_path: Path) -> None:
    path = write(tmp_path, replace(PAGE, sections=(SECTION, OTHER, SECTION)))
    with pytest.raises(InputError) as error:
        library.load([tmp_path])
    first, third = (f"{path}:{line}" for line in (7, 31))
    assert str(error.value) == f"{third}：“东海”这一篇与 {first} 的重复"


def test_a_section_doubled_over_folders(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    first = write(folders[0], replace(PAGE, sections=(OTHER,)))
    second = write(folders[1])
    with pytest.raises(InputError) as error:
        library.load(folders)
    assert str(error.value) == f"{second}:19：“西山”这一篇与 {first}:7 的重复"


def test_a_doubled_section_without_a_headline_is_told_by_its_words(tmp_path: Path) -> None:
    bare = replace(SECTION, city=None, author=None, headline=None)
    other = replace(bare, paragraphs=(Paragraph("别的话。"),))
    write(tmp_path, replace(PAGE, sections=(bare, other)))
    assert len(list(library.load([tmp_path]).sections())) == 2
    write(tmp_path, replace(PAGE, sections=(bare, other, bare)))
    with pytest.raises(InputError, match="第 3 篇"):
        library.load([tmp_path])


@pytest.mark.parametrize(
    "change",
    [{"date": date(2017, 1, 1)}, {"publication": "东海日报"}],
)
def test_the_same_head_on_another_day_or_paper_is_another_section(
    tmp_path: Path, change: dict[str, object]
) -> None:
    write(tmp_path, name="a.yaml")
    write(tmp_path, replace(PAGE, **change), "b.yaml")  # type: ignore[arg-type]
    assert len(list(library.load([tmp_path]).sections())) == 4


def test_spans_that_quote_the_raw_page_are_kept(tmp_path: Path) -> None:
    page = from_raw(tmp_path)
    assert reread(tmp_path, page).page == page


@pytest.mark.parametrize("text", ["头一段，合在一处。", "头一段，分在两处。改", "头一段，分在"])
def test_mended_text_quotes_nothing(tmp_path: Path, text: str) -> None:
    mended = replace(QUOTED.paragraphs[0], text=text)
    page = from_raw(tmp_path, replace(QUOTED, paragraphs=(mended, QUOTED.paragraphs[1])))
    write(tmp_path, page)
    assert kept_spans(tmp_path) == [(), spans("末一段。")]


def test_spans_off_the_page_quote_nothing(tmp_path: Path) -> None:
    ((start, end),) = spans("末一段。")
    from_its_end = (start - len(DECODED), end - len(DECODED))
    assert DECODED[slice(*from_its_end)] == "末一段。"
    wrong = replace(QUOTED, paragraphs=(Paragraph("末一段。", (from_its_end,)),))
    write(tmp_path, from_raw(tmp_path, wrong))
    assert kept_spans(tmp_path) == [()]


def test_a_raw_page_that_is_gone_or_changed(tmp_path: Path) -> None:
    write(tmp_path, from_raw(tmp_path))
    raw = tmp_path / "raw.txt"
    raw.write_bytes(raw.read_bytes() + b"\n")
    assert kept_spans(tmp_path) == [(), ()]
    assert library.read_page(tmp_path / "page.yaml").raw_text is None
    raw.unlink()
    assert kept_spans(tmp_path) == [(), ()]


@pytest.mark.parametrize("file", ["a\0b", "长" * 500, "..", "page.yaml"])
def test_a_raw_page_that_no_file_can_be(tmp_path: Path, file: str) -> None:
    page = replace(from_raw(tmp_path), raw=RawPage(file, "0" * 64))
    assert reread(tmp_path, page).raw_text is None


def test_a_raw_page_in_another_encoding(tmp_path: Path) -> None:
    page = from_raw(tmp_path)
    data = DECODED.encode("gb18030")
    (tmp_path / "raw.txt").write_bytes(data)
    raw = RawPage("raw.txt", hashlib.sha256(data).hexdigest())
    assert reread(tmp_path, replace(page, raw=raw)).page.sections == page.sections
