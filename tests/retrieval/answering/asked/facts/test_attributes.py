"""Whether a text names what is asked of somebody or something."""

import pytest

from retrieval.answering.asked.facts import attributes

NAMED, APART, UNNAMED = attributes.NAMED, attributes.APART, attributes.UNNAMED


@pytest.mark.parametrize(
    ("said", "text", "found"),
    [
        ("王一的老伴叫什么", "王一和妻子陈二住在村里。", NAMED),
        ("王一的老伴叫什么", "王一在学校教了三十年书。", UNNAMED),
        ("王一的徒弟是谁", "王一带出两个徒弟。", NAMED),
        ("王一的徒弟是谁", "王一修了三十年书。", UNNAMED),
        ("停车费多少钱", "停车每小时五元。", NAMED),
        ("停车费多少钱", "停车场设在后面，十分钟一趟车。餐费八十八元。", APART),
        ("停车费多少钱", "门票五元。", UNNAMED),
        ("摊位租金多少", "租金每月六百五。", NAMED),
        ("水库面积多少", "水库有鱼三吨。", UNNAMED),
        ("影院哪年开的业", "影院1963年开业。", NAMED),
        ("影院哪年开的业", "影院1963年评为先进。", UNNAMED),
        ("开业是哪一年", "影院1963年开张。", NAMED),
        ("王一哪年当上主席的", "王一2016年作了报告。", UNNAMED),
        ("王一哪年当上主席的", "王一2016年担任主席。", NAMED),
        ("怎么提前订床位", "床位四十张，住一晚二十元。", UNNAMED),
        ("怎么提前订床位", "打电话可以预订。", NAMED),
        ("着火了怎么办", "先关门，再打电话。", NAMED),
        ("学校的副校长是谁", "校长王一说。", UNNAMED),
        ("学校的副校长是谁", "副校长王一说。", NAMED),
        ("水库在哪里", "水库在山里。", NAMED),
        ("隧道有多长", "隧道全长四公里。", NAMED),
        ("隧道有多长", "高度超过4.2米的车不许走。", APART),
        ("城墙有多高", "城墙开放2.6公里。", APART),
        ("王一挣多少", "王一做月嫂，一个月9800元。", NAMED),
        ("要哪些材料", "带身份证来办。", NAMED),
        ("墓碑是谁设计的", "墓碑上刻着名字。", UNNAMED),
        ("墓碑是谁设计的", "墓碑由王一设计。", NAMED),
        ("第二名是谁", "第一名是王一。", UNNAMED),
        ("第二名是谁", "王一得了亚军。", NAMED),
        ("王一结婚了吗", "王一在天文台工作。", UNNAMED),
        ("王一结婚了吗", "王一去年成了家，婚礼很简单。", NAMED),
        ("王一是什么职务", "副局长王一说。", NAMED),
        ("王一是什么职务", "说到这里，王一笑了。", APART),
        ("王一是什么职务", "水库有鱼三吨。", UNNAMED),
        ("坐车的车票多少钱", "总投资七亿元。", UNNAMED),
    ],
)
def test_attributes(said: str, text: str, found: float) -> None:
    assert attributes.named(said, text) == found


@pytest.mark.parametrize(
    ("said", "asks"),
    [("王一的老伴叫什么", True), ("怎么报名", True), ("水库在哪里", False), ("怎么办", False)],
)
def test_what_asks_for_an_attribute(said: str, *, asks: bool) -> None:
    assert attributes.asks(said) is asks
