"""What a person is asked to look at in a file that loads."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus import checking
from corpus.section import Page, Paragraph
from tests.corpus.pages import DECODED, PAGE, QUOTED, from_raw, replace_paragraphs, reread

GONE = "原页 raw.txt 不在、已改动或读不了，引文不带出处"


def warnings(folder: Path, page: Page) -> list[str]:
    return list(checking.warnings(reread(folder, page)))


def unplaced(page: Page) -> list[str]:
    return checking.unplaced(page, DECODED)


def test_nothing_where_all_is_well(tmp_path: Path) -> None:
    assert warnings(tmp_path, from_raw(tmp_path)) == []


def test_nothing_of_a_page_without_a_raw_one(tmp_path: Path) -> None:
    assert warnings(tmp_path, PAGE) == []


def test_a_raw_page_gone(tmp_path: Path) -> None:
    page = from_raw(tmp_path)
    (tmp_path / "raw.txt").unlink()
    assert warnings(tmp_path, page) == [GONE]


def test_a_raw_page_changed(tmp_path: Path) -> None:
    page = from_raw(tmp_path)
    (tmp_path / "raw.txt").write_text("另一页", "utf-8")
    assert warnings(tmp_path, page) == [GONE]


def test_text_mended(tmp_path: Path) -> None:
    mended = replace(QUOTED.paragraphs[1], text="末尾一段。")
    page = from_raw(tmp_path, replace(QUOTED, paragraphs=(QUOTED.paragraphs[0], mended)))
    assert warnings(tmp_path, page) == ["1 段与原页不同，引用时不带出处"]


def test_text_left_out(tmp_path: Path) -> None:
    page = from_raw(tmp_path, replace(QUOTED, paragraphs=QUOTED.paragraphs[:1]))
    assert warnings(tmp_path, page) == ["原页这一行不在任何一篇里：末一段。"]


def test_unknown_fields(tmp_path: Path) -> None:
    unknown = replace(QUOTED, city=None, author=None, office=None, headline=None)
    page = replace(PAGE, sections=(unknown,))
    assert warnings(tmp_path, page) == ["第 1 篇（无题）没有写明标题"]
    half = replace(PAGE, sections=(replace(QUOTED, office=None),))
    assert warnings(tmp_path, half) == ["第 1 篇（春风又绿）没有写明职务"]


def test_a_line_of_the_page_that_no_title_or_caption_holds(tmp_path: Path) -> None:
    page = from_raw(tmp_path)
    assert unplaced(replace(page, title=())) == ["新年新打算"]
    assert unplaced(replace(page, captions=())) == ["图：开会。"]


def test_a_title_that_the_page_does_not_print(tmp_path: Path) -> None:
    page = from_raw(tmp_path)
    assert unplaced(replace(page, title=(*page.title, "旧话"))) == ["+旧话"]


def test_a_head_line_that_is_another_sections(tmp_path: Path) -> None:
    page = from_raw(tmp_path, replace(QUOTED, author="赵三"))
    assert unplaced(page) == ["东海市总工会主席王一：**春风又绿**"]


def test_half_a_paragraph_left_out(tmp_path: Path) -> None:
    first, second = QUOTED.paragraphs
    half = Paragraph("头一段，分在", first.spans[:1])
    page = from_raw(tmp_path, replace(QUOTED, paragraphs=(half, second)))
    assert unplaced(page) == ["两处。"]


def test_slips_of_the_page_are_pointed_out(tmp_path: Path) -> None:
    texts = ("要求 and 部署。", "一，，二。", "坏\ufffd字。", "用 App 和 5 G，IT 厂商；“一”。")
    paragraphs = tuple(map(Paragraph, texts))
    found = warnings(tmp_path, replace(PAGE, sections=(replace(QUOTED, paragraphs=paragraphs),)))
    assert [warning.partition("：")[2] for warning in found] == [
        "…要求 and 部署。…",
        "…一，，二。…",
        "…坏\ufffd字。…",
    ]


def test_the_pages_own_masthead_is_no_text_left_out(tmp_path: Path) -> None:
    page = replace(from_raw(tmp_path), publication="白鹭日报", date=date(2016, 1, 6))
    raw = "\n".join(["白鹭日报", "来源：白鹭日报　2016-01-06 星期三 第3版", DECODED])
    assert checking.unplaced(without_spans(page), raw) == checking.unplaced(
        without_spans(page), DECODED
    )


def test_another_pages_masthead_is_text_left_out(tmp_path: Path) -> None:
    page = replace(from_raw(tmp_path), publication="白鹭日报", date=date(2016, 1, 6))
    assert "白鹭日报 2016年1月7日" in unplaced_of(page, "白鹭日报 2016年1月7日")
    assert "青禾日报 2016年1月6日" in unplaced_of(page, "青禾日报 2016年1月6日")
    assert "白鹭日报 2016年1月6日" not in unplaced_of(page, "白鹭日报 2016年1月6日")


def unplaced_of(page: Page, line: str) -> list[str]:
    """The lines left out where one more stands above the raw page."""
    return checking.unplaced(without_spans(page), f"{line}\n{DECODED}")


def without_spans(page: Page) -> Page:
    """The page, its text on no place of the raw one."""
    return replace(page, sections=tuple(replace_paragraphs(s) for s in page.sections))
