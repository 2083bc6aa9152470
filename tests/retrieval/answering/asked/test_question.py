"""Understanding a question: whose reports, what it asks for, what it is about."""

import re

import pytest

from retrieval.answering.asked.asks import Asks
from retrieval.answering.asked.frame import MAX_LENGTH
from retrieval.answering.asked.question import understand
from retrieval.snapshot import Snapshot, mended
from retrieval.text.phrases import words


def theme(snapshot: Snapshot, question: str) -> str:
    return "".join(re.findall(r"\w", understand(snapshot, question).theme))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("湖州的四大体系是什么", "四大体系"),
        ("请问一下湖州的四大体系是什么？谢谢", "四大体系"),
        ("麻烦帮我查一下，湖州的四大体系有哪些呀", "四大体系"),
        ("請問湖州市的四大體系是什麼", "四大体系"),
        ("huzhou的4大体系", "四大体系"),
        ("“四大体系”", "四大体系"),
        ("湖州和绍兴的扁平化有什么不同", "扁平化"),
        ("哪些城市提到工资集体协商", "工资集体协商"),
        ("何悦整理了哪几篇", ""),
        ("G20在哪个城市办", "g20"),
        ("哪个市办G20", "g20"),
        ("湖州", ""),
        ("你好", ""),
        ("", ""),
    ],
)
def test_the_theme_is_what_is_left(shipped: Snapshot, question: str, expected: str) -> None:
    assert theme(shipped, question) == expected


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("湖州的四大体系是什么", Asks.PASSAGE),
        ("哪些城市提到工资集体协商", Asks.PLACES),
        ("有几个市要搞扁平化", Asks.PLACES),
        ("谁提到了三性", Asks.PLACES),
        ("湖州市总工会主席是谁", Asks.SPEAKER),
        ("钟鸣是什么职务", Asks.SPEAKER),
        ("湖州那篇的标题", Asks.SPEAKER),
        ("湖州那篇是谁整理的", Asks.CREDIT),
        ("五感那篇的记者是谁", Asks.CREDIT),
        ("哪一年的记者会公布了成分调查", Asks.PASSAGE),
    ],
)
def test_what_is_asked_for(shipped: Snapshot, question: str, asks: Asks) -> None:
    assert understand(shipped, question).asks is asks


def test_names_are_told_apart(shipped: Snapshot) -> None:
    asked = understand(shipped, "上海和湖州，何悦与钟鸣")
    assert asked.cities == ("湖州",)
    assert set(asked.people) == {"何悦", "钟鸣"}
    assert asked.strangers == ("上海",)


def test_cities_come_once_in_order(shipped: Snapshot) -> None:
    assert understand(shipped, "绍兴、湖州和绍兴市").cities == ("绍兴", "湖州")


@pytest.mark.parametrize("question", ["湖州有哪些体系", "湖州的四大体系", "五感分别指什么"])
def test_several_things_asked_for(shipped: Snapshot, question: str) -> None:
    assert understand(shipped, question).lists


@pytest.mark.parametrize("question", ["凤凰涅槃", "怎么服务民宿经济"])
def test_one_thing_asked_for(shipped: Snapshot, question: str) -> None:
    assert not understand(shipped, question).lists


def test_a_place_inside_a_slogan_is_part_of_the_theme(shipped: Snapshot) -> None:
    asked = understand(shipped, "最美衢州人")
    assert asked.cities == ("衢州",)
    assert "最美衢州人" in asked.theme


def test_no_more_than_a_page_is_read(shipped: Snapshot) -> None:
    asked = understand(shipped, "湖州" * MAX_LENGTH + "的四大体系")
    assert asked.cities == ("湖州",)
    assert len(asked.asked) <= MAX_LENGTH


def test_word_lists_come_longest_first_without_comments() -> None:
    listed = words("frame")
    assert [len(word) for word in listed] == sorted(map(len, listed), reverse=True)
    assert not any("#" in word for word in listed)


def test_a_question_that_comes_again_is_read_once_in_each_snapshot(shipped: Snapshot) -> None:
    asked = understand(shipped, "湖州的四大体系有哪些")
    assert understand(shipped, "湖州的四大体系有哪些") is asked
    other = mended(shipped, [], ["四大体系 四梁八柱"])
    assert ("四大体系", "四梁八柱") in understand(other, "湖州的四大体系有哪些").terms.meanings
    assert understand(shipped, "湖州的四大体系有哪些") is asked
