"""Where it is from: which place says a thing or somebody is of, and which newspaper printed it."""

from pathlib import Path

import pytest

from retrieval.answer import Status
from retrieval.snapshot import Snapshot, opened
from tests.retrieval.asking import ask, cities


@pytest.mark.parametrize(
    ("question", "city"),
    [
        ("G20的事是哪个城市说的", "杭州"),
        ("五感是哪个市的做法", "宁波"),
        ("最美衢州人是哪里提的", "衢州"),
        ("小三级工会是哪儿的", "宁波"),
        ("一都三城是哪个市的目标", "台州"),
    ],
)
def test_the_place_that_says_it_comes_first(shipped: Snapshot, question: str, city: str) -> None:
    given = ask(shipped, question)
    assert cities(given) == [city]
    assert given.message.endswith(f"只有{city}。")


def test_a_thing_that_several_places_say(shipped: Snapshot) -> None:
    given = ask(shipped, "扁平化是哪个市的做法")
    assert {*cities(given)} == {"宁波", "温州", "绍兴"}


def test_a_code_that_no_place_says(shipped: Snapshot) -> None:
    given = ask(shipped, "G77的事是哪个城市说的")
    assert (given.status, given.hits) == (Status.NOT_FOUND, ())
    assert "G77" in given.message


@pytest.mark.parametrize("turn", ["哪个城市的", "是哪儿的", "哪个市", "这是哪里的做法"])
def test_whose_the_last_answer_is(shipped: Snapshot, turn: str) -> None:
    given = ask(shipped, "甬工惠是什么", turn)
    assert given.message == "是宁波的报道，苏利冕说的。"


@pytest.mark.parametrize("turn", ["谁提出的", "是谁最先提的", "谁说的"])
def test_who_said_what_the_last_answer_says(shipped: Snapshot, turn: str) -> None:
    assert "苏利冕" in ask(shipped, "小三级工会是什么", turn).message


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("苏利冕是哪个城市的", "宁波这篇的发言人是苏利冕"),
        ("哪个城市的工会主席是郑荣胜", "杭州这篇的发言人是郑荣胜"),
        ("应雄是哪个市的工会主席", "原文里写的是副主席"),
    ],
)
def test_which_place_somebody_is_of(shipped: Snapshot, question: str, person: str) -> None:
    assert person in ask(shipped, question).message


PRINTED = ["这是哪天的报纸", "哪份报纸登的", "这些报道是哪天的", "第几版", "什么时候见报的"]


@pytest.mark.parametrize("question", PRINTED)
def test_a_newspaper_that_the_page_does_not_tell(shipped: Snapshot, question: str) -> None:
    given = ask(shipped, question)
    assert given.status is Status.NOT_FOUND
    assert "没有写明是哪份报纸、哪一天的" in given.message


PAGE = """\
title: [夜校]
date: 2024-03-05
publication: 湖州晚报
raw: null
sections:
- city: 湖州
  author: 钟鸣
  office: 校长
  headline: 夜校开班
  credit: null
  paragraphs:
  - text: 夜校开了三个班，学费全免。
    spans: []
"""


@pytest.mark.parametrize("question", PRINTED)
def test_the_newspaper_and_its_date(
    question: str,
    tmp_path: Path,
    cache: Path,  # noqa: ARG001
) -> None:
    (tmp_path / "night.yaml").write_text(PAGE, "utf-8")
    snapshot = opened([tmp_path])
    for turns in ((question,), ("夜校开了几个班", question)):
        given = ask(snapshot, *turns)
        assert "登在《湖州晚报》2024年3月5日" in given.message
        assert given.status is Status.ANSWERED
