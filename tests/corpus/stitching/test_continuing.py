"""A report that goes on on another page of its file is put together, or what is seen is told."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.document import document_of
from corpus.reading.lines import PlacedBox
from corpus.section import Span
from corpus.stitching.result import Stitched, check_conserved, without
from corpus.stitching.stitch import stitch_document
from tests.corpus.reading.pdfs import Leaf, Run, column, make_pdf

BEGUN = [
    "　　今年要开好局，大力弘扬社",
    "会主义核心价值观，做好工会干",
    "部联系基层的工作，走访企业，",
    "一千家，解决困难三百件，办好",
]
REST = [
    "职工食堂一百个，培训技术工人",
    "两千名，还要再走访企业一千家",
    "，把职工的事办好。",
]
OTHER = [
    "　　港口昨天迎来最大的货轮，",
    "码头工人连夜卸下两万吨木材，",
    "海关同时验放，两天后运走。",
]
HEADLINE = "工会走进一千家企业"


def pages(*leaves: list[Run]) -> list[Stitched]:
    document = document_of(make_pdf(*(Leaf(runs) for runs in leaves)), Path("paper.pdf"))
    made = stitch_document(document)
    for page in made:
        check_conserved(page)
    return made


def first(lines: list[str]) -> list[Run]:
    return [Run(60, 700, 22, HEADLINE), *column(60, 670, 10, lines)]


def second(lines: list[str]) -> list[Run]:
    other = [Run(300, 700, 22, "港口来了大船"), *column(300, 670, 10, OTHER)]
    return [*column(60, 670, 10, lines), *other]


def test_a_sentence_that_goes_on_on_the_next_page_is_one_report_and_in_doubt() -> None:
    one, two = pages(first(BEGUN), second(REST))
    (report,) = one.sections
    assert [p.text for p in report.section.paragraphs] == ["".join([*BEGUN, *REST]).strip("　")]
    assert {box.page for p in report.section.paragraphs for box in _boxes(one, p.spans)} == {1, 2}
    assert report.confidence < 0.9
    assert [join.confidence < 0.9 for join in one.joins] == [True]
    assert [held.section.headline for held in two.sections] == ["港口来了大船"]


WHOLE = [*BEGUN[:3], "一千家，不落下一家企业一个人。"]
DONE = [f"把{n}街的食堂一家一家都办好，" for n in "东西南北中上下前后左右"]
MORE = ["　　下半年还要办好职工的食堂，", *DONE, "让大家满意。"]


def test_a_jump_line_may_leave_out_noughts() -> None:
    begun = [*BEGUN[:3], "一千家。（下转A2版）"]
    rest = ["　　（上接A1版）办好食堂一百", "个，把职工的事办好。"]
    heads = [[Run(500, 780, 10, f"A0{n}版")] for n in (1, 2)]
    one, _ = pages([*heads[0], *first(begun)], [*heads[1], *second(rest)])
    assert [p.text[-5:] for p in one.sections[0].section.paragraphs][-1] == "的事办好。"


def test_a_page_without_headline_goes_on_from_the_only_report_before_it() -> None:
    (one,) = pages(first(WHOLE), [*column(60, 670, 10, MORE)])
    (report,) = one.sections
    assert [p.text[:8] for p in report.section.paragraphs] == [
        "今年要开好局，大",
        "下半年还要办好职",
    ]
    assert [join.confidence < 0.9 for join in one.joins] == [True]


def test_a_report_that_is_signed_or_begins_anew_stays_one() -> None:
    signed = [*WHOLE[:3], "一千家。（记者何悦）"]
    begun = ["　　本报讯（记者何悦）今年办食", *MORE[1:]]
    for before, after in ((signed, MORE), (WHOLE, begun)):
        one, two = pages(first(before), [*column(60, 670, 10, after)])
        assert [len(page.sections) for page in (one, two)] == [1, 1]


def _boxes(page: Stitched, spans: tuple[Span, ...]) -> list[PlacedBox]:
    assert page.document is not None
    return page.document.boxes(spans)


def test_jump_lines_that_name_each_others_page_make_one_report() -> None:
    begun = [*BEGUN[:3], "一千家。（下转第2版）"]
    rest = ["　　（上接第1版）办好食堂一百", "个，把职工的事办好。"]
    again = [Run(60, 700, 22, "走进企业"), *column(60, 670, 10, rest), *second(REST)[3:]]
    one, two = pages(first(begun), again)
    (report,) = one.sections
    assert report.section.headline == HEADLINE
    assert report.section.continued is None
    texts = [paragraph.text for paragraph in report.section.paragraphs]
    assert texts[0].endswith("（下转第2版）")
    assert texts[1].startswith("（上接第1版）")
    assert [join.confidence >= 0.9 for join in one.joins] == [True]
    assert [held.section.headline for held in two.sections] == ["港口来了大船"]


def test_a_jump_line_to_another_page_is_told() -> None:
    (one, *_) = pages(first([*BEGUN[:3], "一千家。（下转第7版）"]), second(REST))
    assert [held.section.continued for held in one.sections] == ["第7版"]


def test_a_report_that_ended_does_not_go_on() -> None:
    one, _ = pages(first([*BEGUN[:3], "一千家。"]), second(REST))
    assert [len(held.section.paragraphs) for held in one.sections] == [1]
    assert not one.joins


spans = st.lists(st.integers(0, 60), unique=True, max_size=16).map(
    lambda cuts: [(a, b) for a, b in zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False)]
)


@given(spans, spans)
def test_spans_without_others(kept: list[Span], taken: list[Span]) -> None:
    left = without(kept, taken)
    assert _places(left) == _places(kept) - _places(taken)
    assert sum(b - a for a, b in left) == len(_places(left))


def _places(held: list[Span] | tuple[Span, ...]) -> set[int]:
    return {n for start, end in held for n in range(start, end)}
