from dataclasses import replace
from itertools import pairwise

import pytest

from bot import review
from corpus.publishing.publish import Incoming
from corpus.section import Paragraph
from corpus.stitching.blocks import Block, BlockKind
from corpus.stitching.result import Join, Stitched, StitchedSection
from tests.corpus.pages import PAGE, SECTION

ALONE = replace(PAGE, sections=(SECTION,))


def stitched(confidence: float) -> Stitched:
    return Stitched("", (), (StitchedSection(SECTION, (), confidence),), (), (), ())


def doubtful(confidence: float) -> int:
    return review.doubtful(Incoming(("page",), (ALONE,), (stitched(confidence),)))


@pytest.mark.parametrize(("confidence", "unsure"), [(0.0, True), (0.89, True), (0.9, False)])
def test_a_report_of_any_low_confidence_is_to_be_looked_at(confidence: float, unsure: bool) -> None:
    assert review.is_unsure(SECTION, stitched(confidence)) == unsure
    assert doubtful(confidence) - doubtful(1.0) == unsure


def test_as_much_is_counted_as_is_shown() -> None:
    text = "".join(paragraph.text for paragraph in SECTION.paragraphs)
    spans = [span for paragraph in SECTION.paragraphs for span in paragraph.spans]
    joins = tuple(Join(a, b, 0.5, None) for a, b in pairwise(spans))
    page = Stitched(text, (), stitched(0.4).sections, (), (), joins)
    given = Incoming(("page",), (ALONE,), (page,))
    shown = [line for line in review.reports(given, 0) if "？" in line]
    assert len(shown) == review.doubtful(given) - len(review.left_over(given, 0)) > 0


TEXT = "旧题\n头一段。\n末一段。"
FIRST, SECOND = Paragraph("头一段。", ((3, 7),)), Paragraph("末一段。", ((8, 12),))


def read() -> Incoming:
    """A file with one report of two paragraphs, as it was put together."""
    section = replace(SECTION, headline="旧题", paragraphs=(FIRST, SECOND))
    head = Block(BlockKind.HEAD, "旧题", ((0, 2),))
    page = Stitched(TEXT, (), (StitchedSection(section, (head,), 1.0),), (), (), ())
    return Incoming(("page",), (replace(PAGE, title=(), sections=(section,)),), (page,))


def test_a_headline_that_was_corrected_is_not_left_over() -> None:
    given = read()
    mended = given.with_page(0, review.corrected(given.pages[0], "标题 1 新题"))
    assert review.left_over(mended, 0) == []
    dropped = given.with_page(0, review.corrected(given.pages[0], "删 1"))
    assert "旧题" in review.left_over(dropped, 0)


def test_a_paragraph_is_deleted_and_is_left_over() -> None:
    given = read()
    mended = given.with_page(0, review.corrected(given.pages[0], "删 1 2"))
    assert mended.pages[0].sections[0].paragraphs == (FIRST,)
    assert review.left_over(mended, 0) == [SECOND.text]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("说一句。", "没有地点，要写上请写：地名 1 某市"),
        (
            "“门开着。”白鹭市总工会主席王明说，今年要建四十座。",
            "没有地点，文中有“白鹭市总工会主席王明”；是这里请写：地名 1 白鹭",
        ),
    ],
)
def test_a_place_that_is_missing_is_asked_for(words: str, line: str) -> None:
    section = replace(SECTION, city=None, paragraphs=(Paragraph(words, ()),))
    given = Incoming(("page",), (replace(PAGE, sections=(section,)),))
    assert f"   {line}" in review.reports(given, 0)
    known = replace(PAGE, sections=(replace(section, city="白鹭"),))
    assert not any("没有地点" in one for one in review.reports(Incoming(("p",), (known,)), 0))


@pytest.mark.parametrize("words", ["地名 1 诸暨", "地名1诸暨", "地名 1：诸暨", "地名1 诸暨"])
def test_a_correction_may_be_typed_without_blanks(words: str) -> None:
    assert review.corrected(PAGE, words).sections[0].city == "诸暨"


def test_a_day_is_no_number_of_a_report() -> None:
    assert str(review.corrected(PAGE, "日期 2016-01-06").date) == "2016-01-06"
