"""Conversations: a turn inherits what it leaves out, and a new topic drops it."""

import pytest

from corpus.library import Library
from retrieval.answer import Status
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask, cities


@pytest.mark.parametrize(
    "turn", ["那金华呢", "金华呢", "金华", "那么金华的情况怎么样", "換成金華呢"]
)
def test_the_same_of_another_city(shipped: Snapshot, turn: str) -> None:
    given = ask(shipped, "温州的工资集体协商", turn)
    assert cities(given)[0] == "金华"
    assert "工资集体协商" in given.hits[0].passage.text
    assert "工资集体协商" in given.understood


def test_an_understood_follow_up_asked_alone_gets_the_same_passages(shipped: Snapshot) -> None:
    given = ask(shipped, "温州的工资集体协商", "那金华呢")
    assert ask(shipped, given.understood).hits == given.hits


def test_a_phrase_that_the_other_city_lacks(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州的四大体系是什么", "那绍兴呢")
    assert given.status is Status.ANSWERED
    assert set(cities(given)) == {"绍兴"}
    assert "绍兴的报道里没有“四大体系”" in given.message


def test_a_phrase_lacking_shows_the_citys_own_list(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州的四大体系是什么", "那衢州呢")
    assert [hit.passage.paragraph for hit in given.hits] == [2, 3, 4, 5, 6]


def test_a_phrase_lacking_in_another_library(second: Snapshot) -> None:
    given = ask(second, "洛溪县的五小水利是什么", "那石塬县呢")
    assert set(cities(given)) == {"石塬县"}
    assert "没有“五小水利”" in given.message


@pytest.mark.parametrize("city", ["上海", "苏州"])
def test_a_city_that_is_not_held(shipped: Snapshot, city: str) -> None:
    given = ask(shipped, "湖州的四大体系是什么", f"那{city}呢")
    assert given.status is Status.NOT_FOUND
    assert city in given.message


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ("谁采访整理的", "见习记者何悦整理"),
        ("这篇的记者是谁", "见习记者何悦整理"),
        ("他们的主席是谁", "钟鸣"),
        ("谁说的", "钟鸣"),
    ],
)
def test_about_the_last_answer(shipped: Snapshot, turn: str, said: str) -> None:
    given = ask(shipped, "湖州的四大体系是什么", turn)
    assert said in given.message
    assert cities(given)[0] == "湖州"


def test_about_an_answer_that_named_no_city(shipped: Snapshot) -> None:
    assert "洪嵩婷" in ask(shipped, "凤凰涅槃", "谁整理的").message


@pytest.mark.parametrize("turn", ["第二个具体说说", "第2个", "第二条呢"])
def test_the_second_of_a_list_in_paragraphs(shipped: Snapshot, turn: str) -> None:
    given = ask(shipped, "湖州的四大体系是什么", turn)
    assert "职工素质" in given.hits[0].passage.text
    assert given.hits[0].passage.paragraph == 3


def test_the_third_of_a_list_of_words(shipped: Snapshot) -> None:
    given = ask(shipped, "宁波的五感是什么", "第三个具体说说")
    assert "获得感" in given.hits[0].passage.text


def test_the_second_of_several_cities(shipped: Snapshot) -> None:
    listed = ask(shipped, "哪些城市提到工资集体协商")
    given = ask(shipped, "哪些城市提到工资集体协商", "第二个具体说说")
    assert given.hits[0].passage == listed.hits[1].passage


def test_the_second_inside_one_paragraph(shipped: Snapshot) -> None:
    given = ask(shipped, "金华的十大品牌有哪些", "第二个具体说说")
    assert cities(given)[0] == "金华"


@pytest.mark.parametrize("turn", ["第九十九个", "第二十个具体说说"])
def test_beyond_the_end_of_a_list(shipped: Snapshot, turn: str) -> None:
    assert ask(shipped, "湖州的四大体系是什么", turn).status in (Status.ANSWERED, Status.NOT_FOUND)


@pytest.mark.parametrize(
    ("turn", "city"),
    [
        ("凤凰涅槃是谁说的", "杭州"),
        ("台州的五大行动是什么", "台州"),
        ("哪些城市提到工资集体协商", "金华"),
        ("十大品牌", "金华"),
    ],
)
def test_a_new_topic_drops_the_old_one(shipped: Snapshot, turn: str, city: str) -> None:
    given = ask(shipped, "湖州的四大体系是什么", turn)
    assert city in cities(given)
    assert "湖州" not in cities(given)


def test_a_follow_up_of_a_comparison(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州和绍兴的改革有什么不同", "那金华和台州呢")
    assert set(given.cities) == {"金华", "台州"}
    assert "改革" in given.understood


def test_a_follow_up_of_a_question_over_cities(shipped: Snapshot) -> None:
    given = ask(shipped, "哪些城市提到工资集体协商", "温州呢")
    assert set(cities(given)) == {"温州"}


def test_a_follow_up_of_a_question_about_a_person(shipped: Snapshot) -> None:
    given = ask(shipped, "钟鸣是什么职务", "那应雄呢")
    assert "常务副主席" in given.message


@pytest.mark.parametrize("first", ["", "你好", "上海的会员", "火星"])
def test_after_a_question_without_an_answer(shipped: Snapshot, first: str) -> None:
    given = ask(shipped, first, "湖州的四大体系是什么")
    assert given == ask(shipped, "湖州的四大体系是什么")


@pytest.mark.parametrize("turn", ["", "  ", "呢", "那", "谁", "第一个", "😀", "他们", "？？？"])
def test_little_is_no_harm(snapshot: Snapshot, turn: str) -> None:
    ask(snapshot, turn)
    ask(snapshot, f"{snapshot.cities[0]}的工作", turn, turn)


def test_a_chain_of_cities(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州市总工会主席是谁", "那绍兴呢", "金华呢", "丽水呢")
    assert "陈子民" in given.message


@pytest.mark.parametrize(
    ("turns", "city", "said"),
    [
        (("湖州四大体系有哪些", "第三个呢", "第四个呢"), "湖州", "自身建设"),
        (("湖州四大体系有哪些", "第二点详细说说"), "湖州", "职工素质"),
        (("金华的十大品牌", "最后一个是什么"), "金华", "职工疗休养工作品牌"),
        (("温州的工资集体协商", "不是温州，是金华"), "金华", "工资集体协商"),
        (("杭州的四化问题", "我问的是绍兴"), "绍兴", "四化"),
        (("宁波的五感是啥", "那个微信平台叫什么"), "宁波", "甬工惠"),
        (("丽水的食堂", "民宿呢"), "丽水", "民宿"),
        (("湖州四大体系", "绍兴呢", "谁说的"), "绍兴", "阮坚勇"),
        (("杭州和绍兴的四化有什么不同", "前者是谁说的"), "杭州", "郑荣胜"),
        (("你好", "舟山的三重项目", "谢谢", "谁整理的"), "舟山", "何悦"),
        (("丽水的四个提高", "那台州五大行动呢"), "台州", "五大行动"),
    ],
)
def test_what_goes_on_from_what_was_said(
    shipped: Snapshot, turns: tuple[str, ...], city: str, said: str
) -> None:
    given = ask(shipped, *turns)
    first = given.hits[0].passage
    assert first.city == city
    assert said in given.message + first.text + (first.author or "") + (first.credit or "")


@pytest.mark.parametrize("turn", ["还有哪个城市", "还有哪些", "除了温州还有哪些", "别的城市呢"])
def test_the_other_places(shipped: Snapshot, turn: str) -> None:
    given = ask(shipped, "温州的工资集体协商", turn)
    assert set(cities(given)) == {"金华"}
    assert "温州" in given.message


def test_a_fact_about_the_last_answer_that_it_does_not_give(shipped: Snapshot) -> None:
    given = ask(shipped, "宁波职工网络文化节", "几号开幕")
    assert given.status is Status.NOT_FOUND


@pytest.mark.parametrize("again", ["职工服务中心", "职工服务中心？"])
def test_the_same_question_again_gets_the_same_answer(shipped: Snapshot, again: str) -> None:
    assert ask(shipped, "职工服务中心", again).hits == ask(shipped, "职工服务中心").hits


def test_all_but_those_named(shipped: Snapshot) -> None:
    given = ask(shipped, "哪些城市提到工资集体协商", "除了温州")
    assert cities(given) == ["金华"]


def test_what_else_somebody_says_of_something(shipped: Snapshot) -> None:
    given = ask(shipped, "郑荣胜说了什么", "关于农民工他还说了什么")
    assert "农民工" in given.hits[0].passage.text
    assert {hit.passage.author for hit in given.hits} == {"郑荣胜"}


def test_the_theme_outlives_a_question_about_who_reports(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州的四大体系是什么", "那绍兴呢", "谁采访整理的", "还有哪个城市")
    assert cities(given) == ["湖州"]


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("全程报名费多少钱", "半程呢"), "一百二十元"),
        (("全程报名费多少钱", "几点开跑"), "七点半"),
        (("全程报名费多少钱", "在哪领号码布"), "体育馆"),
        (("全程报名费多少钱", "这条新闻谁写的"), "钟小蓝"),
    ],
)
def test_an_imported_report_of_several_passages(turns: tuple[str, ...], said: str) -> None:
    head = "马拉松开跑"
    texts = (
        "马拉松定在周日早上七点半开跑。",
        "全程报名费一百八十元，半程报名费一百二十元。",
        "选手周六到体育馆领号码布。",
    )
    passages = [
        Passage(f"m{n}", t, headline=head, credit="（钟小蓝）") for n, t in enumerate(texts)
    ]
    passages.append(
        Passage("x", "门诊早上八点半开，报名费不收。", headline="医院", credit="（王一）")
    )
    given = ask(in_memory(Library(), passages), *turns)
    assert given.hits[0].passage.headline == head
    assert said in given.message + given.hits[0].passage.text


def test_the_third_of_a_list_of_no_place() -> None:
    text = "事故有三条原因：一是没有停机，二是光栅粘住，三是点检走过场。"
    snapshot = in_memory(Library(), [Passage("a", text, headline="事故")])
    given = ask(snapshot, "事故有哪三条原因", "第三条是什么")
    assert "点检走过场" in given.message


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("早市立了四条什么规矩", "是哪几条"), "秤坏了当天报修"),
        (("早市大棚有多大", "有几个摊位"), "236个"),
        (("芦港的渡轮换新船了", "船票多少"), "1元5角"),
        (("芦港换船花了多少钱", "谁出的"), "市里出了六成"),
        (("石鼓村篮球赛去年谁得了冠军", "教练是谁"), "费晓东"),
        (("青溪河的巡河员有多少", "每个月多少钱"), "补助600元"),
        (("石鼓村篮球赛", "早市几点收摊"), "上午9点"),
    ],
)
def test_a_turn_about_the_last_report(river: Snapshot, turns: tuple[str, ...], said: str) -> None:
    given = ask(river, *turns)
    assert said in given.hits[0].passage.text


def test_one_thing_of_a_list_is_told_at_length(river: Snapshot) -> None:
    given = ask(river, "柳湾中心医院今年要办哪五件实事", "第四件说具体点")
    start, end = given.lead[0].span
    text = given.hits[0].passage.text[start:end]
    assert text.startswith("第四件，培训村医")
    assert "十五天" in text
    assert "第五件" not in text


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("马拉松谁跑第一", "他多大岁数了"), "三十一岁"),
        (("马拉松谁跑第一", "他熬了多久"), "三个小时"),
        (("马拉松谁跑第一", "这篇是谁报道的"), "钟小蓝"),
    ],
)
def test_a_fact_of_the_report_before(turns: tuple[str, str], said: str) -> None:
    text = "马拉松跑第一的是司机王一，今年三十一岁，三个小时没歇一口气。"
    given = ask(
        in_memory(
            Library(),
            [
                Passage("a", text, headline="马拉松", credit="（钟小蓝）"),
                Passage("b", "门诊早上八点半开，费用不高。", headline="医院", credit="（周二）"),
            ],
        ),
        *turns,
    )
    assert said in given.message + given.hits[0].passage.text
