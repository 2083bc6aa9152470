import pytest

from corpus.stitching.byline import closes, credit_of


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("新的成绩。（见习记者何悦整理）", "见习记者何悦整理"),
        ("新的成绩。（记者王海霞 通讯员王志勇采访整理）", "记者王海霞 通讯员王志勇采访整理"),
        ("新的成绩。(本报记者 何悦 采写)", "本报记者 何悦 采写"),
        ("新的成绩。（本报记者 何悦 摄影报道）", "本报记者 何悦 摄影报道"),
        ("新的成绩。（何悦）", "何悦"),
        ("新的成绩。（何悦 王海霞）", "何悦 王海霞"),
        ("悦整理）", "悦整理"),
        ("本报记者 何悦", "本报记者 何悦"),
        ("■记者何悦 通讯员王志勇", "■记者何悦 通讯员王志勇"),
    ],
)
def test_credits(text: str, credit: str) -> None:
    assert credit_of(text) == credit
    assert closes(text)


@pytest.mark.parametrize(
    "text",
    [
        "省总工会十四届六次全委（扩大）",
        "三城（国际智造名城、海上丝路港城）",
        "记者在现场看到，工人们正在忙碌，机器轰鸣。",
        "新的成绩。",
        "（一）",
        "本报讯（记者 何悦）",
        "本报讯(记者何悦报道)",
        "县委书记（何悦）",
        "他对记者说起了工厂里的事，说起了那些年里工人们吃过的苦、受过的累，说起了后来的好日子，说起了孩子们（都已长大成人，各有各的工作）",
    ],
)
def test_other_endings_are_no_credits(text: str) -> None:
    assert credit_of(text) is None
    assert not closes(text)


def test_the_rest_of_a_credit_cut_in_two_closes() -> None:
    assert closes("）")
    assert closes("理）")
