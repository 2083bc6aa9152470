"""Nothing that is shown steers a terminal."""

import json

from hypothesis import given
from hypothesis import strategies as st

from corpus.printable import escaped, on_one_line, printable


@given(st.text())
def test_printable_keeps_every_place(text: str) -> None:
    cleaned = printable(text)
    assert len(cleaned) == len(text)
    cleaned.encode()
    assert not any((c < " " and c != "\n") or "\x7f" <= c < "\xa0" for c in cleaned)


def test_printable_takes_away_what_steers() -> None:
    assert printable("a\x1b[2Jb\tc\u202ed\udc80\r\n湖州") == "a\ufffd[2Jb c\ufffdd\ufffd \n湖州"


@given(st.text())
def test_escaped_json_has_the_same_value_and_steers_nothing(text: str) -> None:
    shown = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(shown) == text
    assert printable(shown) == shown


@given(st.text())
def test_one_line_is_one(text: str) -> None:
    line = on_one_line(text)
    assert len(line) == len(text)
    assert len(line.splitlines()) <= 1
    assert not set("\x1b\x9b\u202e\u200b") & set(line)
