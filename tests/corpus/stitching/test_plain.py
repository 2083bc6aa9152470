"""A plain text without a head line is an article, or several; what is torn or no text is none."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.reading.document import document_of
from corpus.stitching.result import Stitched
from corpus.stitching.stitch import stitch_document

LIBRARY = "白鹭市图书馆昨天起延长开放时间，每天开到晚上九点，周末也不休息。"
READERS = "图书馆说，来读书的人比去年多了一倍，夜里来的多是下了班的工人。"
CANTEEN = "白鹭市的十二个社区食堂本月全部开张，六十五岁以上的老人吃饭打八折。"
BYLINE = "2016年1月6日　本报记者 何悦"


def stitched(*lines: str, between: str = "\n\n") -> Stitched:
    document = document_of(between.join(lines).encode(), Path("page.txt"))
    (page,) = stitch_document(document)
    return page


def told(page: Stitched) -> list[tuple[str | None, tuple[str, ...], list[str]]]:
    sections = [one.section for one in page.sections]
    return [(s.headline, s.reporters, [p.text for p in s.paragraphs]) for s in sections]


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n"])
def test_a_text_is_an_article(between: str) -> None:
    page = stitched("图书馆开到九点", BYLINE, LIBRARY, READERS, between=between)
    assert told(page) == [("图书馆开到九点", ("何悦",), [LIBRARY, READERS])]
    assert page.imprint.day == date(2016, 1, 6)
    assert page.sections[0].confidence == 0.5


@pytest.mark.parametrize("width", [14, 20, 26])
@pytest.mark.parametrize(("indent", "between"), [("　　", "\n"), ("", "\n\n"), ("　　", "\n\n")])
def test_a_text_wrapped_at_a_width_is_an_article(width: int, indent: str, between: str) -> None:
    paragraphs = [indent + LIBRARY + READERS, indent + CANTEEN + LIBRARY, indent + READERS]
    wrapped = (
        "\n".join(text[n : n + width] for n in range(0, len(text), width)) for text in paragraphs
    )
    page = stitched("图书馆开到九点\n本报记者 何悦\n" + between.join(wrapped))
    texts = [text.removeprefix(indent) for text in paragraphs]
    assert told(page) == [("图书馆开到九点", ("何悦",), texts)]


@pytest.mark.parametrize("width", [12, 14, 20])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_byline_in_brackets_is_wrapped_too(width: int, between: str) -> None:
    text = f"本报讯（记者 何悦\n通讯员 王志勇）{LIBRARY}{READERS}"
    wrapped = "\n".join(
        line[n : n + width] for line in text.split("\n") for n in range(0, len(line), width)
    )
    page = stitched(f"图书馆晚上开到九点钟{between}{wrapped}")
    assert [(title, names) for title, names, _ in told(page)] == [
        ("图书馆晚上开到九点钟", ("何悦", "王志勇"))
    ]


def test_commas_of_half_width_make_no_table() -> None:
    text = LIBRARY.replace("，", ",")
    assert told(stitched("图书馆开到九点", text))[0][2] == [text]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_dateline_begins_an_article(between: str) -> None:
    first, second = f"本报讯（记者 何悦）{LIBRARY}", f"本报讯（记者 王志勇）{CANTEEN}"
    page = stitched(first, READERS, second, between=between)
    assert told(page) == [(None, ("何悦",), [first, READERS]), (None, ("王志勇",), [second])]
    assert all(section.confidence < 0.5 for section in page.sections)


def test_a_headline_above_a_dateline_or_a_byline_begins_an_article() -> None:
    masthead, editor = "白鹭日报 2016年1月6日 第3版", "责任编辑：王明"
    first = f"本报讯（记者 何悦）{LIBRARY}"
    lines = (masthead, "图书馆开到九点", first, "食堂全部开张", "本报记者 王志勇", CANTEEN, editor)
    page = stitched(*lines, between="\n")
    assert told(page) == [
        ("图书馆开到九点", ("何悦",), [first]),
        ("食堂全部开张", ("王志勇",), [CANTEEN]),
    ]
    assert [block.text for block in page.furniture] == [masthead, editor]
    assert (page.imprint.publication, page.imprint.day) == ("白鹭日报", date(2016, 1, 6))


def test_people_with_offices_and_a_credit_are_no_head_lines() -> None:
    spoke = "白鹭市市长王明，昨天也来读书。他说，明年还要再开两家图书馆。"
    page = stitched("图书馆开到九点", LIBRARY, spoke, "（记者 何悦）")
    assert told(page)[0][1] == ("何悦",)


def test_a_short_headline_of_surnames_is_no_byline() -> None:
    page = stitched("步道修通了", BYLINE, LIBRARY, READERS, between="\n")
    assert told(page) == [("步道修通了", ("何悦",), [LIBRARY, READERS])]


@pytest.mark.parametrize(
    "text",
    [
        f"图书馆开到九点\n\n{LIBRARY[:20]}\n\n{CANTEEN[:22]}\n\n{LIBRARY[20:]}\n\n{CANTEEN[22:]}",
        "姓名,职务,话\n王明,市长,今年要开好局。\n李芳,县长,明年要起好步。\n",
        "root:x:0:0:root:/root:/bin/bash\nuser:x:1000:1000::/home/user:/bin/sh\n",
        "各区报名情况\n\n东区，电工，三百四十人\n\n西区，焊工，二百人\n\n南区，钳工，一百人",
        LIBRARY,
    ],
    ids=["torn", "table", "accounts", "list", "paragraph"],
)
def test_what_is_no_article_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="没有找到报道的题头"):
        stitched(text)


@pytest.mark.parametrize("opening", [[f"本报讯（记者 何悦）{LIBRARY}"], ["本报记者 何悦", LIBRARY]])
def test_a_second_line_of_the_headline_is_its_subtitle(opening: list[str]) -> None:
    page = stitched("图书馆开到九点", "下班来读书的人多了", *opening, READERS)
    section = page.sections[0].section
    assert (section.headline, section.subtitle) == ("图书馆开到九点", "下班来读书的人多了")
    assert section.reporters == ("何悦",)
    assert len(section.paragraphs) == 2
