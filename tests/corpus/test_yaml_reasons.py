"""What is wrong with a YAML file is said in Chinese."""

import re

import pytest
import yaml

from corpus.strict import yaml_reason


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
    said = yaml_reason(error.value.problem)
    assert said.startswith("YAML 写法有误：")
    assert not re.search("[a-z]", said)


def test_what_the_parser_says_seldom() -> None:
    assert yaml_reason("found undefined tag handle") == "YAML 写法有误"
