"""config.example.yaml shows every setting and its default."""

import re
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import config
from bot.config import Config
from corpus.errors import InputError

EXAMPLE = Path(__file__).parents[1] / "config.example.yaml"


def uncommented() -> str:
    """The example with its settings in force; ## marks an explanation."""
    return re.sub(r"(?m)^# ", "", EXAMPLE.read_text(encoding="utf-8"))


def keys(shape: Any) -> dict[str, Any]:
    """The fields of a dataclass, those of the dataclasses in it below them."""
    return {f.name: keys(f.type) if is_dataclass(f.type) else None for f in fields(shape)}


def names(document: dict[str, Any]) -> dict[str, Any]:
    return {k: names(v) if isinstance(v, dict) else None for k, v in document.items()}


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)


def test_every_setting_is_there() -> None:
    assert names(yaml.safe_load(uncommented())) == keys(Config)


def test_as_it_stands_it_changes_nothing() -> None:
    assert config.load(EXAMPLE) == Config()


def test_in_force_it_changes_nothing_either(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(uncommented(), encoding="utf-8")
    assert config.load(path) == Config()


@pytest.mark.parametrize("number", ["0", "-1", ".nan", ".inf"])
@pytest.mark.parametrize("key", ["messages_a_second", "questions_a_minute"])
def test_numbers_that_nothing_works_with(tmp_path: Path, key: str, number: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"telegram:\n  {key}: {number}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"{path}:2：telegram\.{key}：应"):
        config.load(path)


@pytest.mark.parametrize("number", [0, -100123, 2**52])
def test_an_admin_is_a_person(tmp_path: Path, number: int) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"telegram:\n  admins: [{2**52 - 1}, {number}]\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf":2：telegram\.admins\[2\]：{number} 不是"):
        config.load(path)


def test_every_setting_is_explained() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for above, line in pairwise(lines):
        if line.startswith("# "):
            assert above.startswith("## ")
