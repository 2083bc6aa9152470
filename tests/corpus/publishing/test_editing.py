"""Pages mended: no words get lost on the way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.publishing import editing
from corpus.section import Page, Paragraph, Section
from tests.corpus.pages import OTHER, PAGE, SECTION

RAW = "甲一，甲二。乙一；乙二。丙一、丙二。丁一！丁二？"


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Reports whose paragraphs are pieces of `RAW`."""
    places = sorted(draw(st.sets(st.integers(1, len(RAW) - 1), max_size=8)))
    cuts = [0, *places, len(RAW)]
    paragraphs = [Paragraph(RAW[a:b], ((a, b),)) for a, b in pairwise(cuts)]
    parts = draw(st.integers(1, len(paragraphs)))
    groups = [paragraphs[n::parts] for n in range(parts)]
    headlines = st.sampled_from([None, "春", "夏"])
    made = (Section(None, None, None, draw(headlines), None, tuple(g)) for g in groups)
    return replace(PAGE, sections=tuple(made))


def words(page: Page) -> Counter[str]:
    texts = (p.text for section in page.sections for p in section.paragraphs)
    heads = (section.headline or "" for section in page.sections)
    return Counter("".join([*texts, *heads]))


def quoted(page: Page) -> Iterator[bool]:
    for section in page.sections:
        for p in section.paragraphs:
            yield not p.spans or "".join(RAW[a:b] for a, b in p.spans) == p.text


@given(pages(), st.data())
def test_joining_and_cutting_lose_nothing(page: Page, data: st.DataObject) -> None:
    before = words(page)
    count = len(page.sections)
    number = data.draw(st.integers(1, count))
    if count > 1 and data.draw(st.booleans()):
        other = data.draw(st.integers(1, count).filter(lambda n: n != number))
        made = editing.join(page, number, other)
        assert len(made.sections) == count - 1
    else:
        section = page.sections[number - 1]
        text = "".join(p.text for p in section.paragraphs)
        place = data.draw(st.integers(1, max(len(text) - 1, 1)))
        at: int | str = text[place : place + 2]
        try:
            made = editing.cut(page, number, at)
        except InputError:
            return
        assert len(made.sections) == count + 1
    assert words(made) == before
    assert all(quoted(made))


def test_a_report_is_dropped() -> None:
    assert editing.drop(PAGE, 1).sections == (OTHER,)


def test_a_paragraph_is_dropped() -> None:
    first, second = PAGE.sections[0].paragraphs
    assert editing.drop_paragraph(PAGE, 1, 1).sections[0].paragraphs == (second,)
    assert editing.drop_paragraph(PAGE, 1, 2).sections[0].paragraphs == (first,)


def test_a_headline_stands_where_two_reports_meet() -> None:
    joined = editing.join(PAGE, 2, 1)
    (section,) = joined.sections
    texts = [p.text for p in (*OTHER.paragraphs, *SECTION.paragraphs)]
    texts.insert(2, "春风又绿")
    assert [p.text for p in section.paragraphs] == texts
    assert section.author == "赵三"


def test_the_credit_goes_with_the_end_it_stands_at() -> None:
    first, second = editing.cut(PAGE, 1, 2).sections[:2]
    assert (first.credit, second.credit) == (None, "记者李二整理")
    assert (first.headline, second.headline) == ("春风又绿", None)
    assert second.city == "东海"


def test_what_a_report_says_of_itself_is_corrected() -> None:
    made = editing.correct(PAGE, 2, "标题", " 新 题 ")
    assert made.sections[1].headline == "新 题"
    made = editing.correct(made, 2, "署名", "本报记者 何悦")
    assert made.sections[1].reporters == ("何悦",)
    assert editing.correct(made, 2, "发言人", "").sections[1].author is None
    assert editing.correct(made, 2, "地名", "赣州市").sections[1].city == "赣州"
    assert editing.correct(made, 2, "地名", "沙市").sections[1].city == "沙市"
    assert str(editing.correct_page(PAGE, "日期", "2016年1月20日").date) == "2016-01-20"
    assert editing.correct_page(PAGE, "报名", "白鹭日报").publication == "白鹭日报"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda: editing.drop(PAGE, 3), "没有第 3 篇，共 2 篇"),
        (lambda: editing.drop_paragraph(PAGE, 1, 3), "第 1 篇没有第 3 段，共 2 段"),
        (
            lambda: editing.drop_paragraph(editing.drop_paragraph(PAGE, 1, 1), 1, 1),
            "第 1 篇只有这一段",
        ),
        (lambda: editing.join(PAGE, 1, 1), "请给出两篇不同的"),
        (lambda: editing.cut(PAGE, 1, 9), "第 1 篇没有第 9 段，共 2 段"),
        (lambda: editing.cut(PAGE, 1, 1), "前面就没有文字了"),
        (lambda: editing.cut(PAGE, 1, "没有的"), "里没有“没有的”"),
        (lambda: editing.correct(PAGE, 1, "字号", "大"), "没有“字号”这一项"),
        (lambda: editing.correct_page(PAGE, "日期", "昨天"), "日期应写成"),
    ],
)
def test_what_can_not_be_done_is_said(edit: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        edit()  # type: ignore[operator]
