"""What is asked of the two libraries: enumerations, comparisons, attribution, limits and cities."""

import pytest

from retrieval.answer import Answer, Status
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot
from tests.retrieval.asking import ask, cities

KEYS = {
    *("question", "understood", "status", "message", "cities", "passages", "suggestions", "more"),
    *("lead", "nearest"),
}
PASSAGE_KEYS = {
    *("rank", "id", "city", "author", "office", "headline", "credit", "page", "section"),
    *("paragraph", "text", "highlights", "score", "source", "why"),
}


def texts(given: Answer) -> str:
    return "\n".join(hit.passage.text for hit in given.hits)


def paragraphs(given: Answer) -> list[int | None]:
    return [hit.passage.paragraph for hit in given.hits]


# Enumerations


def test_a_list_in_paragraphs_is_whole_and_opens_with_its_introduction(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州的四大体系是什么")
    assert paragraphs(given) == [1, 2, 3, 4, 5]
    for name in ("劳动激励", "职工素质", "维权服务", "自身建设"):
        assert name in texts(given)


def test_a_list_is_whole_whatever_the_limit(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州的四大体系是什么", limit=1)
    assert paragraphs(given) == [1, 2, 3, 4, 5]
    assert ask(shipped, "凤凰涅槃", limit=1).hits[0].rank == 1


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("金华的十大品牌有哪些", ["建功立业品牌", "工会卡服务品牌", "疗休养工作品牌"]),
        ("宁波的五感指什么", ["责任感", "安全感", "获得感", "快乐感", "存在感"]),
        ("台州的五大行动", ["大竞赛", "大创建", "大推进", "大提高", "大突破"]),
        ("衢州要增强工会组织的哪五个力", ["发展力", "向心力", "凝聚力", "亲和力", "执行力"]),
    ],
)
def test_lists_of_every_form(shipped: Snapshot, question: str, named: list[str]) -> None:
    given = ask(shipped, question)
    assert all(name in texts(given) for name in named)


def test_lists_of_another_library(second: Snapshot) -> None:
    given = ask(second, "临沅区的四个强化是什么")
    assert paragraphs(given) == [1, 2, 3, 4, 5]
    given = ask(second, "望川县的三个确保指什么")
    assert all(name in texts(given) for name in ("修复", "摘帽", "到户"))


# Comparisons


def test_every_city_that_says_it_and_no_other(shipped: Snapshot) -> None:
    given = ask(shipped, "哪些城市提到工资集体协商", limit=1)
    assert sorted(map(str, cities(given))) == sorted(["温州", "金华"])
    assert all("工资集体协商" in hit.passage.text for hit in given.hits)


def test_every_city_of_another_library(second: Snapshot) -> None:
    assert set(cities(ask(second, "哪些县区提到河长制"))) == {"临沅区", "雁回区"}


def test_both_sides_of_a_comparison(shipped: Snapshot) -> None:
    given = ask(shipped, "湖州和绍兴的改革有什么不同")
    assert cities(given) == ["湖州", "绍兴"]
    assert given.cities == ("湖州", "绍兴")


def test_a_comparison_says_who_lacks_it(shipped: Snapshot) -> None:
    given = ask(shipped, "温州和台州的工资集体协商")
    assert cities(given) == ["温州"]
    assert "台州的报道里没有提到" in given.message


def test_a_comparison_of_what_neither_has(shipped: Snapshot) -> None:
    assert ask(shipped, "湖州和绍兴的航天发射").status is Status.NOT_FOUND


def test_words_that_several_reports_use(shipped: Snapshot) -> None:
    given = ask(shipped, "三性是什么")
    assert set(cities(given)) == {"湖州", "舟山"}
    assert given.status in (Status.ANSWERED, Status.CLARIFY)


# Attribution


@pytest.mark.parametrize(
    ("question", "city", "said"),
    [
        ("钟鸣是什么职务", "湖州", "湖州市政协副主席、市总工会主席"),
        ("湖州市总工会主席是谁", "湖州", "钟鸣"),
        ("衢州市总工会主席是谁", "衢州", "应雄，衢州市总工会党组书记、常务副主席"),
        ("湖州那篇是谁整理的", "湖州", "见习记者何悦整理"),
        ("宁波那篇报道的记者和通讯员是谁", "宁波", "记者王海霞 通讯员王志勇采访整理"),
        ("湖州那篇的标题是什么", "湖州", "深化“四大体系” 展现工会作为"),
        ("凤凰涅槃那篇是谁整理的", "杭州", "见习记者洪嵩婷整理"),
    ],
)
def test_people_and_their_offices(shipped: Snapshot, question: str, city: str, said: str) -> None:
    given = ask(shipped, question)
    assert cities(given)[0] == city
    assert said in given.message


@pytest.mark.parametrize("question", ["是谁整理的", "火星登陆那篇是谁整理的"])
def test_a_reporter_of_nothing(shipped: Snapshot, question: str) -> None:
    assert ask(shipped, question).status is Status.NOT_FOUND


def test_all_reports_of_a_reporter(shipped: Snapshot) -> None:
    given = ask(shipped, "何悦整理了哪几篇", limit=1)
    assert set(cities(given)) == {"湖州", "舟山"}
    assert len(given.hits) == 2


def test_a_report_without_a_speaker_says_so(second: Snapshot) -> None:
    given = ask(second, "古亭县的发言人是谁")
    assert given.status is Status.NOT_FOUND or "没有写明发言人" in given.message


def test_a_report_without_a_credit_says_so(second: Snapshot) -> None:
    assert "没有署记者的名字" in ask(second, "石塬县那篇是谁采访的").message


def test_a_name_alone_shows_its_report(shipped: Snapshot) -> None:
    assert set(cities(ask(shipped, "湖州"))) == {"湖州"}
    assert set(cities(ask(shipped, "何悦"))) == {"湖州", "舟山"}


# Limits, paging, a city set beforehand


def test_no_more_than_the_limit_best_first(shipped: Snapshot) -> None:
    given = ask(shipped, "劳动竞赛", limit=2)
    scores = [hit.score for hit in given.hits]
    assert scores == sorted(scores, reverse=True)
    assert [hit.rank for hit in given.hits] == list(range(1, len(given.hits) + 1))


def test_pages_follow_one_another(shipped: Snapshot) -> None:
    question = "湖州的工会工作"
    first = answer(shipped, question, limit=2)
    whole = answer(shipped, question, limit=50)
    assert len(first.hits) + first.more == len(whole.hits)
    rest = answer(shipped, question, limit=50, skip=len(first.hits))
    assert [hit.passage for hit in (*first.hits, *rest.hits)] == [h.passage for h in whole.hits]
    assert [hit.rank for hit in rest.hits] == [h.rank for h in whole.hits[len(first.hits) :]]


@pytest.mark.parametrize("city", ["湖州", "湖州市", "huzhou", "湖洲", "湖州市总工会"])
def test_a_city_however_it_is_written(shipped: Snapshot, city: str) -> None:
    given = ask(shipped, "劳动竞赛", city=city)
    assert set(cities(given)) == {"湖州"}
    assert given.cities == ("湖州",)


def test_a_city_that_is_not_held(shipped: Snapshot) -> None:
    given = ask(shipped, "劳动竞赛", city="上海")
    assert given.status is Status.NOT_FOUND
    assert "上海" in given.message


def test_the_same_question_gets_the_same_answer(snapshot: Snapshot) -> None:
    question = f"{snapshot.cities[0]}的工作"
    assert ask(snapshot, question) == ask(snapshot, question)


def test_the_contract_of_json(shipped: Snapshot) -> None:
    record = ask(shipped, "湖州的四大体系是什么").to_dict()
    assert set(record) == KEYS
    assert all(set(passage) == PASSAGE_KEYS for passage in record["passages"])
    assert record["status"] == "answered"
    assert all(isinstance(span, list) for p in record["passages"] for span in p["source"])


def test_every_quotation_is_the_pages_own(shipped: Snapshot) -> None:
    raw = shipped.library.pages[0].raw_text or ""
    for passage in shipped.passages:
        assert "".join(raw[start:end] for start, end in passage.source) == passage.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("我在县工会上班，领导要材料，篮球赛奖品是什么", "一头羊"),
        ("您好，我是外地来的，想坐船去沙洲，几点有头班船", "5点40分"),
        ("流动诊疗车的司机是谁，开了几年山路", "十一年"),
    ],
)
def test_the_clause_that_asks(river: Snapshot, question: str, said: str) -> None:
    given = ask(river, question)
    assert said in given.hits[0].passage.text
    assert given.question == question


def test_two_questions_of_a_message_are_about_one_report(river: Snapshot) -> None:
    given = ask(river, "芦港的轮渡几点开头班？学生便宜吗？")
    text = given.hits[0].passage.text
    told = "".join(text[quote.span[0] : quote.span[1]] for quote in given.lead)
    assert {hit.passage.headline for hit in given.hits} == {"芦港渡轮换新船"}
    assert "5点40分" in told
    assert "学生凭证半价" in told


def test_who_said_something(river: Snapshot) -> None:
    given = ask(river, "说船开起来连水鸟都不飞的人是谁")
    assert "鲁长根" in given.hits[0].passage.text


@pytest.mark.parametrize("question", ["何悦写了几篇", "何悦整理了哪几篇"])
def test_how_many_reports_a_reporter_wrote(shipped: Snapshot, question: str) -> None:
    assert "共 2 篇" in ask(shipped, question).message


def test_how_many_cities_say_it(shipped: Snapshot) -> None:
    given = ask(shipped, "今年一共多少个城市提到十三五")
    assert set(cities(given)) == set(cities(ask(shipped, "十三五有几个城市提到")))


def test_who_judges_is_no_question_of_yes_or_no(shipped: Snapshot) -> None:
    assert ask(shipped, "绍兴工作做得好不好谁来评").message == ""


def test_a_number_alone_is_no_follow_up(shipped: Snapshot) -> None:
    assert ask(shipped, "湖州四大体系", "3").hits == ()
