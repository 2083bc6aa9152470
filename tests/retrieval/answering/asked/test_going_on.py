"""Reading on: more of the report that the last answer is of."""

import pytest

from corpus.library import Library
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask, cities


@pytest.mark.parametrize("turn", ["他还说了什么", "还有呢", "继续", "还讲了什么"])
def test_the_report_goes_on_in_its_order(shipped: Snapshot, turn: str) -> None:
    turns, read = ["绍兴讲了什么"], list[int | None]()
    for _ in range(3):
        turns.append(turn)
        read.append(ask(shipped, *turns).hits[0].passage.paragraph)
    assert read == [2, 3, 4]
    assert ask(shipped, *turns, turn).message == "这篇报道就说了这些。"


def test_what_stands_before_the_answer_is_read_last(shipped: Snapshot) -> None:
    given = ask(shipped, "绍兴怎么建立工会工作队伍", "还有呢")
    assert [hit.passage.paragraph for hit in given.hits] == [4, 1, 2]


def test_places_are_asked_for_others(shipped: Snapshot) -> None:
    assert "除" not in ask(shipped, "绍兴讲了什么", "还有呢").message
    assert "只有湖州" in ask(shipped, "哪些城市提到四大体系", "还有呢").message


def test_a_question_in_vain_does_not_end_a_conversation(shipped: Snapshot) -> None:
    given = ask(shipped, "衢州工会主席是谁", "他手机号码多少", "他还说了什么")
    assert set(cities(given)) == {"衢州"}


def test_a_report_as_a_whole(shipped: Snapshot) -> None:
    assert ask(shipped, "温州的报道说了什么").hits == ask(shipped, "温州说了什么").hits


def test_a_thing_alone_after_a_list_of_places_asks_for_places(shipped: Snapshot) -> None:
    given = ask(shipped, "哪些城市提到农民工", "那工资集体协商呢")
    assert set(cities(given)) == {"金华", "温州"}
    assert "有 2 个地方" in given.message


@pytest.mark.parametrize("turn", ["具体怎么做", "详细说说", "具体说说"])
def test_a_report_as_a_whole_is_told_in_detail_by_reading_on(shipped: Snapshot, turn: str) -> None:
    given = ask(shipped, "绍兴讲了什么", turn)
    assert [hit.passage.paragraph for hit in given.hits] == [2, 3, 4]


@pytest.mark.parametrize("question", ["绍兴工会今年主要干些什么", "湖州工会今年打算怎么干"])
def test_the_plans_of_a_body(shipped: Snapshot, question: str) -> None:
    given = ask(shipped, question)
    assert "这篇的标题是" in given.message
    assert set(cities(ask(shipped, question, "那丽水工会呢"))) == {"丽水"}


def test_what_those_of_the_last_answer_are_about_to_do(shipped: Snapshot) -> None:
    given = ask(shipped, "苏利冕是哪个城市的", "他们今年干啥")
    assert (given.understood, set(cities(given))) == ("苏利冕今年干啥", {"宁波"})


def test_who_says_what_one_place_says(shipped: Snapshot) -> None:
    assert "发言人是王益琪" in ask(shipped, "谁提出了八位一体").message


LIFTS = "电梯里装了“阻车门”，电瓶车推进去就不关门，装了的326部电梯，上楼的车少了九成。"


def test_a_turn_that_says_little_is_about_what_was_asked_before() -> None:
    town = in_memory(Library(), [Passage("a", LIFTS), Passage("b", "村里修了一座桥。")])
    turns = "多少部电梯装了阻车门", "管用吗"
    assert [hit.passage.id for hit in ask(town, *turns).hits] == ["a"]
    for other in ("能带狗吗", "火星登陆", "xyz", "天气预报怎么说"):
        assert ask(town, turns[0], other).hits == ()
