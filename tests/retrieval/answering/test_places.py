"""Which places say it: complete and exact, however the question puts the theme."""

import pytest

from corpus.library import Library
from retrieval.answer import Status
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask, cities

TEXTS = {
    "永靖县": "48条木壳渡船年底前全部退出，换成钢质船。",
    "抚远市": "乌苏里江流冰，改由两艘气垫船接送巡护员。",
    "东平县": "湖边今年修通绿道三十公里。",
    "余干县": "水退一块，种一块，县里免费发稻种。",
}


@pytest.fixture(scope="module")
def rivers() -> Snapshot:
    """A report of each of some places."""
    passages = [
        Passage(place, text, city=place, headline=f"{place}的事", credit="记者 柳岸")
        for place, text in TEXTS.items()
    ]
    return in_memory(Library(), passages)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("哪里写到气垫船或渡船", {"永靖县", "抚远市"}),
        ("除了抚远，还有哪里写到气垫船或渡船", {"永靖县"}),
        ("哪几个地方修绿道", {"东平县"}),
        ("除了抚远还有哪个县写到气垫船", set()),
        ("哪些地方的报道说到稻种", {"余干县"}),
    ],
)
def test_the_places_that_say_it(rivers: Snapshot, question: str, said: set[str]) -> None:
    assert set(cities(ask(rivers, question))) == said


def test_who_reported_what_a_theme_tells(rivers: Snapshot) -> None:
    assert "柳岸" in ask(rivers, "木壳渡船那篇报道，记者叫什么").message


def test_a_province_is_the_places_in_it(shipped: Snapshot) -> None:
    given = ask(shipped, "浙江哪些城市提到工资集体协商")
    assert set(cities(given)) == {"金华", "温州"}
    assert ask(shipped, "浙江各市的重点是什么").status is Status.ANSWERED


@pytest.mark.parametrize("question", ["浙江省总工会主席是谁", "江苏有哪些城市"])
def test_a_body_of_a_province_is_none_of_its_places(shipped: Snapshot, question: str) -> None:
    assert ask(shipped, question).status is Status.NOT_FOUND


def test_what_each_of_two_places_says_is_shown_though_it_says_it_otherwise(
    shipped: Snapshot,
) -> None:
    given = ask(shipped, "宁波跟绍兴分别怎么管钱")
    assert set(cities(given)) == {"宁波", "绍兴"}


def test_where_something_is_done_for_somebody_asks_for_places(shipped: Snapshot) -> None:
    assert len(set(cities(ask(shipped, "哪里给职工办疗休养")))) > 1
