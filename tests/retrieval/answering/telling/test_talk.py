"""Small talk has short answers of its own, and the conversation goes on after it."""

import pytest

from retrieval.answer import Status
from retrieval.answering.telling import talk
from retrieval.snapshot import Snapshot
from tests.retrieval.asking import ask, cities


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("你好", "你好"),
        ("您好！", "你好"),
        ("hello", "你好"),
        ("谢谢啦", "不客气"),
        ("Thank you!", "不客气"),
        ("謝謝", "不客气"),
        ("再见", "再见"),
        ("好的", "好的"),
        ("你是谁？", "问城"),
        ("Who are you?", "问城"),
        ("你能做什么呀", "原文"),
        ("help", "原文"),
        ("有几个城市", "11 个地方"),
        ("一共几篇报道？", "11 篇报道"),
        ("发言人都有谁", "11 位"),
        ("你们库里收了多少篇", "11 篇报道"),
        ("这里一共有几篇文章？", "11 篇报道"),
        ("一共有几位记者", "12 位"),
        ("记者有谁", "章颖"),
    ],
)
def test_small_talk(shipped: Snapshot, said: str, reply: str) -> None:
    given = ask(shipped, said)
    assert given.status is Status.NOT_FOUND
    assert given.hits == ()
    assert reply in given.message


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("讲个笑话听听", "笑话"),
        ("帮我写一首诗吧", "帮不上"),
        ("今天天气怎么样", "天气"),
        ("明天会下雨吗，你觉得呢", "天气"),
        ("现在几点了？", "钟表"),
        ("你几岁了", "程序"),
        ("我好无聊啊", "随时问我"),
        ("1加1等于几", "帮不上"),
        ("今天天气不错啊，你吃了吗", "天气"),
        ("太长了，短一点", "原文"),
        ("刚才说的不对吧", "原文"),
        ("今天中午吃什么好呢", "帮不上"),
        ("明天股票会涨吗", "帮不上"),
        ("今天股票涨了没", "帮不上"),
        ("帮我写一份年终工作总结", "帮不上"),
        ("替我编一首关于茶叶的诗", "帮不上"),
        ("给我出一套三年级数学卷子", "帮不上"),
        ("你是真人还是机器", "程序"),
        ("早上好，吃了吗", "你好"),
    ],
)
def test_kinds_that_no_report_answers(shipped: Snapshot, said: str, reply: str) -> None:
    given = ask(shipped, said)
    assert given.status is Status.NOT_FOUND
    assert given.hits == ()
    assert reply in given.message


@pytest.mark.parametrize(
    "said",
    [
        "几点开始",
        "故事会几点开始",
        "今天食堂吃什么",
        "你们今天几点关门",
        "下雨天书车来不来",
        "歌咏比赛",
    ],
)
def test_what_a_library_may_be_asked_is_no_small_talk(shipped: Snapshot, said: str) -> None:
    assert talk.reply(shipped, said) is None


@pytest.mark.parametrize("said", ["谢谢", "好的", "thanks", "嗯"])
def test_the_conversation_goes_on_after_it(shipped: Snapshot, said: str) -> None:
    given = ask(shipped, "湖州的四大体系是什么", said, "那绍兴呢")
    assert cities(given)[0] == "绍兴"
    assert "四大体系" in given.understood


@pytest.mark.parametrize(
    "said", ["谢谢你们工会的四大体系", "有几个城市提到工资集体协商", "凤凰涅槃"]
)
def test_what_is_no_small_talk(shipped: Snapshot, said: str) -> None:
    assert ask(shipped, said).hits


@pytest.mark.parametrize("said", ["😊", "👍👍", "？？？", "。。。", "!"])
def test_no_words_are_politely_passed_over(shipped: Snapshot, said: str) -> None:
    assert ask(shipped, said).message.startswith("打几个字问我就行")
    assert ask(shipped, "湖州的四大体系", said).message == "好的，有问题接着问。"
    assert ask(shipped, "湖州的四大体系", said, "第二个呢").hits[0].passage.city == "湖州"


def test_how_to_use_what_the_last_answer_is_about(shipped: Snapshot) -> None:
    assert ask(shipped, "甬工惠是什么", "怎么用").hits[0].passage.city == "宁波"
