"""Groups: the paragraphs of one report that count off a list together."""

import pytest

from retrieval.answering.lists.forms import (
    after,
    before,
    named,
    number,
    ordered,
    parts_of_name,
    repeated,
    side_by_side,
    steps,
    told,
)
from retrieval.answering.lists.lists import counted
from retrieval.passages import Passage


def section(*texts: str) -> list[Passage]:
    return [Passage(id=str(place), text=text) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("两", 2), ("九", 9), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99)],
)
def test_numerals(numeral: str, value: int) -> None:
    assert number(numeral) == value


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("四大体系", (4, "体系")),
        ("五感", (5, "感")),
        ("两个突破", (2, "突破")),
        ("十大品牌", (10, "品牌")),
        ("体系", None),
    ],
)
def test_how_many_of_what(asked: str, expected: tuple[int, str] | None) -> None:
    assert counted(asked) == expected


@pytest.mark.parametrize(
    ("texts", "runs"),
    [
        (["导语。", "一是甲。", "二是乙。", "三是丙。", "结语。"], [[1, 2, 3]]),
        (["一要甲。", "二要乙。"], [[0, 1]]),
        (["第一，甲。", "第二，乙。"], [[0, 1]]),
        (["（一）甲。", "（二）乙。"], [[0, 1]]),
        (["首先，甲。", "其次，乙。", "最后，丙。"], [[0, 1, 2]]),
        (["一是甲。", "二是乙。", "一是丙。", "二是丁。"], [[0, 1], [2, 3]]),
        (["一是甲。", "三是丙。"], []),
        (["一是甲。", "插话。", "二是乙。"], []),
        (["一是甲。"], []),
        (["二是乙。", "三是丙。"], []),
        ([], []),
    ],
)
def test_runs_of_paragraphs(texts: list[str], runs: list[list[int]]) -> None:
    assert ordered(section(*texts)) == runs


def test_words_of_a_kind_in_quotation_marks() -> None:
    held = section("增强“责任感”“五感”。", "提升“安全感”和“责任感”，有“办法”。")
    assert named(held, "感") == [(0, "责任感"), (1, "安全感")]


def test_a_word_repeated_as_often_as_wanted() -> None:
    held = section("必须甲。", "必须乙。", "可以丙。")
    assert repeated(held, 2, "必须") == [0, 1]
    assert repeated(held, 3, "必须") == []
    assert repeated(held, 1, "可以") == []


@pytest.mark.parametrize(
    ("text", "kind", "items"),
    [
        ("停开的4条线路是9路、12路、30路和夜2路。", "线路", ["9路", "12路", "30路", "夜2路"]),
        (
            "他定了三条家规：不许赌钱，不许打人，不许说谎。",
            "家规",
            ["不许赌钱", "不许打人", "不许说谎"],
        ),
        ("办法有两样：挖沟，雨天排水；筑坝，旱天蓄水。", "", ["挖沟", "筑坝"]),
        ("今年抓两件事：一是修桥，二是铺路。", None, None),
        ("来了五位客人：老张、老李。", None, None),
    ],
)
def test_what_a_text_counts_and_names(text: str, kind: str | None, items: list[str] | None) -> None:
    found = [(one.noun, one.items) for one in told(text)]
    assert found == ([] if items is None else [(kind, items)])


def test_steps_from_the_first_thing_on() -> None:
    text = "办了三件好事，头一件就是修井，村里人喝上了净水。二是装灯。第三，通班车。"
    assert [*steps(text)] == [(1, "修井"), (2, "装灯"), (3, "通班车")]


def test_a_word_that_begins_with_and_is_not_cut() -> None:
    text = "建“五型班组”：学习型、安全型、和谐型、创新型和节约型。"
    assert after(text, 5, "型班组") == ["学习型", "安全型", "和谐型", "创新型", "节约型"]
    assert side_by_side("要学习型、安全型、和谐型。", 3, "型") == ["要学习型", "安全型", "和谐型"]


def test_the_parts_of_a_name() -> None:
    text = "建设“一核两翼”（一核：老城，两翼：东湾、西岭）。"
    assert parts_of_name(text, "一核两翼") == ["老城", "东湾", "西岭"]
    assert parts_of_name(text, "一核三翼") == []


def test_a_list_before_its_count_is_of_the_kind_named_after_it() -> None:
    text = "做好“四送”等工作。实现在组织、引导、服务和维护等四个方面能力的提高。"
    assert before(text, 4, "提高") == ["组织", "引导", "服务", "维护"]
    assert before(text, 4, "送") == []
