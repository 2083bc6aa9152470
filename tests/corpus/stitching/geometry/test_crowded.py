"""Crowded pages: strips of briefs, short rows, upright headlines with neighbours on both sides."""

from tests.corpus.reading.pdfs import Run, column
from tests.corpus.stitching.geometry.test_layouts import (
    LEFT,
    OTHER,
    PORT,
    RIGHT,
    WHOLE,
    bodies,
    page,
    text,
)

SHIP = "港口来了大船"
UNION = "工会走进一千家企业"


def test_a_strips_name_is_no_headline_of_its_first_brief() -> None:
    strip = [Run(50, 700, 16, "一句话新闻"), Run(50, 680, 11.5, SHIP), *column(50, 664, 10, OTHER)]
    stitched = page([*strip, Run(300, 700, 22, UNION), *column(300, 670, 10, LEFT)])
    assert {one.section.headline for one in stitched.sections} == {SHIP, UNION}
    assert [block.text for block in stitched.furniture] == ["一句话新闻"]


def test_what_stands_over_small_headlines_of_two_columns_names_their_strip() -> None:
    name = [Run(50, 700, 16, "东岭河畔")]
    left = [Run(50, 680, 11.5, SHIP), *column(50, 664, 10, OTHER)]
    right = [Run(230, 680, 11.5, UNION), *column(230, 664, 10, [*LEFT, *RIGHT])]
    assert bodies([*name, *left, *right]) == {SHIP: PORT, UNION: WHOLE}


def test_a_small_headline_right_behind_text_heads_what_begins_as_reports_do() -> None:
    first = [Run(50, 700, 11.5, SHIP), *column(50, 684, 10, OTHER)]
    dateline = ["　　本报讯（记者　何悦）今年", "走访企业一千家。"]
    second = [Run(50, 630, 11.5, UNION), *column(50, 615, 10, dateline)]
    assert set(bodies([*first, *second])) == {SHIP, UNION}


def test_a_short_row_of_reports_under_the_masthead_is_no_furniture() -> None:
    masthead = [Run(50, 770, 26, "东岭日报"), Run(400, 770, 9, "2024年5月6日 星期一 第3版")]
    rows = [(40, 755, 520, 1), (40, 655, 520, 1)]
    first = [Run(50, 725, 20, SHIP), *column(50, 702, 10, OTHER)]
    second = [Run(50, 620, 20, UNION), *column(50, 590, 10, [*LEFT, *RIGHT])]
    assert bodies([*masthead, *first, *second], rows) == {SHIP: PORT, UNION: WHOLE}


def test_an_upright_headline_may_stand_at_the_right_of_its_columns() -> None:
    upright = [Run(520, 690 - 24 * n, 22, char) for n, char in enumerate("港口来船")]
    port = [*column(210, 700, 10, OTHER[:2]), *column(365, 700, 10, OTHER[2:])]
    union = [Run(50, 700, 20, "工会走进"), *column(50, 670, 10, LEFT)]
    got = bodies([*union, *port, *upright], [(200, 560, 0.6, 160)])
    assert got == {"工会走进": "".join(LEFT).strip("　"), "港口来船": PORT}


def test_a_rule_parts_two_upright_headlines() -> None:
    one = [Run(230, 690 - 20 * n, 18, char) for n, char in enumerate("工会走进企业")]
    two = [Run(256, 690 - 24 * n, 22, char) for n, char in enumerate("港口来船")]
    texts = [*column(60, 700, 10, LEFT), *column(290, 700, 10, OTHER)]
    got = bodies([*one, *two, *texts], [(251, 560, 0.6, 160)])
    assert set(got) == {"工会走进企业", "港口来船"}


def test_a_column_may_rise_left_of_a_headline_set_by_its_middle() -> None:
    head = [Run(300, 700, 22, "走进企业")]
    text = [
        *column(40, 704, 10, LEFT),
        *column(210, 670, 10, [RIGHT[0]]),
        *column(380, 670, 10, RIGHT[1:]),
    ]
    assert bodies([*head, *text]) == {"走进企业": WHOLE}


def test_a_headline_below_a_photograph_has_what_stands_beside_it_there() -> None:
    picture = (50, 560, 300, 100)
    story = [Run(54, 532, 18, "港口来船"), *column(200, 543, 10, OTHER)]
    union = [Run(60, 740, 22, UNION), *column(200, 710, 10, [*LEFT[:2], RIGHT[2]])]
    got = bodies([*union, *story], [picture])
    assert got["港口来船"] == PORT


def test_briefs_in_body_type_are_told_by_their_marks() -> None:
    first = [Run(50, 700, 10, f"■{SHIP}"), *column(50, 687, 10, OTHER)]
    second = [Run(50, 635, 10, f"■ {UNION}"), *column(50, 622, 10, [*LEFT, *RIGHT])]
    assert bodies([*first, *second]) == {SHIP: PORT, UNION: WHOLE}


def test_a_line_of_body_type_set_by_the_middle_heads_what_follows_a_credit() -> None:
    first = [*column(50, 700, 10, [*OTHER[:3], "，没有一车滞留。（何悦）"])]
    second = [Run(92, 648, 10, SHIP), *column(50, 635, 10, [*LEFT, *RIGHT])]
    got = bodies([Run(60, 730, 22, UNION), *first, *second])
    assert got == {UNION: PORT + "（何悦）", SHIP: WHOLE}


def test_a_head_line_in_body_type_may_go_on_in_a_second_line() -> None:
    head = ["东岭市市长王明：开好局起好步走", "进千家企业"]
    text = column(50, 670, 10, [*LEFT, *RIGHT])
    stitched = page([*column(50, 700, 10, head), *text])
    (report,) = stitched.sections
    assert report.section.headline == "开好局起好步走进千家企业"
    assert report.section.author == "王明"


def test_notes_below_a_short_rule_are_no_text() -> None:
    note = [Run(50, 120, 8, "1 数据截至四月底。")]
    stitched = page(
        [Run(60, 700, 22, UNION), *column(50, 670, 10, [*LEFT, *RIGHT]), *note],
        [(50, 132, 50, 0.6)],
    )
    assert [text(one.section) for one in stitched.sections] == [WHOLE]
    assert [block.text for block in stitched.furniture] == ["1 数据截至四月底。"]


def test_upright_text_at_the_edge_goes_on_in_no_level_column() -> None:
    upright = [
        Run(540, 690 - 10 * n, 10, char) for n, char in enumerate("码头工人连夜卸下两万吨木材")
    ]
    got = bodies([Run(60, 700, 22, UNION), *column(50, 670, 10, [*LEFT, *RIGHT]), *upright])
    assert got == {UNION: WHOLE}


def test_a_numbered_line_is_a_subhead_wherever_it_stands() -> None:
    numbered = [Run(210, 640, 11.5, "二、下一步打算"), *column(210, 624, 10, ["　　" + RIGHT[0]])]
    (report,) = page(
        [Run(60, 680, 22, "工会走进一千家"), *column(50, 640, 10, LEFT), *numbered]
    ).sections
    assert [p.text for p in report.section.paragraphs if p.subhead] == ["二、下一步打算"]


def test_the_body_is_what_most_is_set_in_whatever_is_near_it() -> None:
    body = column(50, 670, 9.19, [*LEFT, *RIGHT])
    notes = [Run(300, 600, 8.73, "走访企业"), Run(300, 580, 8.08, "职工食堂")]
    assert bodies([Run(60, 700, 20, UNION), *body, *notes])[UNION] == WHOLE
