"""Layouts that papers have, each at its smallest: what stands beside, above and between."""

from collections.abc import Sequence
from pathlib import Path

from corpus.reading.document import document_of
from corpus.section import Section
from corpus.stitching.result import Stitched, check_conserved
from corpus.stitching.stitch import stitch_document
from tests.corpus.reading.pdfs import Leaf, Run, column, make_pdf

Drawn = Sequence[tuple[float, float, float, float]]

LEFT = [
    "　　今年要开好局，大力弘扬社",
    "会主义核心价值观，做好工会干",
    "部联系基层的工作，走访企业，",
    "一千家，解决困难三百件，办好",
    "职工食堂一百个，培训技术工人",
]
RIGHT = ["两千名。", "　　明年还要再走访一千家企业，", "把职工的事办好。"]
OTHER = [
    "　　港口昨天迎来最大的货轮，",
    "码头工人连夜卸下两万吨木材，",
    "海关同时验放，两天后全部运走",
    "，没有一车滞留。",
]


def page(runs: Sequence[Run], drawn: Drawn = ()) -> Stitched:
    (stitched,) = stitch_document(document_of(make_pdf(Leaf(runs, drawn)), Path("page.pdf")))
    check_conserved(stitched)
    return stitched


def reports(runs: Sequence[Run], drawn: Drawn = ()) -> list[Section]:
    return [one.section for one in page(runs, drawn).sections]


def text(section: Section) -> str:
    return "".join(paragraph.text for paragraph in section.paragraphs)


def bodies(runs: Sequence[Run], drawn: Drawn = ()) -> dict[str | None, str]:
    return {section.headline: text(section) for section in reports(runs, drawn)}


WHOLE = "".join([*LEFT, *RIGHT]).replace("　", "")
PORT = "".join(OTHER).replace("　", "")


def test_a_mark_set_over_its_columns_edge_leaves_a_gutter() -> None:
    left = [line[:13] + "，" * (n % 2) for n, line in enumerate(LEFT[1:])]
    right = ["港口昨天迎来最大", "的货轮，码头工人", "连夜卸下两万吨木", "材。"]
    columns = [*column(50, 640, 10, left), *column(193, 640, 10, right)]
    got = bodies([Run(60, 670, 22, "工会走进一千家"), *columns])
    assert "港口昨天迎来最大的货轮，码头工人连夜卸下两万吨木材。" in got["工会走进一千家"]


def test_a_kicker_and_a_subtitle_may_stand_off_their_headline() -> None:
    (report,) = reports(
        [
            Run(50, 730, 12, "新年第一课"),
            Run(130, 700, 24, "工会走进企业"),
            Run(70, 674, 12, "——三百件困难得到解决"),
            *column(50, 640, 10, LEFT),
            *column(210, 640, 10, RIGHT),
        ]
    )
    assert (report.kicker, report.headline) == ("新年第一课", "工会走进企业")
    assert report.subtitle == "——三百件困难得到解决"
    assert text(report) == WHOLE


def test_a_first_character_set_large_belongs_to_its_word() -> None:
    lines = ["年要开好局，大力弘扬社会", "主义核心价值观，做好工会"]
    (report,) = reports(
        [
            Run(50, 670, 22, "工会走进一千家"),
            Run(50, 630, 24, "今"),
            *column(76, 640, 10, lines),
            *column(50, 614, 10, ["干部联系基层的各项工作，今年", "不例外。"]),
        ]
    )
    assert report.headline == "工会走进一千家"
    assert text(report) == "今" + "".join(lines) + "干部联系基层的各项工作，今年不例外。"


def test_a_photograph_may_stand_at_the_head_beside_an_upright_headline() -> None:
    upright = [Run(30, 690 - 24 * n, 22, char) for n, char in enumerate("走进企业")]
    picture = (70, 640, 300, 70)
    caption = [Run(70, 628, 8, "图为走访现场。 何悦 摄")]
    got = bodies([*upright, *caption, *column(70, 600, 10, OTHER)], [picture])
    assert got == {"走进企业": PORT}


def test_upright_lines_are_read_the_way_their_words_go_on() -> None:
    first = [Run(30, 700 - 24 * n, 22, char) for n, char in enumerate("港口迎来最大货轮卸下木")]
    second = [Run(58, 700, 22, "材")]
    (report,) = reports([*first, *second, *column(100, 700, 10, OTHER)])
    assert report.headline == "港口迎来最大货轮卸下木材"


def test_blank_paper_parts_a_column_from_what_stands_far_below() -> None:
    top = [Run(300, 740, 20, "港口迎来货轮"), *column(300, 710, 10, OTHER)]
    lower = [Run(50, 500, 20, "工会走进企业"), *column(50, 470, 10, LEFT)]
    rising = column(300, 510, 10, RIGHT)
    assert bodies([*top, *lower, *rising]) == {"港口迎来货轮": PORT, "工会走进企业": WHOLE}


def test_text_may_rise_beside_a_headline_that_has_nothing_below_it() -> None:
    head = [Run(50, 700, 20, "工会走"), Run(50, 676, 20, "进企业")]
    got = bodies([*head, *column(150, 704, 10, LEFT), *column(310, 704, 10, RIGHT)])
    assert got == {"工会走进企业": WHOLE}


def test_a_report_may_begin_left_of_its_headline() -> None:
    got = bodies(
        [
            *column(50, 704, 10, LEFT),
            Run(210, 700, 20, "工会走进企业"),
            *column(210, 670, 10, RIGHT),
        ]
    )
    assert got == {"工会走进企业": WHOLE}


def test_the_headline_is_whose_column_it_stands_over_not_the_lowest() -> None:
    one = [Run(50, 700, 20, "工会走进企业"), *column(50, 660, 10, LEFT[:4])]
    two = [Run(230, 714, 12, "码头新闻"), Run(230, 688, 20, "港口迎来货轮")]
    got = bodies([*one, *two, *column(230, 660, 10, OTHER)])
    assert got["港口迎来货轮"] == PORT


def test_two_headlines_side_by_side_are_told_by_the_columns_below() -> None:
    heads = [Run(50, 700, 14, "工会走进企业工厂"), Run(170, 700, 14, "港口迎来货轮")]
    texts = [*column(50, 680, 8, LEFT), *column(170, 680, 8, OTHER)]
    assert set(bodies([*heads, *texts])) == {"工会走进企业工厂", "港口迎来货轮"}


def test_a_small_headline_stands_apart_and_a_subhead_does_not() -> None:
    upper = [Run(50, 740, 20, "工会走进企业"), *column(50, 710, 10, LEFT[:3])]
    subhead = [Run(80, 660, 11.5, "明年再走一千家")]
    below = column(50, 644, 10, [LEFT[3], RIGHT[0]])
    headline = [Run(50, 590, 11.5, "港口迎来货轮"), *column(50, 574, 10, OTHER)]
    one, two = reports([*upper, *subhead, *below, *headline])
    assert [p.text for p in one.paragraphs if p.subhead] == ["明年再走一千家"]
    assert (two.headline, text(two)) == ("港口迎来货轮", PORT)


def test_a_subhead_at_a_columns_foot_is_no_headline() -> None:
    left = [*column(50, 640, 10, LEFT), Run(70, 566, 11.5, "明年再走访")]
    (report,) = reports(
        [Run(60, 680, 22, "工会走进一千家"), *left, *column(210, 640, 10, ["　　" + RIGHT[0]])]
    )
    assert report.headline == "工会走进一千家"
    assert [p.text for p in report.paragraphs if p.subhead] == ["明年再走访"]


def test_a_table_is_in_no_report() -> None:
    rules: list[tuple[float, float, float, float]] = []
    for n in range(4):
        rules += [(60 + 50 * m, 560 - 16 * n, 50, 0.6) for m in range(3)]
    for n in range(3):
        rules += [(60 + 50 * m, 544 - 16 * n, 0.6, 16) for m in range(4)]
    cells = [Run(64 + 50 * m, 548 - 16 * n, 9, f"{n + 1}{m}.5") for m in range(3) for n in range(3)]
    stitched = page([Run(50, 670, 22, "工会走进一千家"), *column(50, 640, 10, LEFT), *cells], rules)
    (section,) = stitched.sections
    assert "0.5" not in text(section.section)
    assert any("0.5" in block.text for block in stitched.leftover)


def test_a_masthead_needs_no_rule() -> None:
    stitched = page(
        [
            Run(50, 760, 30, "东岭日报"),
            Run(400, 762, 9, "2024年5月6日 星期一 第3版"),
            Run(50, 700, 22, "工会走进一千家"),
            *column(50, 670, 10, LEFT),
        ]
    )
    assert stitched.imprint.number == "3"
    assert [one.section.headline for one in stitched.sections] == ["工会走进一千家"]


def test_words_lifted_out_between_two_rules_are_no_headline() -> None:
    quote = [Run(50, 606, 14, "“把职工的事办好”")]
    rules = [(50, 626, 140, 1), (50, 596, 140, 1)]
    upper = [Run(60, 700, 22, "工会走进一千家"), *column(50, 676, 10, LEFT[:3])]
    got = bodies([*upper, *quote, *column(50, 576, 10, [*LEFT[3:], *RIGHT])], rules)
    assert got == {"工会走进一千家": WHOLE}


def test_four_rules_are_a_frame() -> None:
    frame = [(40, 600, 170, 1), (40, 720, 170, 1), (40, 600, 1, 120), (209, 600, 1, 120)]
    framed = [Run(60, 690, 18, "港口迎来货轮"), *column(50, 670, 10, OTHER)]
    beside = column(230, 700, 10, LEFT)
    (sheet,) = document_of(make_pdf(Leaf([*framed, *beside], frame)), Path("page.pdf")).sheets
    assert len(sheet.frames) == 1


def test_what_has_no_sentence_is_no_report() -> None:
    shop = [Run(300, 600, 26, "旺铺招租"), Run(300, 570, 10, "东岭区人民路18号 0571-84637918")]
    stitched = page([Run(50, 670, 22, "工会走进企业"), *column(50, 640, 10, LEFT), *shop])
    assert [one.section.headline for one in stitched.sections] == ["工会走进企业"]
    assert any("0571" in block.text for block in stitched.leftover)


def test_a_blank_in_an_upright_head_line_does_not_part_it() -> None:
    head = "东岭市总工会主席王明：办好食堂"
    places = [*range(len(head)), *range(len(head) + 1, len(head) + 5)]
    runs = [
        Run(300, 700 - 12 * n, 10, char) for n, char in zip(places, head + "送到工厂", strict=True)
    ]
    below = ["今年要开好局大力弘扬社会主义核心价值", "观，做好工会干部联系基层的各项工作。"]
    for m, line in enumerate(below):
        runs += [Run(284 - 16 * m, 700 - 12 * n, 10, char) for n, char in enumerate(line)]
    (report,) = reports(runs)
    assert (report.author, report.headline) == ("王明", "办好食堂 送到工厂")


def test_a_dateline_on_a_line_of_its_own_is_no_subtitle() -> None:
    (report,) = reports(
        [
            Run(50, 700, 22, "港口迎来货轮"),
            Run(50, 676, 12, "本报讯（记者 何悦）"),
            *column(50, 650, 10, OTHER),
        ]
    )
    assert (report.headline, report.subtitle, report.reporters) == ("港口迎来货轮", None, ("何悦",))
    assert text(report) == PORT


def test_who_speaks_may_stand_below_the_headline() -> None:
    head = [Run(50, 700, 22, "工会走进一千家"), Run(50, 680, 12, "白鹭市总工会主席 王明")]
    (found,) = reports([*head, *column(50, 655, 10, [*LEFT, *RIGHT])])
    assert (found.city, found.office, found.author) == ("白鹭", "白鹭市总工会主席", "王明")
    assert (found.headline, found.subtitle) == ("工会走进一千家", None)
