"""No conversation ends the program, however it goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer import Status
from retrieval.answering.answer import converse
from retrieval.snapshot import Snapshot
from tests.retrieval.answering.conversations import Generator, failures
from tests.retrieval.asking import ask


def test_made_up_conversations(snapshot: Snapshot) -> None:
    assert failures(snapshot, 100, seed=len(snapshot.passages)) == []


@settings(deadline=None, max_examples=50)
@given(turns=st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_is_a_question(shipped: Snapshot, turns: list[str]) -> None:
    for answer in converse(shipped, turns):
        assert answer.message or answer.hits


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**32), cut=st.text(max_size=4))
def test_a_turn_cut_short(shipped: Snapshot, seed: int, cut: str) -> None:
    turns = Generator(shipped, seed).conversation()
    for answer in converse(shipped, [turn[: len(turn) // 2] + cut for turn in turns]):
        assert answer.status in Status


@pytest.mark.parametrize("turn", ["吴国成呢", "羊荣江呢", "那吴国成呢"])
def test_a_person_of_another_report(shipped: Snapshot, turn: str) -> None:
    given = ask(shipped, "湖州的四大体系是什么", turn)
    assert given.message
    assert {hit.passage.city for hit in given.hits} <= {"金华"}


def test_a_city_and_a_person_that_do_not_meet(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州的吴国成说了什么")
    assert given.status is Status.NOT_FOUND
    assert "吴国成在金华的报道里" in given.message


@pytest.mark.parametrize("turn", ["第五个呢", "第九十九个", "第100条"])
def test_an_ordinal_past_the_end(shipped: Snapshot, turn: str) -> None:
    given = ask(shipped, "湖州的四大体系是什么", turn)
    assert given.status is Status.NOT_FOUND
    assert "4 项" in given.message


def test_a_word_of_most_places_is_asked_back_whatever_was_said_before(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州的四大体系是什么", "工会")
    assert given.status is Status.CLARIFY
    assert given.suggestions == ask(shipped, "工会").suggestions
    followed = ask(shipped, "湖州的四大体系是什么", "工会呢")
    assert {hit.passage.city for hit in followed.hits} == {"湖州"}
