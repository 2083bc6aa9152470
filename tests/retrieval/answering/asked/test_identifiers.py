"""Numbers, codes and Latin names have to stand in an answer as they are asked for."""

import pytest

from retrieval.answering.asked.identifiers import held, of


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("PPR-9087的检修周期", "编号PPR-9087的水泵"),
        ("PPR 1044在哪", "编号PPR-1044的水泵"),
        ("浙工发〔2016〕12号规定", "浙工发〔2016〕12号文件"),
        ("失业率为5.3%的是哪年", "失业率为5.3％"),
        ("C#培训班", "C++班，C#班"),
        ("RTX4070多少钱", "英伟达RTX4070显卡"),
        ("真人快打1何时发售", "《真人快打1》将于9月"),
        ("5号楼住什么人", "3号楼住老人，5号楼住学生"),
        ("5号楼住什么人", "五号楼住学生"),
        ("湖州10大品牌", "十大品牌"),
        ("第3个是什么", "没有数字"),
        ("杭州的union summit", "没有这些词"),
        ("2016年的工作", "2016年"),
        ("５.３％", "5.3%"),
        ("没有编号", ""),
        ("我今年19岁能报名吗", "年满二十周岁"),
        ("我妈92了吃饭多少钱", "九十岁以上免费"),
        ("98年的标准", "1998年定的标准"),
        ("每1000人几个托位", "每千人托位4.6个"),
        ("是不是31200台", "三万一千二百台"),
        ("骑手驿站24小时的有几处", "骑手驿站112处，24小时开门的39处"),
    ],
)
def test_what_is_there(asked: str, text: str) -> None:
    assert held(of(asked), text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("PPR-9999的检修周期", "编号PPR-9087的水泵"),
        ("浙工发〔2016〕13号规定", "浙工发〔2016〕12号，2016年13人"),
        ("失业率为5.3%的是哪年", "失业率为3.5%，5.35%，15.3%"),
        ("Java培训班", "C++班，Go班，JavaScript班"),
        ("6G基站", "5G基站，16G内存"),
        ("C座食堂", "A座食堂，B座食堂"),
        ("真人快打2何时发售", "《真人快打1》，2人"),
        ("5号楼住什么人", "3号楼，5人"),
        ("2015年的工作", "2016年"),
    ],
)
def test_what_is_not(asked: str, text: str) -> None:
    assert not held(of(asked), text)
