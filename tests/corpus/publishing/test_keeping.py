"""Mending by hand lasts where a page is read again, as long as the page says the same."""

from dataclasses import replace
from pathlib import Path

from corpus import library
from corpus.library import Library, LibraryPage
from corpus.publishing import keeping, publish
from corpus.section import Page, Paragraph

PAPER = """梅州市总工会主席张三：**办好职工夜校**

梅州工会今年办好职工夜校，开设书法、摄影两门课程，方便职工下班以后学习。

韶关市总工会主席李四：**建好职工书屋**

韶关工会今年建好职工书屋，添置图书两千册，让职工有书可读。
"""


def stored(folder: Path, text: str = PAPER) -> LibraryPage:
    """The page in a library, put together from its raw file."""
    raw = folder / "page.txt"
    raw.write_text(text, "utf-8")
    given = publish.incoming(raw, Library())
    for name, data in publish.files_of(given).items():
        (folder / name).write_bytes(data)
    return library.read_page(folder / "page.yaml")


def mended(held: LibraryPage) -> LibraryPage:
    """The first report with another headline, and a word of its text changed by hand."""
    first, *others = held.page.sections
    text = first.paragraphs[0].text.replace("两门", "三门")
    section = replace(first, headline="夜校开课", paragraphs=(Paragraph(text),))
    page = replace(held.page, sections=(section, *others))
    held.path.write_text(library.dump(page), "utf-8")
    return library.read_page(held.path)


def read(folder: Path, text: str) -> Page:
    raw = folder / "again.txt"
    raw.write_text(text, "utf-8")
    return publish.incoming(raw, Library()).pages[0]


def test_what_reads_as_it_did_keeps_its_mending(tmp_path: Path) -> None:
    old = mended(stored(tmp_path))
    changed = PAPER.replace("图书两千册", "图书三千册")
    found = keeping.kept(old, read(tmp_path, changed))
    assert (found.kept, found.lost) == (("夜校开课",), ())
    first, second = found.page.sections
    assert "三门" in first.paragraphs[0].text
    assert "三千册" in second.paragraphs[0].text


def test_what_changed_on_the_page_is_named(tmp_path: Path) -> None:
    old = mended(stored(tmp_path))
    found = keeping.kept(old, read(tmp_path, PAPER.replace("书法、摄影", "书法、剪纸")))
    assert (found.kept, found.lost) == ((), ("夜校开课",))
    assert "剪纸" in found.page.sections[0].paragraphs[0].text


def test_nothing_mended_is_nothing_kept(tmp_path: Path) -> None:
    old = stored(tmp_path)
    new = read(tmp_path, PAPER)
    assert keeping.kept(old, new) == keeping.KeptMending(new)
    (tmp_path / "page.txt").unlink()
    assert keeping.kept(library.read_page(old.path), new) == keeping.KeptMending(new)
