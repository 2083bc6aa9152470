"""The words that make a passage an answer are marked, and no others."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import Library
from corpus.section import Span
from retrieval.answering.answer import converse
from retrieval.answering.asked.question import Question, understand
from retrieval.answering.telling.highlight import highlights, merge
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.answering import scoring
from tests.retrieval.asking import ask, marked

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1]))
)


def points(spans: "list[Span] | tuple[Span, ...]") -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


@given(SPANS)
def test_merged_ranges_hold_the_same_places(spans: list[Span]) -> None:
    merged = merge(spans)
    assert points(merged) == points(spans)
    assert all(before[1] < after[0] for before, after in pairwise(merged))


@pytest.mark.parametrize(
    ("library", "questions"),
    [("shipped", "questions.jsonl"), ("second", "second/questions.jsonl")],
)
def test_highlights_are_in_order_apart_and_within_the_text(
    library: str, questions: str, request: pytest.FixtureRequest
) -> None:
    snapshot: Snapshot = request.getfixturevalue(library)
    hits = [
        hit
        for case in scoring.read(questions)[::3]
        for given in converse(snapshot, case.turns)
        for hit in given.hits
    ]
    assert sum(bool(hit.highlights) for hit in hits) > len(hits) / 2
    for hit in hits:
        places = [place for span in hit.highlights for place in span]
        assert places == sorted(set(places))
        assert all(0 <= place <= len(hit.passage.text) for place in places)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("湖州的四大体系是什么", "四大体系"),
        ("請問湖州的四大體系是什麼", "四大体系"),
        ("金华的10大品牌", "十大品牌"),
        ("凤凰涅槃", "凤凰涅槃"),
        ("服务保障Ｇ２０峰会", "G20峰会"),
        ("温州的八位一体指什么", "八位一体"),
    ],
)
def test_the_weighty_words_are_marked(shipped: Snapshot, question: str, words: str) -> None:
    assert any(words in mark for mark in marked(ask(shipped, question)))


@pytest.mark.parametrize("word", ["的", "是", "什么", "工会", "湖州"])
def test_common_words_are_not(shipped: Snapshot, word: str) -> None:
    assert word not in marked(ask(shipped, "湖州工会的四大体系是什么"))


def test_marks_stay_in_their_places_where_folding_changes_letters(shipped: Snapshot) -> None:
    text = "ﬁ㍿與Ｇ２０峰會，Ｇ２０峰会"
    spans = highlights(understand(shipped, "g20峰会"), text)
    assert [text[start:end] for start, end in spans] == ["Ｇ２０峰會", "Ｇ２０峰会"]


def test_nothing_is_marked_for_nothing(shipped: Snapshot) -> None:
    assert highlights(Question(), "一段话") == ()
    assert highlights(understand(shipped, "火星登陆"), "一段话") == ()


def test_the_words_that_met_are_told() -> None:
    passages = [Passage("a", "县里要求按月足额发放薪酬。"), Passage("b", "勞動競賽在車間舉行。")]
    snapshot = in_memory(Library(), passages)
    (first, *_) = ask(snapshot, "按月发放工钱").hits
    assert first.why == (("工钱", "薪酬"),)
    assert "薪酬" in "".join(first.passage.text[a:b] for a, b in first.highlights)
    assert ask(snapshot, "劳动竞赛").hits[0].why == (("劳动竞赛", "勞動競賽"),)


def test_what_denies_a_word_is_not_told_as_another_word_for_it() -> None:
    passages = [Passage("a", "车位停车免费，物业费照交。")]
    told = ask(in_memory(Library(), passages), "停车收费吗")
    assert told.hits
    assert ("收费", "免费") not in told.hits[0].why
