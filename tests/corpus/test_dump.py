"""What is written to a library file is read back equal, and reads well."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import library
from corpus.section import Page, Paragraph, RawPage, Section
from tests.corpus.pages import PAGE, SECTION, reread

AWKWARD = st.sampled_from(
    [
        *(
            "'",
            '"',
            ":",
            ": ",
            "#",
            " #",
            "-",
            "- ",
            "--- ",
            "...",
            "?",
            "? ",
            "&a",
            "*a",
            "!",
            "%",
        ),
        *("|", ">", "@", "`", "{", "}", "[", "]", ",", "~", "null", "yes", "on", "0x1f", "1_000"),
        *("2016-01-20", "1e3", ".inf", "=", "<<", "\n", "\n\n", "\n  ", " \n", "\t", "\r", "\r\n"),
        *("\x85", "\u2028", "\u2029", "\ufeff", "\u3000", "\xa0", "\u200b", "\x00", "\x1b", "\x7f"),
        *("😀", "👨\u200d👩\u200d👧", "𠮷", "é", "\\", "\\n", "“”", "《》", "湖州", "工会", "。"),
    ]
)
TEXT = st.lists(AWKWARD | st.text(max_size=5), min_size=1, max_size=8).map("".join)
# The strict reader takes the blanks around a text away, and refuses what is then empty.
WORDS = TEXT.map(str.strip).filter(bool)
SECTIONS = st.builds(
    Section,
    city=st.none() | WORDS,
    author=st.none() | WORDS,
    office=st.none() | WORDS,
    headline=st.none() | WORDS,
    credit=st.none() | WORDS,
    paragraphs=st.lists(st.builds(Paragraph, WORDS), min_size=1, max_size=3).map(tuple),
)
RAW = st.builds(RawPage, st.just("gone.txt"), WORDS)
PAGES = st.builds(
    Page,
    title=st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    date=st.none() | st.dates(min_value=date(1000, 1, 1)),
    publication=st.none() | WORDS,
    raw=st.none() | RAW,
    sections=st.lists(SECTIONS, min_size=1, max_size=3).map(tuple),
    captions=st.lists(WORDS, max_size=2).map(tuple),
)


@given(PAGES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_back(tmp_path: Path, page: Page) -> None:
    assert reread(tmp_path, page).page == page


@pytest.mark.parametrize(
    "text",
    ["一\x85二", "一\u2028二", "一\n\n二", "- 一", "# 一", "一: 二", "null", "'", '"', "\ufeff一"],
)
def test_awkward_texts(tmp_path: Path, text: str) -> None:
    page = replace(PAGE, sections=(replace(SECTION, paragraphs=(Paragraph(text),)),))
    assert reread(tmp_path, page).page == page


def test_a_file_is_made_for_people() -> None:
    text = library.dump(PAGE)
    assert "- city: 东海\n  author: 王一\n" in text
    assert "  - text: |-\n      头一段。\n    spans: []\n" in text


def test_long_paragraphs_stand_on_one_line() -> None:
    long = "好" * 2000
    page = replace(PAGE, sections=(replace(SECTION, paragraphs=(Paragraph(long),)),))
    assert f"      {long}\n" in library.dump(page)


def test_spans_stand_on_one_line() -> None:
    paragraph = Paragraph("一二", ((0, 1), (5, 6)))
    page = replace(PAGE, sections=(replace(SECTION, paragraphs=(paragraph,)),))
    assert "spans: [[0, 1], [5, 6]]\n" in library.dump(page)
