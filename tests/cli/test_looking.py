"""`wencheng corpus search`, `stats`, `list`: words as they stand, figures, names."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.section import Paragraph
from tests.cli.program import run
from tests.corpus.pages import OTHER, PAGE, SECTION, write

pytestmark = pytest.mark.usefixtures("homes")


@pytest.mark.usefixtures("library")
def test_words_are_found_as_they_stand(config: str) -> None:
    ended = run("corpus", "search", "末一段", "--config", config)
    assert ended.code == 0
    assert ended.out.splitlines()[:2] == [
        "a · 《春风又绿》 东海 王一",
        "  末一段。（记者李二整理）",
    ]
    ended = run("corpus", "search", "没有的字", "--config", config)
    assert (ended.code, ended.out) == (0, "语料库里没有“没有的字”这几个字\n")


def test_an_excerpt_that_is_cut_says_so(config: str, library: Path) -> None:
    long = Paragraph("前" * 40 + "秋收" + "后" * 40)
    write(library, replace(PAGE, sections=(replace(SECTION, paragraphs=(long,)),)), "a.yaml")
    ended = run("corpus", "search", "秋收", "--config", config)
    assert ended.out.splitlines()[1] == f"  ……{'前' * 30}秋收{'后' * 30}……"
    ended = run("corpus", "search", "前秋", "--limit", "0", "--config", config)
    assert "--limit：0 不行，要在 1 到 50 之间" in ended.complaint()


@pytest.mark.usefixtures("library")
def test_figures(config: str) -> None:
    ended = run("corpus", "stats", "--config", config)
    assert ended.out.startswith("2 版，2 篇，4 段，")
    assert "地方：东海 1 篇，西山 1 篇" in ended.out


def test_a_page_is_listed_under_the_name_that_it_is_removed_by(config: str, library: Path) -> None:
    bare = replace(PAGE, title=(), publication=None, date=None, sections=(OTHER,))
    write(library, bare, "b.yaml")
    lines = run("corpus", "list", "--config", config).out.splitlines()
    assert [line for line in lines if line[0] != " "] == ["a：新年新打算", "b"]
