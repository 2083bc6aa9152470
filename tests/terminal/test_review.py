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
    assert "日期：（没有认出）｜报名：（没有认出）" in terminal.text
    assert "· 编者按：说一句。" in terminal.text
    for n, line in enumerate(
        ["?", "看 1", "标题 1 新开局", "看", "删 2", "撤销", "乱写", "合 1 2"], 2
    ):
        terminal.type(line + "\r")
        asked(terminal, n)
    assert "没看懂“乱写”" in terminal.text
    changes = [line for line in terminal.lines if line.startswith("改了：")]
    assert "标题：开局 → 新开局" in changes[0]
    # Once at first and once where it was asked for: what stays is not shown with each correction.
    assert terminal.text.count("日期：（没有认出）｜报名：（没有认出）") == 2
    terminal.type("\r")
    assert terminal.leave() == 0
    kept = yaml.safe_load((homes / "library" / "page.yaml").read_text("utf-8"))
    (section,) = kept["sections"]
    assert section["headline"] == "新开局"
    words = "".join(paragraph["text"] for paragraph in section["paragraphs"])
    assert all(part in words for part in DOUBTFUL.split("\n\n") if not part.endswith("**"))


def test_what_is_there_already_is_told_before_anything_is_asked(
    open_terminal: Open, homes: Path, config: str
) -> None:
    given = ("corpus", "add", str(homes / "page.txt"), "--config", config)
    first = open_terminal(*given, rows=60)
    asked(first, 1)
    for n, line in enumerate(["标题 1 新开局", "肩题 1 春天", "日期 2016-01-20"], 2):
        first.type(line + "\r")
        asked(first, n)
    assert "   肩题：春天" in first.lines
    assert "日期：2016-01-20｜报名：（没有认出）" in first.text
    first.type("\r")
    assert first.leave() == 0
    again = open_terminal(*given, rows=60)
    asked(again, 1)
    assert again.text.index("要加 --replace") < again.text.index("1. 《开局》")
    again.type("n\r")
    assert again.leave() == 1
    replacing = open_terminal(*given, "--replace", rows=60)
    asked(replacing, 1)
    told, shown, _ = replacing.text.partition("1. 《新开局》")
    assert "照留手工的：《新开局》" in told
    assert shown
    assert "日期：2016-01-20 → （无）" in told


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
