"""The question sets: the share of right answers over all, and of each kind."""

from opencc import OpenCC

from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold
from tests.retrieval.answering import scoring


def test_the_shipped_page(shipped: Snapshot) -> None:
    shares = scoring.shares(shipped, scoring.read("questions.jsonl"))
    assert shares.pop("all") >= 0.97
    assert {kind: share for kind, share in shares.items() if share < 0.95} == {}


def test_facts_that_no_passage_gives(shipped: Snapshot) -> None:
    assert scoring.shares(shipped, scoring.read("hard.jsonl"))["all"] >= 0.85


def test_another_library(second: Snapshot) -> None:
    assert scoring.shares(second, scoring.read("second/questions.jsonl"))["all"] >= 0.95


def test_a_third_library(third: Snapshot) -> None:
    assert scoring.shares(third, scoring.read("third/questions.jsonl"))["all"] >= 0.94


def test_cities_of_another_province(guangdong: Snapshot) -> None:
    assert scoring.shares(guangdong, scoring.read("guangdong/questions.jsonl"))["all"] >= 0.88


def test_notices_of_no_place(hospital: Snapshot) -> None:
    assert scoring.shares(hospital, scoring.read("hospital/questions.jsonl"))["all"] >= 0.86


def test_news_of_a_town_without_places(town: Snapshot) -> None:
    assert scoring.shares(town, scoring.read("town/questions.jsonl"))["all"] >= 0.78


def test_news_of_a_rivers_towns_in_conversation(river: Snapshot) -> None:
    assert scoring.shares(river, scoring.read("river/questions.jsonl"))["all"] >= 0.85


def test_traditional_characters(shipped: Snapshot) -> None:
    traditional = OpenCC("s2t").convert
    cases = [case.spelt(traditional) for case in scoring.read("questions.jsonl")]
    assert scoring.shares(shipped, cases, held=fold)["all"] >= 0.95
