"""The lead: whole clauses of the passages shown, short, and the words that answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import Library
from retrieval.answer import Answer
from retrieval.answering.answer import converse
from retrieval.answering.quote import MOST
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.answering import scoring
from tests.retrieval.asking import ask

TEXTS = st.text(alphabet="桥塔建成高米年，。；！ \n“”", min_size=1, max_size=400)


def quoted(given: Answer) -> list[str]:
    """The words of the lead."""
    texts = {hit.passage.id: hit.passage.text for hit in given.hits}
    return [texts[quote.id][slice(*quote.span)] for quote in given.lead]


@pytest.mark.parametrize(
    ("library", "questions"),
    [("shipped", "questions.jsonl"), ("second", "second/questions.jsonl")],
)
def test_every_answer_has_one_and_it_is_short(
    library: str, questions: str, request: pytest.FixtureRequest
) -> None:
    snapshot: Snapshot = request.getfixturevalue(library)
    for case in scoring.read(questions)[::3]:
        for answered in converse(snapshot, case.turns):
            words = quoted(answered)
            assert bool(words) == bool(answered.hits), answered.question
            assert all(0 < len(word) <= MOST for word in words)


@given(TEXTS)
def test_any_text_has_a_lead_within_it(text: str) -> None:
    snapshot = in_memory(Library(), [Passage("a", text)])
    for quote in ask(snapshot, "桥塔").lead:
        start, end = quote.span
        assert 0 <= start < end <= len(text)
        assert end - start <= MOST


def test_a_list_is_led_by_its_items(shipped: Snapshot) -> None:
    words = quoted(ask(shipped, "金华的十大品牌有哪些"))
    assert len(words) == 10
    assert all(word.endswith("品牌") for word in words)


def test_the_sentence_that_answers() -> None:
    text = "大桥连接两岸，往来方便。桥长八百米，宽二十米。每天有很多车辆经过。"
    snapshot = in_memory(Library(), [Passage("a", text)])
    assert any("八百米" in words for words in quoted(ask(snapshot, "桥长多少米")))


def test_of_one_city_among_several_what_it_says_of_the_theme(shipped: Snapshot) -> None:
    given = ask(shipped, "哪个城市说到了劳模")
    assert len(given.hits) > 1
    for hit in given.hits:
        first = next(quote for quote in given.lead if quote.id == hit.passage.id)
        words = hit.passage.text[slice(*first.span)]
        assert "劳模" in words[: words.find("，") if "，" in words else None]
