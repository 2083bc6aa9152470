"""Who holds an office: as the attribution prints it, and what is said where it is another."""

import pytest

from corpus.library import Library
from retrieval.answer import Status
from retrieval.answering.answer import answer
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask, cities


def test_a_deputy_is_told_to_be_one(shipped: Snapshot) -> None:
    assert "问的是主席，原文里写的是副主席" in ask(shipped, "衢州市总工会主席是谁").message


@pytest.mark.parametrize("question", ["湖州市总工会主席是谁", "湖州的一把手是谁"])
def test_the_holder_is_told_without_more(shipped: Snapshot, question: str) -> None:
    message = ask(shipped, question).message
    assert "钟鸣" in message
    assert "问的是" not in message


def test_no_deputy_where_none_is_named(shipped: Snapshot) -> None:
    assert ask(shipped, "绍兴的副主席叫什么名字").status is Status.NOT_FOUND


def test_an_office_that_several_hold(shipped: Snapshot) -> None:
    given = ask(shipped, "总工会主席是谁")
    assert len(set(cities(given))) > 1


def test_the_places_that_one_place_alone_leaves_out(shipped: Snapshot) -> None:
    given = answer(shipped, "杭州怎么样", city="湖州")
    assert set(cities(given)) == {"湖州"}
    assert given.message.startswith("这次只查湖州的报道，没有查杭州的。")


def test_one_place_alone_goes_on_from_no_other(shipped: Snapshot) -> None:
    before = answer(shipped, "丽水怎么发展民宿")
    given = answer(shipped, "维权怎么做", before, city="湖州")
    assert set(cities(given)) == {"湖州"}
    assert not given.message


def test_only_places_that_say_so_are_told_to(shipped: Snapshot) -> None:
    assert "金华" not in ask(shipped, "温州有多少工会会员").message


def test_who_a_reporter_is(shipped: Snapshot) -> None:
    message = ask(shipped, "何悦是谁").message
    assert "署名" in message
    assert "发言人" not in message


@pytest.fixture(scope="module")
def named() -> Snapshot:
    passages = [
        Passage("a", "青石镇的柚子节办在柚园里，来了三千人。", headline="柚子节"),
        Passage("b", "镇长项南枝在台上亮了底：今年建了两座新窖。", headline="柚子节"),
        Passage("c", "经济发展局副局长冉行舟答复，两类企业单独排。", headline="排队"),
        Passage("d", "冉行舟说，明年起还要再看一年。", headline="排队"),
        Passage(
            "e",
            "车位让给病人。",
            author="沈海青",
            office="县医院党委副书记、院长",
            headline="停车",
        ),
    ]
    return in_memory(Library(), passages)


@pytest.mark.parametrize(
    ("question", "passage", "said"),
    [
        ("冉行舟是干什么的", "c", "经济发展局副局长冉行舟"),
        ("冉行舟是什么职务", "c", "经济发展局副局长冉行舟"),
        ("青石镇的镇长是谁", "b", "项南枝"),
        ("县医院院长叫什么", "e", "沈海青"),
    ],
)
def test_people_of_the_texts(named: Snapshot, question: str, passage: str, said: str) -> None:
    given = ask(named, question)
    assert given.hits[0].passage.id == passage
    quoted = [given.hits[0].passage.text[slice(*quote.span)] for quote in given.lead]
    assert said in given.message + "".join(quoted)


@pytest.mark.parametrize("question", ["白石镇的镇长是谁", "冉行舟的师傅是谁"])
def test_people_whom_no_text_names(named: Snapshot, question: str) -> None:
    assert ask(named, question).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "passage", "said"),
    [
        ("大国工匠的一天这篇是谁讲的", "a", "沈海青"),
        ("讲大国工匠那篇是哪个记者写的", "a", "林桥"),
        ("大国工匠那篇文章的作者是谁", "a", "林桥"),
    ],
)
def test_a_report_named_by_a_place_of_its_headline(question: str, passage: str, said: str) -> None:
    text, headline = "扳手一天要拧三千下。", "大国工匠的一天"
    passages = [
        Passage("a", text, "青州", "沈海青", "厂长", headline, "记者 林桥"),
        Passage("b", "渡口换了新船。", city="潍坊", headline="渡口"),
    ]
    given = ask(in_memory(Library(), passages), question)
    assert given.hits[0].passage.id == passage
    assert said in given.message


@pytest.mark.parametrize("question", ["张三是谁", "王强是谁", "李四是干什么的"])
def test_who_somebody_is_whom_nothing_names(shipped: Snapshot, question: str) -> None:
    assert ask(shipped, question).status is Status.NOT_FOUND


@pytest.mark.parametrize("question", ["绍兴今年要干什么", "绍兴有什么打算", "绍兴重点抓什么"])
def test_what_a_place_plans_is_its_agenda(shipped: Snapshot, question: str) -> None:
    given = ask(shipped, question)
    assert set(cities(given)) == {"绍兴"}
    assert "标题是" in given.message


def test_a_list_whose_thing_begins_with_a_joining_character(shipped: Snapshot) -> None:
    given = ask(shipped, "台州的五大行动有哪些")
    assert "讲了 5 项" in given.message
    assert "和谐企业大创建" in given.message


@pytest.mark.parametrize(
    "question", ["各市的工会主席都是谁", "浙江有哪些工会主席", "工会主席都有谁", "有哪几位工会主席"]
)
def test_who_hold_an_office_in_all_places(shipped: Snapshot, question: str) -> None:
    given = ask(shipped, question)
    assert "共 11 位：杭州郑荣胜、宁波苏利冕" in given.message
    assert "衢州应雄（副主席）" in given.message
    assert "温州王益琪" in ask(shipped, question, "第三个呢").message.replace("这篇的发言人是", "")


def test_one_holder_of_an_office_is_no_list(hospital: Snapshot) -> None:
    assert "共" not in ask(hospital, "医院院长是谁").message
