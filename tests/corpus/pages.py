"""Small pages for the tests of the library."""

import hashlib
from dataclasses import replace
from pathlib import Path

from corpus import library
from corpus.library import LibraryPage
from corpus.section import Page, Paragraph, RawPage, Section, Span

SECTION = Section(
    city="东海",
    author="王一",
    office="东海市总工会主席",
    headline="春风又绿",
    credit="记者李二整理",
    paragraphs=(Paragraph("头一段。"), Paragraph("末一段。（记者李二整理）")),
)
OTHER = replace(SECTION, city="西山", author="赵三", office="西山县总工会主席")
PAGE = Page(title=("新年新打算",), date=None, publication=None, raw=None, sections=(SECTION, OTHER))


def write(folder: Path, page: Page = PAGE, name: str = "page.yaml") -> Path:
    """Write a library file."""
    path = folder / name
    path.write_text(library.dump(page), "utf-8", newline="")
    return path


def reread(folder: Path, page: Page) -> LibraryPage:
    """The page after it was written and read."""
    return library.read_page(write(folder, page))


RAW_TEXT = """\ufeff新年新打算\r
\r
东海市总工会主席王一：**春风又绿**\r
\r
头一段，分在\r
\r
两处。\r
\r
末一段。\r
\r
图：开会。\r
"""
DECODED = RAW_TEXT.removeprefix("\ufeff")


def spans(*pieces: str) -> tuple[tuple[int, int], ...]:
    """Where the pieces stand in the raw page."""
    return tuple((DECODED.index(piece), DECODED.index(piece) + len(piece)) for piece in pieces)


QUOTED = replace(
    SECTION,
    paragraphs=(
        Paragraph("头一段，分在两处。", spans("头一段，分在", "两处。")),
        Paragraph("末一段。", spans("末一段。")),
    ),
)


def replace_paragraphs(section: Section, *paragraphs: tuple[str, tuple[Span, ...]]) -> Section:
    """The section with other paragraphs, each a text and its spans."""
    return replace(section, paragraphs=tuple(Paragraph(*given) for given in paragraphs))


def from_raw(folder: Path, section: Section = QUOTED) -> Page:
    """A page of one section beside the raw page that it was taken from."""
    data = RAW_TEXT.encode()
    (folder / "raw.txt").write_bytes(data)
    raw = RawPage("raw.txt", hashlib.sha256(data).hexdigest())
    return replace(PAGE, raw=raw, sections=(section,), captions=("图：开会。",))
