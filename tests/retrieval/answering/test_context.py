"""The turn before: an answer, or its question as it was understood."""

from itertools import pairwise

import pytest

from retrieval.answering import answer as answers
from retrieval.answering.answer import answer
from retrieval.answering.asked.question import Question, understand
from retrieval.snapshot import Snapshot

TURNS = ("湖州的四大体系是什么", "那绍兴呢", "谁采访整理的", "第一个呢")


def test_a_turn_goes_on_from_the_words_as_from_the_answer(shipped: Snapshot) -> None:
    given = [answer(shipped, TURNS[0])]
    for turn in TURNS[1:]:
        given.append(answer(shipped, turn, given[-1]))
    for before, after in pairwise(given):
        assert answer(shipped, after.question, before.understood).hits == after.hits


def test_nothing_is_understood_twice(shipped: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def counting(snapshot: Snapshot, text: str) -> Question:
        seen.append(text)
        return understand(snapshot, text)

    monkeypatch.setattr(answers, "understand", counting)
    first = answer(shipped, "绍兴的四大体系有哪些")
    answer(shipped, "湖州有多少职工", first.understood)
    assert seen == ["绍兴的四大体系有哪些", "湖州有多少职工"]
