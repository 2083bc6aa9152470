"""Whatever is moved, joined or cut, the words of the page stay those of the raw page."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.web.admin import pieces
from corpus.section import Page, Paragraph, Section

RAW = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """The raw page cut anywhere, the pieces shared out to paragraphs and reports."""
    cuts = sorted({0, len(RAW), *draw(st.lists(st.integers(1, len(RAW) - 1), max_size=6))})
    paragraphs = [Paragraph(RAW[a:b], ((a, b),)) for a, b in pairwise(cuts)]
    at = draw(st.integers(1, len(paragraphs)))
    parts = [part for part in (paragraphs[:at], paragraphs[at:]) if part]
    made = (Section(None, None, None, "题", None, tuple(part)) for part in parts)
    return Page((), None, None, None, tuple(made))


def _characters(page: Page) -> list[str]:
    return sorted("".join(p.text for s in page.sections for p in s.paragraphs))


def _assert_true(page: Page) -> None:
    for section in page.sections:
        assert section.paragraphs
        for paragraph in section.paragraphs:
            assert "".join(RAW[a:b] for a, b in paragraph.spans) == paragraph.text


@given(pages(), st.data())
def test_no_word_is_lost_or_changed(page: Page, data: st.DataObject) -> None:
    for _ in range(4):
        report = data.draw(st.integers(1, len(page.sections)))
        count = len(page.sections[report - 1].paragraphs)
        paragraph, other = (
            data.draw(st.integers(1, count)),
            data.draw(st.integers(1, len(page.sections))),
        )
        at = data.draw(st.integers(0, 9))
        page = data.draw(
            st.sampled_from(
                [
                    pieces.moved(page, report, paragraph, other),
                    pieces.shifted(page, report, paragraph, -1),
                    pieces.shifted(page, report, paragraph, 1),
                    pieces.joined(page, report, paragraph),
                    pieces.cut(page, report, paragraph, at),
                ]
            )
        )
        assert _characters(page) == sorted(RAW)
        _assert_true(page)


@given(pages())
def test_cut_and_joined_is_as_before(page: Page) -> None:
    text = page.sections[0].paragraphs[0].text
    if len(text) > 1:
        again = pieces.joined(pieces.cut(page, 1, 1, 1), 1, 2)
        assert again.sections[0].paragraphs[0].text == text


def test_a_head() -> None:
    section = Section("旧", None, None, None, None, (Paragraph("文"),))
    page = pieces.headed(Page((), None, None, None, (section,)), 1, {"city": " 新 ", "author": ""})
    assert (page.sections[0].city, page.sections[0].author) == ("新", None)
