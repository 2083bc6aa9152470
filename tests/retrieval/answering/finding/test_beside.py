"""Named reports and a mass of other text in one library: neither takes the other's questions."""

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from corpus import SHIPPED
from retrieval.index.roll import Roll
from retrieval.snapshot import Snapshot, opened
from tests.retrieval.asking import ask, cities
from tests.retrieval.conftest import HOSPITAL

WHO = ["老马", "小熊", "渔夫", "裁判", "医生", "邻居", "车队", "球迷", "导演", "村民"]
DID = (
    *("在河边评选最大的西瓜，得票最多的先进了决赛", "劝大家少喝酒，别去搞贪污腐败"),
    *("参加为期三天的烹饪培训，学会了揉面", "解决了漏水的问题，屋里不再潮湿"),
    *("开展了一场象棋比赛，冠军得到一只羊", "用手机扫码付款，机器吐出一瓶汽水"),
    *("说工会会议开得太长，不如去看电影", "觉得最美的还是家乡的晚霞和炊烟"),
    *("修好了去年坏掉的收音机", "梦想办一个养蜂场", "把新的发展计划贴在墙上"),
)
WHERE = ("宁波来的客人拍手叫好。", "第二天下起大雨。", "这件事后来写进了小说。")
OF_ITS_OWN = {
    "id": "bird",
    "title": "角嘴海雀",
    "text": "角嘴海雀分布在北太平洋沿岸的岛屿，夜里才回到洞穴。它的喙在繁殖季长出一只角。",
}
FERRY = {
    "id": "ferry",
    "title": "轮渡",
    "text": "老轮船今年停航。宁波的轮渡票价是三元，夜里十点收班。",
}


def write(folder: Path) -> Path:
    """Some hundred passages of no place and nobody."""
    made = [f"{who}{did}。{where}" for who, did, where in product(WHO, DID, WHERE)]
    lines = [{"id": f"t{n}", "text": text} for n, text in enumerate(made)]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in (*lines, OF_ITS_OWN, FERRY))
    (folder / "texts.jsonl").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return opened([SHIPPED, write(tmp_path_factory.mktemp("texts"))])


@pytest.mark.parametrize(
    "turns",
    [
        ("温州怎么评选先进",),
        ("舟山管不管贪污腐败的事",),
        ("嘉兴打算培训多少农民工",),
        ("哪些城市提到群团工作会议",),
        ("哪几个市提到五大发展理念",),
        ("哪些市没说微信",),
        ("“四化”问题怎么解决",),
        ("立功竞赛怎么开展",),
        ("打工的人想圆个梦，哪个市的工会给操办",),
        ("quzhou shang zui mei 最美的人是怎么回事",),
        ("工会卡去哪里办",),
        ("湖州的四大体系是什么", "那绍兴呢"),
        ("杭州有多少工会会员",),
        ("金华的第十一个品牌是什么",),
        ("宁波最美的晚霞在哪里",),
    ],
)
def test_a_named_report_answers_as_it_does_alone(
    shipped: Snapshot, beside: Snapshot, turns: tuple[str, ...]
) -> None:
    alone, here = ask(shipped, *turns), ask(beside, *turns)
    assert [hit.passage.id for hit in here.hits] == [hit.passage.id for hit in alone.hits]
    assert (here.status, here.lead) == (alone.status, alone.lead)


def test_reports_on_pages_are_named_without_places(shipped: Snapshot) -> None:
    roll = Roll()
    for passage in shipped.passages:
        roll.add(replace(passage, city=None, author=None, credit=None))
    assert roll.named == [*range(len(shipped.passages))]


def test_a_few_named_passages_have_no_statistics_of_their_own(tmp_path: Path) -> None:
    alone, here = opened([HOSPITAL]), opened([HOSPITAL, write(tmp_path)])
    for asked in ("食堂几点开饭", "怎么预约挂号", "陪护床多少钱"):
        found = ask(here, asked)
        assert [hit.passage.id for hit in found.hits] == [
            hit.passage.id for hit in ask(alone, asked).hits
        ]
    assert here.of_reports is here


def test_what_other_text_says_is_answered_from_it(beside: Snapshot) -> None:
    for asked in ("夜里回到哪里", "分布在哪些地方", "主要分布在哪些地区"):
        assert [hit.passage.id for hit in ask(beside, f"角嘴海雀{asked}").hits[:1]] == ["bird"]


def test_what_other_text_says_of_a_place_is_told_as_such(beside: Snapshot) -> None:
    found = ask(beside, "宁波的轮渡票价是多少")
    assert [hit.passage.id for hit in found.hits] == ["ferry"]
    assert found.message.startswith("宁波自己的报道里没有")


def test_a_list_of_cities_is_not_continued_with_other_text(beside: Snapshot) -> None:
    assert None not in cities(ask(beside, "哪些城市提到工资集体协商"))
    assert not ask(beside, "哪些城市提到收音机").hits


def test_a_library_of_named_reports_alone_has_one_index(shipped: Snapshot) -> None:
    assert shipped.of_reports is shipped


def test_named_reports_weigh_words_as_they_do_alone(shipped: Snapshot, beside: Snapshot) -> None:
    words = ["工会", "评选", "四化", "贪污", "无此词"]
    assert beside.of_reports.index.weights(words) == shipped.index.weights(words)
    assert beside.index.weights(words) != shipped.index.weights(words)
    assert beside.of_reports.of_reports is beside.of_reports
