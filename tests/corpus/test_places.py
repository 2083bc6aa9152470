"""Names of places taken apart, and what people call them."""

import pytest

from corpus.places import forms, key, parts, regions, stem


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("浙江省宁波市", ("浙江省", "宁波市")),
        ("宁波市鄞州区", ("宁波市", "鄞州区")),
        ("浙江·温州", ("浙江", "温州")),
        ("内蒙古自治区呼伦贝尔市海拉尔区", ("内蒙古自治区", "呼伦贝尔市", "海拉尔区")),
        ("江苏苏州昆山市", ("江苏", "苏州", "昆山市")),
        ("杭州萧山区", ("杭州", "萧山区")),
        *((name, (name,)) for name in ("苏州市", "津市市", "沙市区", "海南藏族自治州", "河北区")),
        *((name, (name,)) for name in ("湖州", "吉林市", "兰州新区", "通州区", "")),
    ],
)
def test_what_lies_in_what(name: str, expected: tuple[str, ...]) -> None:
    assert parts(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("恩施土家族苗族自治州", "恩施"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("香港特别行政区", "香港"),
        ("浦东新区", "浦东"),
        ("准格尔旗", "准格尔"),
        ("沛县", "沛县"),
    ],
)
def test_a_name_without_its_kind(name: str, expected: str) -> None:
    assert stem(name) == expected


@pytest.mark.parametrize(
    "spellings",
    [
        ("宁波", "宁波市", "浙江省宁波市", "浙江·宁波", "浙江宁波"),
        ("恩施州", "恩施土家族苗族自治州", "湖北省恩施土家族苗族自治州"),
        ("新疆", "新疆维吾尔自治区"),
        ("石柱土家族自治县", "重庆市石柱土家族自治县"),
    ],
)
def test_one_place_under_several_spellings(spellings: tuple[str, ...]) -> None:
    assert len(set(map(key, spellings))) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("朝阳", "朝阳区"), ("吉林县", "吉林"), ("海州", "海州区")]
)
def test_places_of_other_kinds_are_others(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_what_people_call_a_place() -> None:
    assert {"大理", "大理州", "大理白族自治州"} <= set(forms("大理白族自治州"))
    assert {"鄞州", "鄞州区", "宁波鄞州"} <= set(forms("宁波市鄞州区"))
    assert set(regions("北京市朝阳区")) == {"北京", "北京市"}
