"""Suggestions are questions that work as they stand."""

import pytest

from corpus.library import Library
from retrieval.answer import Status
from retrieval.answering.answer import converse
from retrieval.answering.telling.suggest import suggestions
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.answering import scoring
from tests.retrieval.asking import ask, cities

SILENT = ["火星登陆", "{}的GDP是多少", "{}有多少会员", "{}的十大品牌", "{}的六大工程", "{}是几号"]


def assert_works(snapshot: Snapshot, question: str) -> None:
    given = ask(snapshot, question)
    assert given.status is Status.ANSWERED, question
    assert given.hits, question


@pytest.mark.parametrize(
    ("library", "questions"),
    [
        ("shipped", ("questions.jsonl", "hard.jsonl")),
        ("second", ("second/questions.jsonl",)),
    ],
)
def test_every_suggestion_made_works(
    library: str, questions: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    snapshot: Snapshot = request.getfixturevalue(library)
    made: set[str] = set()
    for case in scoring.read(*questions):
        for given in converse(snapshot, case.turns):
            made.update(given.suggestions)
    for city in snapshot.cities:
        for question in SILENT:
            made.update(ask(snapshot, question.format(city)).suggestions)
    assert len(made) >= len(snapshot.cities)
    for question in sorted(made):
        assert_works(snapshot, question)


def test_one_for_every_report(snapshot: Snapshot) -> None:
    made = suggestions(snapshot, (), count=100)
    assert len(set(made)) == len(made) >= len(snapshot.cities) - 1
    for question in made:
        assert_works(snapshot, question)


def test_a_suggestion_is_answered_by_the_city_that_it_names(snapshot: Snapshot) -> None:
    for city in snapshot.cities:
        (first, *_) = suggestions(snapshot, [city], count=1)
        assert cities(ask(snapshot, first))[0] == city


def test_the_choices_of_a_question_asked_back_work(shipped: Snapshot) -> None:
    given = ask(shipped, "劳动竞赛")
    assert given.status is Status.CLARIFY
    assert len(given.suggestions) == len(given.hits) > 5
    for hit, question in zip(given.hits, given.suggestions, strict=True):
        assert cities(ask(shipped, question))[0] == hit.passage.city


def test_what_is_given_comes_first_and_nothing_twice(shipped: Snapshot) -> None:
    made = suggestions(shipped, ["湖州"], ["湖州的四大体系是什么"], count=3)
    assert made[0] == "湖州的四大体系是什么"
    assert len(set(made)) == 3


def test_a_report_without_slogans_is_asked_for_its_speaker() -> None:
    plain = Passage("a", "一段平常的话。", city="东海", author="王一", page="p", section=1)
    unknown = Passage("b", "又一段平常的话。", page="p", section=2)
    snapshot = in_memory(Library(), (plain, unknown))
    assert suggestions(snapshot, ()) == ("王一是什么职务",)
    assert_works(snapshot, "王一是什么职务")


def test_another_question_is_given_others_and_the_same_the_same(shipped: Snapshot) -> None:
    first, again, second = (ask(shipped, q).suggestions for q in ("火星登陆", "火星登陆", "红烧肉"))
    assert first == again != second


def test_a_city_asked_about_is_asked_about_again(snapshot: Snapshot) -> None:
    for city in snapshot.cities:
        given = ask(snapshot, f"{city}的航空母舰有几艘")
        assert city in given.suggestions[0] or given.hits


def test_reports_of_no_place_are_asked_what_they_say(town: Snapshot) -> None:
    made = ask(town, "火星登陆").suggestions
    assert len(made) == 3
    for question in made:
        assert_works(town, question)
