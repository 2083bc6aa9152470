"""What a question names has to stand in the report that answers, and what it quotes as well."""

import pytest

from corpus.library import Library
from retrieval.answer import Status
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask

TEXTS = {
    "a1": "驮书驴每两周到第九中学一次，短道速滑队的队员借得最多，去年拿了四块金牌。",
    "a2": "管书的单秀兰五十岁，在会上说：“书不认得谁是城里的，翻开都一样。”大家都记住了。",
    "b1": "车务段的冯老师傅，丈夫和妻子两班倒，孩子上学，日子紧巴巴的，丈夫做过电焊工作。",
    "c1": "村里今年种红薯二千六百吨，鲜红薯收购价每斤六角二分，比去年涨了七分。",
    "c2": "合作社推行“五统一”：统一供种、统一施肥、统一防虫、统一采收、统一装箱。",
    "d1": "暑假托管班管一顿午饭，一天十五元，由邻近的敬老院食堂送饭，两荤两素。",
    "e1": "两名男子在停车场吸毒，民警当场抓获，检测结果均呈阳性，二人也承认了。",
    "e2": "根据治安管理处罚法，派出所对二人分别行政拘留10日。",
    "f1": "镇里试行“种植报备”，超过警戒线就亮红灯，红灯第一个亮给了西兰花。",
    "f2": "应对是四条：一是食堂认购，二是冷库敞开收，三是联系腌菜厂，四是给保险理赔。",
    "h1": "县图书馆周二到周日早九点开门，周一闭馆整理图书，节假日照常。",
    "g1": "夜班补贴还是1998年定的，一晚上三块六，连一碗面都买不到，司机都有意见。",
}


@pytest.fixture(scope="module")
def town() -> Snapshot:
    """Seven reports, told apart by the first letter of what they are kept by."""
    passages = [Passage(key, text, headline=f"报道{key[0]}") for key, text in TEXTS.items()]
    return in_memory(Library(), passages)


def first(snapshot: Snapshot, *turns: str) -> str | None:
    """What is quoted first of an answer, None where there is none."""
    given = ask(snapshot, *turns)
    return given.hits[0].passage.id if given.hits else None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("第九中学短道速滑队得了几块金牌", "a1"),
        ("九中短道速滑队得了几块金牌", "a1"),
        ("第八中学短道速滑队得了几块金牌", None),
        ("鲜红薯多少钱一斤收", "c1"),
        ("鲜花生多少钱一斤收", None),
        ("暑假托管班一天多少钱", "d1"),
        ("寒假托管班一天多少钱", None),
        ("夜班补贴98年定的是一晚上几块", "g1"),
        ("夜班补贴97年定的是一晚上几块", None),
    ],
)
def test_another_of_its_kind_does_not_answer(
    town: Snapshot, question: str, answer: str | None
) -> None:
    assert first(town, question) == answer


def test_somebody_named_is_asked_about_where_he_is_named(town: Snapshot) -> None:
    assert first(town, "单秀兰多大年纪") == "a2"
    assert first(town, "单秀兰的丈夫做什么工作") is None


def test_a_quoted_sentence_is_looked_for_as_it_is(town: Snapshot) -> None:
    given = ask(town, "“书不认得谁是城里的”是谁讲的")
    assert given.hits[0].passage.id == "a2"
    assert given.message == ""


@pytest.mark.parametrize("question", ["五统一包括哪些", "五统一统一了哪些", "五统一有哪些"])
def test_a_name_made_of_a_number_ends_where_its_text_ends_it(town: Snapshot, question: str) -> None:
    assert ask(town, question).message.startswith("原文讲了 5 项")


def test_a_fact_may_be_told_in_the_next_passage(town: Snapshot) -> None:
    assert [hit.passage.id for hit in ask(town, "停车场吸毒的两名男子拘留几天").hits][:2] == [
        "e2",
        "e1",
    ]


def test_the_first_of_what_is_named_is_no_item_of_another_list(town: Snapshot) -> None:
    assert first(town, "种植报备亮的第一个红灯是什么菜") == "f1"


def test_what_was_written_asks_for_no_reporter(shipped: Snapshot) -> None:
    assert "署名" not in ask(shipped, "湖州的横幅上写了什么").message


def test_what_looks_like_somebody_is_nobody(shipped: Snapshot) -> None:
    for question in ("那本书看了多久", "过年那阵子忙什么", "戈壁滩上种什么", "养老院怎么收费"):
        given = ask(shipped, question)
        assert given.status is Status.NOT_FOUND
        assert "没有收录" not in given.message


def test_what_is_denied_is_not_told_as_said(town: Snapshot) -> None:
    given = ask(town, "县图书馆周一开门吗")
    assert given.hits[0].passage.id == "h1"
    assert given.message == ""


def test_a_turn_that_names_another_report_leaves_the_last_one(town: Snapshot) -> None:
    assert first(town, "暑假托管班一天多少钱", "驮书驴多久去一次") == "a1"


def test_a_deputy_is_no_head(shipped: Snapshot) -> None:
    assert ask(shipped, "黄祥云是主席吗").message == "问的是主席，原文里写的是副主席。"


@pytest.mark.parametrize("asking", ["哪个", "谁"])
def test_which_of_two_places_mentions_it(shipped: Snapshot, asking: str) -> None:
    given = ask(shipped, f"杭州和嘉兴{asking}提到了农民工")
    assert [hit.passage.city for hit in given.hits] == ["杭州", "嘉兴"]
