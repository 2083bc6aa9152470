"""What buttons hold, and how it is read again."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.replies import links
from bot.telegram.replies.keyboards import Press, Verb, button, keyboard, parse, reference, referred
from corpus.library import Library
from retrieval.passages import Passage
from retrieval.snapshot import in_memory

identities = st.text(min_size=1, max_size=80) | st.text(
    string.ascii_letters + string.digits + "_-", min_size=1, max_size=24
)


@given(st.sampled_from(Verb), identities, st.integers(0, 999_999_999))
def test_every_press_fits_and_is_read_again(verb: Verb, identity: str, number: int) -> None:
    press = Press(verb, reference(Passage(identity, "文")), number)
    assert 1 <= len(press.data.encode()) <= 64
    assert parse(press.data) == press
    assert button("文", verb, press.reference, number).callback_data == press.data


@given(identities)
def test_every_link_is_one_telegram_takes(identity: str) -> None:
    payload = links.to_passage("bot", reference(Passage(identity, "文"))).partition("start=")[2]
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert links.passage_in(payload) == reference(Passage(identity, "文"))


@pytest.mark.parametrize(
    "data", ["", "n", "n:", "n:a:b:c", "Z:a:0", "n:文:0", "n::-1", "n::" + "9" * 10, "n:a:0\n"]
)
def test_what_is_no_press_of_ours(data: str) -> None:
    assert parse(data) is None


def test_a_reference_leads_to_its_passage_in_any_snapshot() -> None:
    first, second = Passage("导入的/第一段", "甲"), Passage("a1b2", "乙")
    held = in_memory(Library(), (first, second))
    assert referred(held, reference(first)) == first
    assert referred(held, "a1b2") == second
    emptied = in_memory(Library(), ())
    assert referred(emptied, reference(first)) is None


def test_no_buttons_are_no_keyboard() -> None:
    assert keyboard([[], []]) is None
