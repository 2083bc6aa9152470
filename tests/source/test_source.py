"""Pictures of passages, opened and measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bot.source import sheets, typeset
from bot.source.cutout import region
from bot.source.outlines import outlines
from bot.source.source import source_of
from corpus import SHIPPED, library
from corpus.errors import InputError
from corpus.library import LibraryPage
from retrieval.passages import Passage
from retrieval.storage import cache
from tests.cli.program import run
from tests.source.papers import two_columns

needs_a_font = pytest.mark.skipif(typeset.font_file() is None, reason="no Chinese font here")


def passage(held: LibraryPage, number: int, order: int = 1) -> Passage:
    section = held.page.sections[number - 1]
    paragraph = section.paragraphs[order - 1]
    return Passage(
        "id",
        paragraph.text,
        city=section.city,
        author=section.author,
        headline=section.headline,
        page=held.name,
        section=number,
        paragraph=order,
        source=paragraph.spans,
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_character_is_framed_and_no_other(tmp_path: Path, number: int) -> None:
    held = two_columns(tmp_path)
    asked = passage(held, number)
    made = source_of(held, asked)
    assert made is not None
    assert made.image.width >= 1080
    seen = 0
    for place, point in _beside_characters(held, asked, made.image):
        inside = any(start <= place < end for start, end in asked.source)
        assert _tinted(made.image, point) == inside
        seen += inside
    assert seen == len(asked.text)


def test_the_caption_names_page_and_report(tmp_path: Path) -> None:
    held = two_columns(tmp_path)
    made = source_of(held, passage(held, 2))
    assert made is not None
    assert made.caption == "样报 样报头版\n《第2篇》\n第 2 篇，第 1 段"


def test_a_sheet_is_kept_in_the_cache(tmp_path: Path) -> None:
    held = two_columns(tmp_path)
    first = sheets.picture(held, 1, 800)
    (kept,) = (cache.folder() / "pictures").glob("*-1-800.jpg")
    kept.write_bytes(b"kept")
    assert (first != b"kept", sheets.picture(held, 1, 800)) == (True, b"kept")


def test_what_is_no_sheet(tmp_path: Path) -> None:
    held = two_columns(tmp_path)
    with pytest.raises(InputError, match="第 2 页"):
        sheets.picture(held, 2, 800)


@needs_a_font
def test_every_passage_of_a_page_of_text_is_typeset() -> None:
    held = library.read_page(next(SHIPPED.glob("*.yaml")))
    for number, section in enumerate(held.page.sections[:3], 1):
        for order in range(1, len(section.paragraphs) + 1):
            made = source_of(held, passage(held, number, order))
            assert made is not None
            assert made.image.width >= 1080
            marks = made.image.getcolors(1 << 24)
            assert marks is not None
            assert any(colour == (255, 230, 143) for _, colour in marks)


@needs_a_font
def test_the_command_writes_a_picture(tmp_path: Path) -> None:
    (answer,) = run("ask", "--json", "湖州的四大体系是什么").records()
    target = tmp_path / "source.png"
    ended = run("source", answer["passages"][0]["id"], "-o", str(target))
    assert ended.code == 0
    assert "湖州" in ended.out
    with Image.open(target) as image:
        assert image.format == "PNG"
        assert image.width >= 1080


def test_an_unknown_passage_is_one_line(tmp_path: Path) -> None:
    assert "none" in run("source", "none", "-o", str(tmp_path / "x.png")).complaint()


@pytest.mark.parametrize("name", ["x.pdf", "x"])
def test_what_is_to_be_no_picture_is_refused(tmp_path: Path, name: str) -> None:
    ended = run("source", "none", "-o", str(tmp_path / name))
    assert (ended.code, ended.complaint().split("：")[-1]) == (2, "文件名要以 .png 或 .jpg 结尾")


def _beside_characters(
    held: LibraryPage, asked: Passage, image: Image.Image
) -> Iterator[tuple[int, tuple[int, int]]]:
    """For each character of the page that the picture shows, a spot of paper in its cell."""
    document = held.document()
    assert document is not None
    (sheet,) = document.sheets
    shown = region(outlines(document.boxes(asked.source)), sheet)
    pixels = image.width / shown.width
    for line in sheet.lines:
        for place, (_, end) in enumerate(line.edges, line.start):
            x, y = end - 1.5, (line.box.y0 + line.box.y1) / 2
            if shown.holds(x, y):
                yield place, (int((x - shown.x0) * pixels), int((y - shown.y0) * pixels))


def _tinted(image: Image.Image, point: tuple[int, int]) -> bool:
    colour = image.getpixel(point)
    assert isinstance(colour, tuple)
    return colour[2] < 200 < colour[0]
