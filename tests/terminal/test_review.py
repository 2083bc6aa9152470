"""A page looked at in a terminal before it is stored."""

from pathlib import Path

import pytest
import yaml

from tests.corpus.stitching.test_command import DOUBTFUL
from tests.terminal.conftest import Open
from tests.terminal.emulator import Terminal

ASKED = "? 看写法）："


@pytest.fixture
def config(homes: Path) -> str:
    (homes / "page.txt").write_text("编者按：说一句。\n\n" + DOUBTFUL, "utf-8")
    path = homes / "config.yaml"
    path.write_text("library: library\nshipped: false\n")
    return str(path)


def asked(terminal: Terminal, times: int) -> None:
    """Wait until a person was asked so often."""
    terminal.wait(lambda: terminal.text.count(ASKED) >= times)


def test_corrections_are_typed_and_the_page_is_stored(
    open_terminal: Open, homes: Path, config: str
) -> None:
    terminal = open_terminal("corpus", "add", str(homes / "page.txt"), "--config", config, rows=60)
    asked(terminal, 1)
    assert "1. 《开局》 东岭 · 东岭市市长 · 王明" in terminal.text
    assert "？现在拼作 …" in terminal.text
    assert "· 编者按：说一句。" in terminal.text
    for n, line in enumerate(["?", "看 1", "标题 1 新开局", "删 2", "撤销", "乱写", "合 1 2"], 2):
        terminal.type(line + "\r")
        asked(terminal, n)
    assert "没看懂“乱写”" in terminal.text
    terminal.type("\r")
    assert terminal.leave() == 0
    kept = yaml.safe_load((homes / "library" / "page.yaml").read_text("utf-8"))
    (section,) = kept["sections"]
    assert section["headline"] == "新开局"
    words = "".join(paragraph["text"] for paragraph in section["paragraphs"])
    assert all(part in words for part in DOUBTFUL.split("\n\n") if not part.endswith("**"))


@pytest.mark.parametrize("typed", ["n\r", "\x04"])
def test_what_is_not_wanted_is_not_stored(
    open_terminal: Open, homes: Path, config: str, typed: str
) -> None:
    terminal = open_terminal("corpus", "add", str(homes / "page.txt"), "--config", config)
    asked(terminal, 1)
    terminal.type(typed)
    assert terminal.leave() == 1
    assert "没有收下" in terminal.text
    assert not (homes / "library").exists()
