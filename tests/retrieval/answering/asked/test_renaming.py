"""Turns that correct the one before, point at a thing of its answer, or ask who said it."""

import pytest

from corpus.library import Library
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask, cities

FERRY = (
    "渡口的船票从5元涨到8元，摆渡的船工孔令山说，学生坐船不要钱。",
    "雾里最难拍。那张照片叫《浮》，后来印在了汽车票上。",
    "渡船撞了桥墩，三人受伤送医。",
)


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("船票涨到多少", "谁说的"), "孔令山的话"),
        (("渡船撞了桥墩", "谁说的"), "没有写明发言人。永靖县这篇的署名是：记者 祁正邦"),
        (("船票涨到多少", "那张雾里的照片叫什么"), "《浮》"),
        (("渡船撞了桥墩", "伤了几个"), "三人受伤"),
    ],
)
def test_a_turn_that_names_nobody(turns: tuple[str, ...], said: str) -> None:
    passages = [
        Passage(f"f{n}", t, headline="渡口", credit="记者 祁正邦", city="永靖县")
        for n, t in enumerate(FERRY)
    ]
    passages.append(Passage("x", "东平的湖水退了。", headline="湖", city="东平县"))
    given = ask(in_memory(Library(), passages), *turns)
    assert said in given.message + given.hits[0].passage.text


@pytest.mark.parametrize(
    ("turn", "city", "said"),
    [
        ("说错了，是金华的，前两个是啥", "金华", "十大品牌"),
        ("不是台州，我问湖州的四大体系", "湖州", "四大体系"),
        ("不是台州，我问的是金华", "金华", "十大品牌"),
    ],
)
def test_a_correction_with_another_question(
    shipped: Snapshot, turn: str, city: str, said: str
) -> None:
    given = ask(shipped, "台州的十大品牌", turn)
    assert cities(given)[0] == city
    assert said in given.understood


def test_one_of_two_questions_has_no_answer(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州的四大体系是什么？火星上有几座水库？")
    assert "“火星上有几座水库？”没有找到答案" in given.message
    assert cities(given)[0] == "湖州"
