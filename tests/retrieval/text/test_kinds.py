"""Kinds of answers: what questions ask for, and what gives it."""

import pytest

from retrieval.text import kinds


@pytest.mark.parametrize(
    ("question", "kind", "gives", "lacks"),
    [
        ("大桥什么时候通车", "time", "明年三月通车", "大桥很长"),
        ("食堂几点开门", "time", "早上11:30", "食堂在二楼"),
        ("有多少座水库", "unit", "修了三十座", "修了三十家"),
        ("补贴多少钱", "money", "每人五百元", "每人一份"),
        ("谁修的桥", "person", "工匠李春，隋朝人", "用石头砌成"),
        ("医院在哪里", "place", "位于城南", "全天开放"),
        ("为什么停工", "reason", "因为下雨", "停工三天"),
        ("热线电话是多少", "phone", "拨打0571-12345678", "拨打热线"),
    ],
)
def test_what_is_asked_for_and_what_gives_it(
    question: str, kind: str, gives: str, lacks: str
) -> None:
    pattern = kinds.asked_for(question)[kind]
    assert pattern.search(gives)
    assert not pattern.search(lacks)


def test_a_statement_asks_for_nothing() -> None:
    assert kinds.asked_for("大桥通车") == {}
    assert kinds.beside("大桥通车") == ("", "")


def test_what_stands_beside_the_asking_word() -> None:
    assert kinds.beside("那座大桥,由谁设计的?") == ("由", "设计的")
    assert kinds.beside("一二三四五六七八由谁") == ("四五六七八由", "")
