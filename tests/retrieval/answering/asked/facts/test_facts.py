"""Whether a text gives the kind of fact that is asked for."""

import re

import hypothesis
import pytest
from hypothesis import strategies as st

from retrieval.answering.asked import anchors
from retrieval.answering.asked.facts import counts, facts
from retrieval.answering.asked.question import Question, understand
from retrieval.index.store import Term
from retrieval.ranking.evidence import seek
from retrieval.ranking.rank import Evidence, defines, weigh
from retrieval.snapshot import Snapshot
from tests.retrieval.answering import scoring


def given(snapshot: Snapshot, asked: str, theme: str, text: str) -> float:
    """How much of it the text gives."""
    terms = snapshot.index.terms(theme, asked)
    asking = Question(asked=asked, theme=theme, cities=("东海",), terms=terms)
    return facts.given(asking, text, snapshot.tokenizer)


@pytest.mark.parametrize(
    ("asked", "theme", "text"),
    [
        ("水库有多少座", "水库", "加固水库19座。"),
        ("水库有几座", "水库", "加固水库十九座。"),
        ("水库坐一趟几块", "水库", "水库票价一元。"),
        ("水库充电多少钱", "水库 充电", "水库充电一块钱四小时。"),
        ("水库的厕所修在哪", "水库 厕所", "水库的厕所在大坝后面。"),
        ("水库在哪个房间办", "水库", "水库的事在2号楼103室办。"),
        ("水库什么时候开", "水库", "水库后年春天开放。"),
        ("水库什么日子开", "水库", "水库逢五开放。"),
        ("水库的租金多少钱", "水库", "水库租金六百五。"),
        ("水库的事打哪个号", "水库", "水库的事打96110。"),
        ("水库的通知是几号文", "水库 通知", "水库的通知是水办〔2016〕13号。"),
        ("投了多少钱", "投", "计划投入2.3亿元。"),
        ("有多少用户", "用户", "用户已达6.2万户。"),
        ("渠道多长", "渠道", "渠道防渗310公里。"),
        ("水库什么时候完工", "水库完工", "水库今年年底完工。"),
        ("洪水是几月几号", "洪水", "6月24日遭遇洪水。"),
        ("水质多久检测一次", "水质检测", "水质每月检测一次。"),
        ("基地在哪里", "基地", "基地建在成都。"),
        ("哪家企业", "企业", "企业有三家。"),
        ("怎么修水库", "修水库", "大家一起修水库。"),
        ("水库漏水怎么办", "水库漏水", "水库漏水的，先放水再修。"),
        ("水库来了多少小孩", "水库 小孩", "水库来了三百个孩子。"),
        ("水库要交多少押金", "水库 押金", "水库预交金三千元。"),
        ("充电多少钱一度", "充电", "充电每度三毛八。"),
        ("水库赛打了多少比多少", "水库赛", "水库赛15比13取胜。"),
        ("水库几天修好", "水库", "水库五个工作日修好。"),
        ("水库大门几点开", "水库大门", "水库大门6:40打开。"),
        ("水库投诉打哪个电话", "水库投诉", "水库投诉电话12345全天接听。"),
        ("水库每周放水几次", "水库放水", "水库每周至少放水一次。"),
        ("水库能存多少红薯", "水库 红薯", "水库的窖能储存四千五百吨。"),
        ("水库有多少成员", "水库 成员", "水库现有成员十六人。"),
        ("去水库的有多少人", "水库", "水库接待十九万游客。"),
        ("水库度数涨多少会发单", "水库度数", "水库度数涨七十五度就发单。"),
        ("水库的总经理叫什么", "水库总经理", "水库总经理陆明远作了工作报告。"),
        ("水库哪个小伙第一", "水库 第一", "水库的鲍旭得了第一名。"),
        ("疫苗哪天打", "疫苗", "疫苗分别在第0、3、7天打。"),
        ("王一的丈夫做什么工作", "王一", "王一的老公是木匠。"),
        ("水库有多少能源", "水库 能源", "水库有两种能源。"),
        ("水库收了多少封旧家信", "水库 家信", "水库收了家信632封。"),
        ("水库会有多少人参加", "水库会 参加", "水库会有25名代表参加。"),
        ("水库有多少书", "水库 书", "水库存有2600册书。"),
        ("去水库的有多少人", "水库", "水库的常客有11.8万，多是老人。"),
        ("在哪吃饭", "水库吃饭", "水库的人可以在职工食堂吃饭。"),
        ("水库那套旧秤一共多少个", "水库 旧秤", "水库有一套旧秤，共二十六件。"),
        ("水库跑了几趟", "水库 跑", "水库他去了七次。"),
        ("水库有多少人家做粉条", "水库 粉条", "水库有197户做粉条。"),
        ("水库一年断了多少案子", "水库 案子", "水库一年办了143件案子。"),
        ("水库最多领多少助学金", "水库 助学金", "水库一等3300元。"),
        ("水库发多少误工费", "水库 误工", "水库每户发误工补助1500元。"),
        ("水库一亩补几个钱", "水库 补", "水库绝收的每亩补200元。"),
        ("水库水费多少一方", "水库 水费", "水库水费每方2.4元。"),
        ("水库一年接了多少电话", "水库 电话", "水库一年接了916个电话。"),
        ("水库赔多少一亩", "水库 赔", "水库每亩赔950元。"),
        ("水库书丢了赔多少钱", "水库 书", "水库的书丢了不用赔钱。"),
        ("水库门诊在几楼", "水库门诊", "水库门诊在三楼。"),
        ("水库队得了第几名", "水库队", "水库队得了亚军。"),
        ("水库的车牌号是多少", "水库 车牌", "水库的车牌是浙a3c582。"),
        ("水库热线号码给我一下", "水库热线", "水库热线是12345。"),
        ("进水库要不要写名字", "水库 写名字", "进水库不用登记。"),
        ("水库的人都是哪里人", "水库", "水库的人来自安徽。"),
        ("水库替多少看坝的垫钱", "水库 垫钱", "水库为231名果工垫付。"),
    ],
)
def test_facts_that_are_there(shipped: Snapshot, asked: str, theme: str, text: str) -> None:
    assert given(shipped, asked, theme, text) == 1


@pytest.mark.parametrize(
    ("asked", "theme", "text"),
    [
        ("王一的丈夫做什么工作", "王一", "王一是校长。"),
        ("王一的年薪是多少", "王一", "王一七天拿下三十一分。"),
        ("放火的人叫什么", "放火 人", "疑似人为放火。"),
        ("水库有多少座", "水库", "加固一批水库。"),
        ("水库有几座", "水库", "加固水库3处。"),
        ("投了多少钱", "投", "计划投入3年。"),
        ("有多少会员", "会员", "用户已达6.2万户。"),
        ("水库有多少会员", "水库 会员", "水库修了3座。"),
        ("水库有多少会员", "水库 会员", "水库五位一体。"),
        ("水库收了多少封旧家信", "水库 家信", "水库收了家信3次。"),
        ("水库死了多少鱼", "水库 鱼", "水库有三名职工。养着鱼。"),
        ("水库什么时候完工", "水库完工", "水库尽快完工。"),
        ("洪水是几月几号", "洪水", "2016年遭遇洪水。"),
        ("水质多久检测一次", "水质检测", "水质经常检测。"),
        ("基地在哪里", "基地", "基地建好了。"),
        ("哪家医院", "治病", "免费治病。"),
        ("水库有几个村", "水库 村", "水库有三十件工具。"),
        ("水库门诊在几楼", "水库门诊", "水库门诊开了。"),
        ("水库队得了第几名", "水库队", "水库队坐了9个小时的车。"),
        ("水库的车牌号是多少", "水库 车牌", "水库的车开了14年。"),
        ("水库的船是哪家船厂造的", "水库 船", "水库有一条船。"),
        ("水库热线号码给我一下", "水库热线", "水库热线晚上有人接。"),
        ("水库的工匠是谁", "水库工匠", "修了水库。"),
        ("水库工匠都有谁", "水库工匠", "评选水库工匠。"),
    ],
)
def test_facts_that_are_not(shipped: Snapshot, asked: str, theme: str, text: str) -> None:
    assert given(shipped, asked, theme, text) < 1


def test_a_number_far_from_the_theme_counts_less(shipped: Snapshot) -> None:
    text = "修好水库。大家高兴。建桥3座。"
    assert given(shipped, "水库有多少座", "水库", text) == facts.LOOSE
    assert given(shipped, "水库有多少座", "水库", "修好水库。大家高兴。") == 0


def test_who_did_it_may_be_in_the_text_and_who_somebody_is_may_not(shipped: Snapshot) -> None:
    assert given(shipped, "水库是谁修的", "水库", "王一修了水库。") == 1
    assert given(shipped, "水库的工匠是谁", "水库工匠", "水库工匠王一。") == facts.LIKENED


@pytest.mark.parametrize(
    ("asked", "theme", "text"),
    [
        ("水库的司机是谁", "水库司机", "水库的司机兼管理员顾正坤说。"),
        ("水库的司机叫什么", "水库司机", "水库的司机谭建军拉了两个人。"),
        ("水库的管理员是谁", "水库管理员", "水库管理员段绍华一家三代守馆。"),
        ("书店的老板是谁", "书店老板", "书店店主冀文昭原是老师。"),
    ],
)
def test_names_of_people(shipped: Snapshot, asked: str, theme: str, text: str) -> None:
    assert given(shipped, asked, theme, text) == 1
    assert given(shipped, asked, theme, "水库的书店开了。") == 0


def test_shares_of_a_questions_weight() -> None:
    sought = seek([Term("水库", 2.0), Term("加|固", 1.0), Term("东海", 1.0)], [], "东海水库加固")
    evidence = weigh(sought, "修水库。再加固。", "东海")
    assert evidence == Evidence(passage=1.0, sentence=0.75, text=0.5, head=0.25)
    assert weigh(seek([], [], ""), "修水库。", "东海") == Evidence(0.0, 0.0, 0.0, 0.0)
    assert weigh(sought, "", "") == Evidence(0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    "text", ["五大行动,即:建功", "五大行动就是建功", "五大行动(建功)", "五大行动：建功"]
)
def test_definitions(text: str) -> None:
    assert defines(text, "五大行动")
    assert not defines(text, "四大体系")


def test_a_mention_is_no_definition() -> None:
    assert not defines("推进五大行动，成效好", "五大行动")


@pytest.mark.parametrize(
    ("asked", "said", "other"),
    [
        ("三转一变是什么", "三转一变", "三个转变"),
        ("五号线什么时候开通", "地铁5号线", "地铁四号线"),
        ("12号楼在哪", "十二号楼", "二号楼"),
    ],
)
def test_names_made_of_numbers(shipped: Snapshot, asked: str, said: str, other: str) -> None:
    (name,) = anchors.names(understand(shipped, asked))
    assert re.search(name, said)
    assert not re.search(name, other)


def test_what_only_counts_is_no_name(shipped: Snapshot) -> None:
    for asked in ("四统一是哪四样", "一周一共几次", "三个突破是什么"):
        assert anchors.names(understand(shipped, asked)) == []


def test_times_that_are_not_now(shipped: Snapshot) -> None:
    assert anchors.times(understand(shipped, "去年第14届运动会来了多少人")) == ["去年", "第十四届"]
    assert anchors.times(understand(shipped, "运动会来了多少人")) == []


def test_what_a_passage_may_lack_is_asked_for(shipped: Snapshot) -> None:
    for case in scoring.read("questions.jsonl")[::4]:
        asked = understand(shipped, case.turns[-1])
        if facts.given(asked, "。", shipped.tokenizer) < 1:
            assert facts.asks_any(asked.asked), case.turns


NEEDING = [
    pattern
    for module in (counts, facts)
    for pattern in vars(module).values()
    if type(pattern).__name__ == "_Needing"
]


@pytest.mark.parametrize("pattern", NEEDING)
@hypothesis.given(st.data())
def test_what_is_found_has_what_it_needs(pattern: re.Pattern[str], data: st.DataObject) -> None:
    written = re.compile(pattern.pattern)
    text = data.draw(st.from_regex(written))
    assert (pattern.search(text) is None) == (written.search(text) is None)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("虹古路虹霞小区一居民家中有人放火。", False),
        ("车务段门口有人放火。", False),
        ("有人放火，警方抓了单秀兰。", True),
        ("有人放火，抓了李某。", True),
    ],
)
def test_who_somebody_is_needs_a_name(shipped: Snapshot, text: str, named: bool) -> None:
    assert (given(shipped, "放火的人叫什么", "放火 人", text) > 0) is named
