"""Numbers as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import chinese, value


@given(st.integers(0, 9999))
def test_what_is_written_is_read(number: int) -> None:
    assert value(chinese(number)) == number
    assert value(str(number)) == number


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("十二", 12), ("两百", 200), ("一百零三", 103), ("三万五千", 35000), ("两亿", 200_000_000)],
)
def test_large_numbers(numeral: str, number: int) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("numeral", ["", "甲", "十甲", "1a"])
def test_no_numbers(numeral: str) -> None:
    assert value(numeral) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert value(text) is None or isinstance(value(text), int)
