"""Silence: what the corpus does not hold gets no passage, and a message that helps."""

import numpy as np
import pytest

from corpus.library import Library
from retrieval.answer import Status
from retrieval.passages import Passage
from retrieval.ranking import rank, silence
from retrieval.ranking.rank import Candidate, Evidence
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask, cities


def candidate(confidence: float) -> Candidate:
    return Candidate(0, 1.0, confidence, Evidence(1.0, 1.0, 1.0, 0.0))


def assert_silent(snapshot: Snapshot, *turns: str) -> str:
    given = ask(snapshot, *turns)
    assert given.status is Status.NOT_FOUND
    assert given.hits == ()
    return given.message


@pytest.mark.parametrize(
    "question",
    [
        *("湖州有多少工会会员", "湖州的GDP是多少", "湖州工会成立于哪一年", "湖州工会电话是多少"),
        *("四大体系是几月几号提出的", "湖州有几座机场"),
    ],
)
def test_asked_facts_that_no_passage_gives(shipped: Snapshot, question: str) -> None:
    assert_silent(shipped, question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("宁波要推出多少项特色优惠服务", "20项以上"),
        ("十三五开局之年是哪一年", "2016年"),
        ("宁波的星级创建是几年行动计划", "三年行动计划"),
    ],
)
def test_asked_facts_that_a_passage_gives(shipped: Snapshot, question: str, said: str) -> None:
    assert said in ask(shipped, question).hits[0].passage.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("洛溪县今冬明春打算投多少钱修水利", "2.3亿元"),
        ("渠道验收合格以后每公里补多少钱", "补助3万元"),
        ("望川县的最高水位是多少", "37.86米"),
        ("望川县的特大洪水是哪天", "6月24日"),
    ],
)
def test_facts_of_another_library(second: Snapshot, question: str, said: str) -> None:
    assert said in ask(second, question).hits[0].passage.text


@pytest.mark.parametrize(
    ("question", "city", "theme"),
    [
        ("湖州的十大品牌", "金华", "十大品牌"),
        ("宁波的四大体系是什么", "湖州", "四大体系"),
        ("丽水的五大行动", "台州", "五大行动"),
        ("绍兴的甬工惠", "宁波", "甬工惠"),
    ],
)
def test_another_citys_theme(shipped: Snapshot, question: str, city: str, theme: str) -> None:
    message = assert_silent(shipped, question)
    assert city in message
    assert theme in message
    given = ask(shipped, ask(shipped, question).suggestions[0])
    assert given.status is Status.ANSWERED
    assert cities(given)[0] == city


@pytest.mark.parametrize(
    ("question", "city"), [("石塬县的六大工程", "安沣"), ("安沣的四字诀", "古亭县")]
)
def test_another_countys_theme(second: Snapshot, question: str, city: str) -> None:
    assert city in assert_silent(second, question)
    assert cities(ask(second, ask(second, question).suggestions[0]))[0] == city


def test_another_citys_list_beside_the_own_agenda(shipped: Snapshot) -> None:
    given = ask(shipped, "绍兴的四大体系是什么")
    assert given.status is Status.NOT_FOUND
    assert "绍兴的报道里没有“四大体系”" in given.message
    assert {hit.passage.city for hit in given.nearest} == {"绍兴"}


def test_a_refusal_about_a_city_lists_no_others(shipped: Snapshot) -> None:
    assert "杭州" not in assert_silent(shipped, "湖州有几座机场")


@pytest.mark.parametrize("place", ["上海", "苏州", "泰州", "北京", "海宁"])
def test_places_that_are_not_held(shipped: Snapshot, place: str) -> None:
    message = assert_silent(shipped, f"{place}工会的四大体系")
    assert place in message
    assert "湖州" in message


@pytest.mark.parametrize(
    "question",
    [
        *("", " ", "？", "你好", "在吗", "今天天气怎么样", "讲个笑话", "asdfgh", "😀😀"),
        *(
            "怎么做红烧肉",
            "明天股票会涨吗",
            "的的的的",
            "。。。",
            "<b>",
            "\x00",
            "\ud800",
        ),
    ],
)
def test_chit_chat_and_noise(snapshot: Snapshot, question: str) -> None:
    message = assert_silent(snapshot, question)
    assert snapshot.cities[0] in message


def test_a_silent_answer_suggests_two_or_three_questions(snapshot: Snapshot) -> None:
    assert 2 <= len(ask(snapshot, "火星登陆").suggestions) <= 3


def test_an_answer_suggests_nothing_else(shipped: Snapshot) -> None:
    assert ask(shipped, "湖州的四大体系是什么").suggestions == ()


@pytest.mark.parametrize("length", [4_000, 50_000])
def test_long_questions(shipped: Snapshot, length: int) -> None:
    assert_silent(shipped, "火星登陆" * (length // 4))


def test_confidence_grows_with_what_is_held(shipped: Snapshot) -> None:
    texts = ("春天来了", "凤凰", "工会要凤凰涅槃", "工会要凤凰涅槃、浴火重生")
    sought = shipped.index.terms("工会凤凰涅槃浴火重生")
    held = rank.features(sought, texts, [""] * 4, np.zeros(4))
    chances = rank.confidence(held).tolist()
    assert chances == sorted(chances)
    assert 0 < chances[0] < silence.ENOUGH < chances[-1] < 1


def test_what_answers() -> None:
    assert silence.answering([]) == []
    assert silence.best([]) == 0.0
    assert silence.answering([candidate(0.01)]) == []
    assert silence.answering([candidate(0.9), candidate(0.01)]) == [candidate(0.9)]
    assert len(silence.answering([candidate(0.9), candidate(0.8)])) == 2


def test_what_is_near_is_shown_where_nothing_answers(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州工会的四大体系花了多少钱")
    assert given.status is Status.NOT_FOUND
    assert 0 < len(given.nearest) <= silence.SHOWN
    assert {hit.passage.city for hit in given.nearest} == {"湖州"}
    assert ask(shipped, "火星登陆").nearest == ()
    assert ask(shipped, "湖州的四大体系是什么").nearest == ()


NEWS = (
    Passage("a", "队长孟海生说：“快一分钟，岸上就少熬一分钟。”", headline="救援队"),
    Passage("b", "修复师向晚棠去年修好四百一十二页古籍。", headline="修复室"),
    Passage("c", "南京的梧桐大道今年种下三百棵新树。", headline="梧桐"),
    Passage("d", "总工会主席走访企业，看望一线职工。", headline="走访"),
)


@pytest.fixture(scope="module")
def news() -> Snapshot:
    return in_memory(Library(), NEWS)


def test_what_somebody_says_is_answered_by_his_own_words(news: Snapshot) -> None:
    assert "少熬一分钟" in ask(news, "孟海生怎么说的").hits[0].passage.text
    assert "赵国华" in assert_silent(news, "副主席赵国华说了什么")
    given = ask(news, "向晚棠说了什么")
    assert given.status is Status.NOT_FOUND
    assert "没有引用向晚棠的话" in given.message
    assert [hit.passage.id for hit in given.nearest] == ["b"]


def test_who_reports_says_nothing_himself(shipped: Snapshot) -> None:
    assert "何悦自己的话" in assert_silent(shipped, "何悦说了什么")
    assert ask(shipped, "何悦整理了哪几篇").hits


def test_a_place_that_texts_name_has_to_be_in_the_answer(news: Snapshot) -> None:
    assert ask(news, "总工会主席走访看望什么人").hits
    assert_silent(news, "南京总工会主席走访企业")
    assert ask(news, "南京种了多少棵新树").hits


def test_what_only_looks_like_a_name_is_no_stranger(shipped: Snapshot) -> None:
    assert "没有收录" not in ask(shipped, "礼拜几开会").message
