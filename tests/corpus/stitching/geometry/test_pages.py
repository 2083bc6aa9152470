"""Pages with geometry, put together: each kind of layout with its gold."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.measure.articles import bare, score_pages
from corpus.measure.papers.newspaper import make_page
from corpus.reading.document import document_of
from corpus.reading.lines import Box, Document, Line, Sheet, spread
from corpus.section import Section
from corpus.stitching.result import Stitched, check_conserved
from corpus.stitching.stitch import stitch_document
from tests.corpus.reading.pdfs import Leaf, Run, column, make_pdf
from tests.corpus.stitching.cuttings import SHIPPED_TEXTS

LEFT = [
    "　　本报讯（记者　何悦）今年",
    "要开好局，大力弘扬社会主义核",
    "心价值观，做好工会干部联系基",
    "层的各项工作，全年走访企业一",
]
RIGHT = ["千家，解决困难三百件。", "　　明年还要再走访一千家企业，", "把职工的事办好。"]


def stitched(*runs: Run, drawn: Sequence[tuple[float, float, float, float]] = ()) -> Stitched:
    (page,) = stitch_document(document_of(make_pdf(Leaf(runs, drawn)), Path("page.pdf")))
    check_conserved(page)
    return page


def sections(*runs: Run) -> list[Section]:
    return [one.section for one in stitched(*runs).sections]


def texts(section: Section) -> list[str]:
    return [paragraph.text for paragraph in section.paragraphs]


def two_columns(top: float = 640) -> list[Run]:
    return [*column(50, top, 10, LEFT), *column(210, top, 10, RIGHT)]


def test_columns_under_a_headline_are_one_report() -> None:
    (report,) = sections(Run(100, 670, 24, "工会走进一千家企业"), *two_columns())
    assert report.headline == "工会走进一千家企业"
    assert "".join(texts(report)).endswith(
        "全年走访企业一千家，解决困难三百件。明年还要再走访一千家企业，把职工的事办好。"
    )
    assert (report.credit, report.reporters) == ("记者 何悦", ("何悦",))
    assert (report.author, report.office, report.city) == (None, None, None)


def test_a_headline_of_two_lines_with_kicker_and_subtitle() -> None:
    (report,) = sections(
        Run(120, 740, 14, "新年第一课"),
        Run(90, 712, 24, "工会走进一千"),
        Run(90, 685, 24, "家企业送服务"),
        Run(90, 664, 13, "——三百件困难得到解决"),
        *two_columns(),
    )
    assert report.kicker == "新年第一课"
    assert report.headline == "工会走进一千家企业送服务"
    assert report.subtitle == "——三百件困难得到解决"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("本报记者　何悦", ("何悦",)),
        ("文/何悦", ("何悦",)),
        ("□　本报记者　何悦　李芳", ("何悦", "李芳")),
    ],
)
def test_a_byline_set_apart(byline: str, names: tuple[str, ...]) -> None:
    body = ["　　今年要开好局，大力弘扬社", *LEFT[1:]]
    (report,) = sections(
        Run(100, 690, 24, "工会走进一千家企业"),
        Run(140, 668, 9.5, byline),
        *column(50, 640, 10, body),
        *column(210, 640, 10, RIGHT),
    )
    assert report.reporters == names
    assert not any("记者" in text or "文/" in text for text in texts(report))


def test_an_upright_headline_stands_at_the_side() -> None:
    headline = [Run(20, 640 - 26 * n, 24, char) for n, char in enumerate("工会走进企业")]
    (report,) = sections(*headline, *two_columns())
    assert report.headline == "工会走进企业"
    assert texts(report)[-1].endswith("把职工的事办好。")


def test_a_column_may_rise_beside_the_headline() -> None:
    (report,) = sections(
        Run(50, 690, 15, "走进企业"), *column(50, 660, 10, LEFT), *column(210, 700, 10, RIGHT)
    )
    assert report.headline == "走进企业"
    assert "企业一千家" in "".join(texts(report))


def test_text_runs_round_a_photograph_with_its_caption() -> None:
    page = stitched(
        Run(100, 670, 24, "工会走进一千家企业"),
        *column(50, 640, 10, LEFT[:2]),
        Run(50, 508, 8, "图为走访现场。 何悦 摄"),
        *column(50, 480, 10, LEFT[2:]),
        *column(210, 640, 10, RIGHT),
        drawn=[(50, 520, 140, 90)],
    )
    assert [block.text for block in page.captions] == ["图为走访现场。 何悦 摄"]
    assert "心价值观" in "".join(texts(page.sections[0].section))
    assert len(page.sections) == 1


def test_two_reports_side_by_side_and_one_below() -> None:
    below = ["　　新华社东岭1月5日电（记者", "李芳）全市新建公路十条，明年", "再建十条。"]
    found = sections(
        Run(50, 670, 20, "工会走进企业"),
        *column(50, 640, 10, [*LEFT[:3], "层。"]),
        Run(210, 670, 20, "学校开了新课"),
        *column(210, 640, 10, ["　　学校今年开了三门新的课程，", "学生都很喜欢。（王明）"]),
        Run(50, 560, 20, "公路修到家门"),
        *column(50, 530, 10, below),
    )
    assert {s.headline: len(bare("".join(texts(s)))) for s in found} == {
        "工会走进企业": 41,
        "学校开了新课": 24,
        "公路修到家门": 32,
    }
    assert {s.headline: s.city for s in found}["公路修到家门"] == "东岭"


def test_a_report_that_goes_on_elsewhere_says_where() -> None:
    body = [*LEFT[:3], "层。（下转第3版）"]
    below = [
        "　　（上接第1版）全市新建公路",
        "十条，明年再建十条，都修到家",
        "门口，方便群众出行。",
    ]
    found = sections(
        Run(50, 690, 20, "工会走进企业"),
        *column(50, 660, 10, body),
        *column(50, 560, 10, below),
    )
    assert [(s.headline, s.continued) for s in found] == [
        ("工会走进企业", "第3版"),
        (None, "第1版"),
    ]


def test_who_speaks_is_said_where_a_head_line_says_so() -> None:
    (report,) = sections(
        Run(50, 690, 10, "东岭市总工会主席王明："),
        Run(50, 668, 16, "走进企业"),
        *column(50, 640, 10, LEFT[1:]),
    )
    assert (report.author, report.city, report.headline) == ("王明", "东岭", "走进企业")


@pytest.mark.parametrize("said", ["东岭市总工会主席　王明", "——东岭市总工会主席王明"])
def test_who_speaks_may_be_said_below_the_headline(said: str) -> None:
    (report,) = sections(
        Run(50, 690, 16, "走进企业"), Run(50, 668, 12, said), *column(50, 640, 10, LEFT[1:])
    )
    assert (report.author, report.city) == ("王明", "东岭")
    assert (report.headline, report.subtitle) == ("走进企业", None)


def test_masthead_and_foot_are_the_pages_record() -> None:
    page = stitched(
        Run(40, 770, 16, "第3版"),
        Run(250, 770, 9, "2016年1月5日 星期二"),
        Run(450, 770, 18, "东岭日报"),
        Run(100, 670, 24, "工会走进一千家企业"),
        *two_columns(),
        drawn=[(40, 760, 520, 1)],
    )
    assert page.imprint.publication == "东岭日报"
    assert str(page.imprint.day) == "2016-01-05"
    assert page.imprint.number == "3"
    assert "2016" not in "".join(texts(page.sections[0].section))


def test_a_page_set_downwards_is_read_from_the_right() -> None:
    lines = [
        "本报讯（记者何悦）今年要开好局大力弘扬核心",
        "工会干部联系基层的各项工作全年走访企业一千",
        "家解决困难三百件。",
    ]
    runs = [
        Run(500 - 16 * m, 700 - 12 * n, 10, char)
        for m, line in enumerate(lines)
        for n, char in enumerate(line)
    ]
    page = stitch_document(document_of(make_pdf(Leaf(runs)), Path("page.pdf")))[0]
    assert "".join(texts(page.sections[0].section)) == "".join(lines)


def test_lines_of_any_maker_are_put_together_alike() -> None:
    """OCR gives boxes of uneven height, and no typeface."""
    rng = random.Random(3)
    document = document_of(
        make_pdf(Leaf([Run(100, 670, 24, "工会走进一千家企业"), *two_columns()])), Path("page.pdf")
    )
    lines = [_measured(line, rng) for line in document.sheets[0].lines]
    (page,) = stitch_document(Document.of([Sheet(1, 600, 800, tuple(lines))]))
    (report,) = (one.section for one in page.sections)
    assert report.headline == "工会走进一千家企业"
    assert "全年走访企业一千家，解决困难" in "".join(texts(report))


def _measured(line: Line, rng: random.Random) -> Line:
    box = line.box
    box = Box(box.x0, box.y0 - rng.uniform(0, 1.5), box.x1, box.y1 + rng.uniform(0, 1.5))
    edges = spread(line.text, box.x0, box.x1)
    return Line(line.text, 1, box, box.height / 1.25, edges, confidences=(0.9,) * len(line.text))


def test_boxes_of_a_paragraph_lie_on_its_glyphs() -> None:
    page = stitched(Run(100, 670, 24, "工会走进一千家企业"), *two_columns())
    assert page.document is not None
    (first, *_) = page.document.boxes(page.sections[0].section.paragraphs[0].spans)
    assert (round(first.x0), round(first.x1), first.page) == (70, 190, 1)
    assert first.y0 < 800 - 640 < first.y1


def test_a_page_of_scraps_holds_no_report() -> None:
    with pytest.raises(InputError, match="没有找到报道"):
        stitch_document(document_of(make_pdf(Leaf([Run(50, 700, 10, "价目表")])), Path("a.pdf")))


def test_made_up_pages_come_out_whole() -> None:
    score = score_pages(make_page(SHIPPED_TEXTS, random.Random(seed)) for seed in range(12))
    assert score.whole >= 0.85 * score.articles
    assert score.headlines >= 0.9 * score.articles
    assert score.named >= 0.9 * score.reporters
    assert score.speakers == 0
