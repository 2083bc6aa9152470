from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.terminal.typeset import NO_END, NO_START, breaks, units

CHINESE = st.sampled_from("一二三工会，。、：“”‘’（）《》—…· 　12aZ%.-/é😀👍🏽\u200d\ufe0f\u0301")
TEXTS = st.text(CHINESE | st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=80)
WIDTHS = st.integers(2, 60)


def lines(text: str, width: int) -> list[str]:
    places = [0, *breaks(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@given(TEXTS, WIDTHS)
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    assert "".join(lines(text, width)) == text
    assert all(cell_len(line) <= width for line in lines(text, width))


@given(TEXTS, WIDTHS)
def test_lines_begin_and_end_as_they_may(text: str, width: int) -> None:
    if any(cell_len(unit) > width for unit in units(text)):
        return
    broken = lines(text, width)
    assert all(line[0] not in NO_START and not line[0].isspace() for line in broken[1:])
    assert all(line[-1] not in NO_END for line in broken[:-1])


@given(TEXTS, WIDTHS)
def test_a_line_takes_what_fits(text: str, width: int) -> None:
    broken = lines(text, width)
    for line, following in pairwise(broken):
        unit = next(units(following))
        assert cell_len(line) + cell_len(unit) > width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("工会工作，很好", 8, ["工会工", "作，很好"]),
        ("工会的“四型”工会", 7, ["工会的", "“四型”", "工会"]),
        ("今年是2016年", 8, ["今年是", "2016年"]),
        ("部署 and 落实", 8, ["部署 ", "and 落实"]),
        ("破折号——不分", 7, ["破折", "号——不", "分"]),
        ("（《关于》）", 4, ["（《", "关于", "》）"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("“互联网+”模式", 9, ["“互联网+”", "模式"]),
        ("", 4, [""]),
    ],
)
def test_examples(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("“工", ["“工"]),
        ("工会，好", ["工", "会，", "好"]),
        ("G20峰会", ["G20", "峰", "会"]),
        ("“5·1”服务", ["“5·1”", "服", "务"]),
        ("don’t go", ["don’t ", "go"]),
        ("……好——好", ["……", "好——", "好"]),
        ("👨\u200d👩\u200d👧好", ["👨\u200d👩\u200d👧", "好"]),
        ("3.5%的", ["3.5%", "的"]),
        ("https://a.b/c好", ["https://a.b/c", "好"]),
        ("", []),
    ],
)
def test_units(text: str, whole: list[str]) -> None:
    assert list(units(text)) == whole
