"""Strips of short reports, notices, and text that is set as heavy as a headline."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from corpus.measure.papers.typesetting import HEI, SONG, Canvas, Text
from corpus.reading.document import document_of
from corpus.section import Section
from corpus.stitching.stitch import stitch_document
from tests.corpus.reading.pdfs import SIZE, Run, column
from tests.corpus.stitching.geometry.test_layouts import (
    LEFT,
    OTHER,
    PORT,
    RIGHT,
    WHOLE,
    bodies,
    page,
    reports,
    text,
)

UNION = "工会走进一千家企业"
HEAD = [Run(300, 700, 22, UNION), *column(300, 670, 10, [*LEFT, *RIGHT])]
BRIEFS = [
    ["■图书馆今年起每天开到晚上九", "点，周末也不休息。"],
    ["■十二个社区食堂本月全部开张", "，老人吃饭打八折。（何悦）"],
]


def paper(heavy: Sequence[Run], runs: Sequence[Run]) -> list[Section]:
    """The reports of a page on which some lines are set in heavy type."""
    canvas = Canvas(*SIZE)
    for face, lines in ((HEI, heavy), (SONG, runs)):
        canvas.texts += [Text(n.x, SIZE[1] - n.y, n.size, n.text, face) for n in lines]
    data = canvas.pdf("natural", Random(1))
    (stitched,) = stitch_document(document_of(data, Path("page.pdf")))
    return [one.section for one in stitched.sections]


def test_each_marked_paragraph_of_a_strip_is_a_report() -> None:
    strip = [Run(50, 700, 16, "简讯"), *column(50, 680, 10, [*BRIEFS[0], *BRIEFS[1]])]
    stitched = page([*HEAD, *strip])
    briefs = [one for one in stitched.sections if one.section.headline is None]
    assert [text(one.section) for one in briefs] == ["".join(brief) for brief in BRIEFS]
    assert briefs[1].section.reporters == ("何悦",)


def test_marked_paragraphs_of_a_report_stay_its_own() -> None:
    story = [Run(50, 700, 22, "港口来船"), *column(50, 670, 10, [*OTHER, *BRIEFS[0], *BRIEFS[1]])]
    got = bodies([*HEAD, *story])
    assert got["港口来船"] == PORT + "".join([*BRIEFS[0], *BRIEFS[1]])


def test_a_brief_may_begin_with_its_headline() -> None:
    brief = ["■食堂开张　十二个社区食堂本", "月全部开张，老人吃饭打八折。"]
    strip = [Run(50, 700, 16, "简讯"), *column(50, 680, 10, [*BRIEFS[0], *brief])]
    assert bodies([*HEAD, *strip])["食堂开张"] == "".join(brief).replace("　", " ")


def brief(top: float, headline: str, first: str, rest: Sequence[str]) -> tuple[Run, list[Run]]:
    """A brief whose headline stands in its first line, in heavy type."""
    behind = Run(50 + 10 * (len(headline) + 1), top, 10, first)
    return Run(50, top, 10, headline), [behind, *column(50, top - 13, 10, rest)]


def test_heavy_type_in_a_briefs_first_line_is_its_headline() -> None:
    one, first = brief(640, "图书馆开到九点", "今年起天天", ["开放，周末也一样不休息。（王明）"])
    two, second = brief(588, "社区食堂开张", "本月十二个", ["全部开张，老人打八折。（何悦）"])
    found = paper([one, two], [*HEAD, *first, *second])
    got = {section.headline: (text(section), section.reporters) for section in found}
    assert got["图书馆开到九点"] == (
        "图书馆开到九点 今年起天天开放，周末也一样不休息。（王明）",
        ("王明",),
    )
    assert got["社区食堂开张"][1] == ("何悦",)


def test_heavy_type_in_a_reports_lines_is_no_headline() -> None:
    head, lines = brief(670, "港口来了大船", "昨天迎来", ["最大的货轮，码头工人卸下木材。"])
    title = Run(50, 700, 22, "港口来船")
    found = paper([title, head], [*HEAD, *lines])
    assert {section.headline for section in found} == {UNION, "港口来船"}


def test_a_jump_line_of_its_own_opens_the_text_below() -> None:
    jump = Run(50, 500, 11, "（上接第1版）")
    rest = [*column(50, 484, 10, ["四年里走访了企业一千家，解决", "困难三百件。"])]
    (found,) = [one for one in reports([*HEAD, jump, *rest]) if one.continued]
    assert found.continued == "第1版"
    assert text(found) == "（上接第1版）四年里走访了企业一千家，解决困难三百件。"


def test_a_heavy_dateline_is_no_headline() -> None:
    lines = column(
        50, 670, 10, ["　　本报讯（记者　何悦　通讯", "员　王明）港口昨天迎来最大的", *OTHER[1:]]
    )
    found = paper([Run(50, 700, 22, "港口来船"), lines[0]], [*HEAD, *lines[1:]])
    heads = {one.headline: one for one in found}
    assert set(heads) == {UNION, "港口来船"}
    assert heads["港口来船"].reporters == ("何悦", "王明")


def test_a_heavy_line_in_the_middle_column_is_no_subtitle() -> None:
    columns = [column(x, 684, 10, [*LEFT, *RIGHT]) for x in (50, 210, 370)]
    head, subhead = Run(150, 700, 24, "工会走进一千家企业办"), Run(245, 684, 10, "食堂也办好了")
    found = paper([head, subhead], [*columns[0], *columns[1][1:], *columns[2]])
    assert [one.subtitle for one in found] == [None]


def test_framed_notices_are_furniture() -> None:
    notice = [
        Run(90, 600, 14, "遗失声明"),
        *column(60, 580, 10, ["某人遗失证件一本，", "声明作废。"]),
    ]
    frame = [(48, 555, 190, 0.8), (48, 625, 190, 0.8), (48, 555, 0.8, 70), (238, 555, 0.8, 70)]
    stitched = page([*HEAD, *notice], frame)
    assert [text(one.section) for one in stitched.sections] == [WHOLE]
    assert "遗失声明" in [block.text for block in stitched.furniture]
