"""Folding: spellings of the same words meet, and offsets stay."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.text.fold import fold, normal, sentences

CHINESE = st.sampled_from(
    "工會職員与與ＡＢａｂ１２①㈠㎏ﬁİßΣς㍿ﾊﾞが、。！？；;!?“”《》\n　 乾著後里發髮😀\u0301\u200d"
)
TEXT = st.text(CHINESE | st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXT)
@example("頭髮發展皇后以後")
@example("㍿有限")
@example("一\x00二")
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("四大體系", "四大体系"),
        ("職工“獲得感”", "职工“获得感”"),
        ("互聯網＋", "互联网+"),
        ("Ｇ２０峰会", "g20峰会"),
        ("HuZhou", "huzhou"),
        ("５·１", "5·1"),
        ("工会？", "工会?"),
        ("　湖州", " 湖州"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("character", ["㍿", "ﬁ", "㎏", "İ", "…", "㈠"])
def test_what_would_take_more_room_keeps_its_place(character: str) -> None:
    assert len(fold(f"前{character}后")) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10大品牌", "十大品牌"),
        ("4大体系", "四大体系"),
        ("12项", "十二项"),
        ("20项", "二十项"),
        ("99条", "九十九条"),
        ("“四化”问题", "四化问题"),
        ("《制度》", "制度"),
        ("「四大體系」", "四大体系"),
        ("一二三四工作思路", "1234工作思路"),
        ("二〇一六年", "2016年"),
        ("2016年", "2016年"),
        ("5月1日", "5月1日"),
        ("100个", "100个"),
        ("g20峰会", "g20峰会"),
        ("3.5亿元", "3.5亿元"),
        ("0个", "0个"),
        ("十三五", "十三五"),
    ],
)
def test_numerals_and_quotation_marks(text: str, expected: str) -> None:
    assert normal(text) == expected


@given(TEXT)
@example("。头一句。")
@example("！？一；二。”三\n\n四")
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_sentences_end_where_they_should() -> None:
    text = "“头一句。”第二句；第三句！？\n末一句"
    assert sentences(text) == ["“头一句。”", "第二句；", "第三句！？\n", "末一句"]


def test_no_sentences() -> None:
    assert sentences("") == []
