"""The index: the best first, a filter that leaves the statistics alone, any size."""

import pytest

from corpus.library import Library
from retrieval.answer import Status
from retrieval.answering.telling.suggest import suggestions
from retrieval.index.store import EVERYWHERE, Scope
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask, cities

ONE = Passage(id="a", text="东海要办好“春风行动”，送岗位八千个。", city="东海县", author="王一")


@pytest.fixture(scope="module")
def nothing() -> Snapshot:
    return in_memory(Library(), ())


@pytest.fixture(scope="module")
def single() -> Snapshot:
    return in_memory(Library(), (ONE,))


def test_the_best_comes_first_and_none_without_a_term(shipped: Snapshot) -> None:
    ranked = shipped.index.rank(shipped.index.terms("凤凰涅槃"))
    scores = [candidate.score for candidate in ranked]
    assert "凤凰涅槃" in shipped.passages[ranked[0].row].text
    assert scores == sorted(scores, reverse=True)
    assert shipped.index.rank(shipped.index.terms("xyzzy")) == []
    assert shipped.index.rank(shipped.index.terms("")) == []


@pytest.mark.parametrize("depth", [1, 3, 200])
def test_no_more_than_asked_for(shipped: Snapshot, depth: int) -> None:
    ranked = shipped.index.rank(shipped.index.terms("工会"), depth=depth)
    assert len(ranked) == min(depth, len(shipped.passages))


def test_a_filter_keeps_the_statistics_of_the_whole_library(snapshot: Snapshot) -> None:
    city = snapshot.cities[0]
    terms = snapshot.index.terms("工作建设")
    wide = {c.row: c for c in snapshot.index.rank(terms, depth=500)}
    narrow = snapshot.index.rank(terms, Scope((city,)), 500)
    assert narrow
    for candidate in narrow:
        assert snapshot.passages[candidate.row].city == city
        assert candidate == wide[candidate.row]


def test_a_filter_leaves_nothing_out(snapshot: Snapshot) -> None:
    terms = snapshot.index.terms("工作建设")
    found = [
        candidate.row
        for city in snapshot.cities
        for candidate in snapshot.index.rank(terms, Scope((city,)), 500)
    ]
    assert sorted(found) == sorted(c.row for c in snapshot.index.rank(terms, depth=500))


def test_rows_of_cities_and_people(shipped: Snapshot) -> None:
    def held(cities: tuple[str, ...], people: tuple[str, ...] = ()) -> set[str | None]:
        return {shipped.passages[row].city for row in shipped.store.rows(Scope(cities, people))}

    assert held(("湖州", "绍兴")) == {"湖州", "绍兴"}
    assert held((), ("何悦",)) == {"湖州", "舟山"}
    assert held(("湖州",), ("何悦",)) == {"湖州"}
    assert held(("绍兴",), ("何悦",)) == set()
    assert held(("上海",)) == set()
    assert shipped.store.rows(Scope(rows=(3, 1))) == [1, 3]
    assert len(shipped.store.rows(EVERYWHERE)) == len(shipped.passages)


def test_the_evidence_is_a_share(shipped: Snapshot) -> None:
    terms = shipped.index.terms("四大体系")
    (best, *_) = shipped.index.rank(terms)
    evidence = best.evidence
    assert evidence.passage == pytest.approx(1)
    assert 0 <= evidence.head <= evidence.sentence <= evidence.passage
    assert shipped.index.evidence(best.row, shipped.index.terms("")).passage == 0


def test_an_unknown_word_weighs_as_much_as_the_rarest(shipped: Snapshot) -> None:
    weights = list(shipped.index.weights(("没有这个词", "凤凰", "工会")).values())
    assert weights == sorted(weights, reverse=True)


def test_sections_and_passages_by_id(shipped: Snapshot) -> None:
    first = next(p for p in shipped.passages if p.city == "湖州")
    assert shipped.passage(first.id) == first
    assert shipped.passage("没有") is None
    section = shipped.section_of(first)
    assert [p.paragraph for p in section] == [1, 2, 3, 4, 5]
    assert {p.city for p in section} == {"湖州"}


@pytest.mark.parametrize(
    "question",
    ["", " ", "湖州", "湖州的四大体系", "谁", "哪些城市", "你好", "😀", "何悦写了哪几篇"],
)
def test_a_library_of_none(nothing: Snapshot, question: str) -> None:
    answer = ask(nothing, question)
    assert (answer.status, answer.hits, answer.suggestions) == (Status.NOT_FOUND, (), ())
    assert "语料库还是空的" in answer.message


def test_a_library_of_none_suggests_nothing(nothing: Snapshot) -> None:
    assert suggestions(nothing, ()) == ()


def test_a_conversation_with_a_library_of_none(nothing: Snapshot) -> None:
    assert ask(nothing, "湖州的四大体系", "那绍兴呢", "第二个").status is Status.NOT_FOUND
    assert ask(nothing, "四大体系", city="甬").status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    ["春风行动", "东海的春风行动是什么", "东海县", "dong hai", "王一是谁", "谁提到春风行动"],
)
def test_a_library_of_one(single: Snapshot, question: str) -> None:
    assert cities(ask(single, question)) == ["东海县"]


@pytest.mark.parametrize("question", ["上海的春风行动", "东海有多少会员", "火星", "西山", ""])
def test_what_a_library_of_one_does_not_hold(single: Snapshot, question: str) -> None:
    answer = ask(single, question)
    assert answer.status is Status.NOT_FOUND
    assert "东海县" in answer.message


def test_an_imported_passage_stands_alone(single: Snapshot) -> None:
    assert single.section_of(single.passages[0]) == (ONE,)
