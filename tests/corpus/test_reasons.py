"""What went wrong with a file is said in Chinese."""

import errno
import re

import pytest
import yaml

from corpus import reasons


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_no_english_of_the_system(code: int) -> None:
    said = reasons.of_system(OSError(code, "Some English words"))
    assert said == reasons.SYSTEM.get(code, f"系统错误 {errno.errorcode[code]}")


def test_an_error_without_a_number() -> None:
    assert reasons.of_system(OSError("Some English words")) == "系统错误 0"


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c",
        "a: @x",
        "a: 'x",
        "a: [",
        "a: {b",
        "? a\n: b\nc",
        "- a\nb: c",
        "a: '1'x",
        "a: |\n x\n\ty",
        "---\na\n---\nb",
        'a: "\\q"',
    ],
)
def test_what_is_wrong_with_yaml(text: str) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as error:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    said = reasons.of_yaml(error.value.problem)
    assert said.startswith("YAML 写法有误：")
    assert not re.search("[a-z]", said)


def test_what_the_parser_says_seldom() -> None:
    assert reasons.of_yaml("found undefined tag handle") == "YAML 写法有误"
