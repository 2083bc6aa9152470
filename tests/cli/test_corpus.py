"""`wencheng corpus check|list|show|add`."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.section import Paragraph
from tests.cli.program import run
from tests.corpus.imports.records import lines
from tests.corpus.imports.records import write as write_lines
from tests.corpus.pages import OTHER, PAGE, QUOTED, SECTION, from_raw, write
from tests.corpus.stitching.cuttings import SHIPPED_PAGE

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture
def library(tmp_path: Path, config: str) -> Path:  # noqa: ARG001
    return tmp_path / "library"


def test_a_reporter_is_found_by_the_credit() -> None:
    shown = run("corpus", "show", "何悦")
    assert (shown.code, "见习记者何悦" in shown.out) == (0, True)
    assert "记者：何悦 2 篇" in run("corpus", "stats").out


def test_checking_the_shipped_page() -> None:
    ended = run("corpus", "check")
    assert (ended.code, ended.error) == (0, "")
    first, *slips, last = ended.out.splitlines()
    assert len(slips) == 1
    assert slips[0].endswith("像是原页有误，照原样保留：…作的总体要求 and 部署，把握发…")
    assert first.endswith("zhejiang-unions-2016.yaml：11 篇，42 段")
    assert last == "1 个文件都合格"


def test_checking_a_good_file(tmp_path: Path) -> None:
    path = write(tmp_path)
    ended = run("corpus", "check", str(path))
    assert (ended.code, ended.error) == (0, "")
    assert ended.out == f"{path}：2 篇，4 段\n1 个文件都合格\n"


def test_checking_a_library(library: Path, config: str) -> None:
    write(library, replace(PAGE, sections=(SECTION,)), "a.yaml")
    write(library, replace(PAGE, sections=(OTHER,)), "b.yaml")
    ended = run("corpus", "check", "--config", config)
    assert ended.code == 0
    assert ended.out.endswith("2 个文件都合格\n")


def test_checking_an_empty_library(config: str) -> None:
    ended = run("corpus", "check", "--config", config)
    assert (ended.code, ended.out) == (0, "0 个文件都合格\n")


def test_bad_files_are_told_a_line_each(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml", "none.yaml")]
    paths[0].write_text("title: [\n")
    paths[1].write_text("title:\n- 一\nunknown: 1\n")
    write(tmp_path, name="c.yaml")
    ended = run("corpus", "check", *map(str, paths))
    assert ended.code == 2
    *told, last = ended.error.splitlines()
    assert [line.split("：")[0] for line in told] == [
        f"{paths[0]}:2",
        f"{paths[1]}:3",
        str(paths[3]),
    ]
    assert last == "4 个文件中有 3 个不合格"
    assert f"{paths[2]}：2 篇，4 段" in ended.out


def test_checking_files_of_each_kind(tmp_path: Path) -> None:
    news = write_lines(tmp_path / "news.jsonl", lines(3))
    aliases = tmp_path / "aliases.txt"
    aliases.write_text("海 东海\n# 没有别的\n", "utf-8")
    paths = [write(tmp_path), news, aliases]
    ended = run("corpus", "check", *map(str, paths))
    assert ended.code == 0
    assert ended.out.splitlines() == [
        f"{paths[0]}：2 篇，4 段",
        f"{news}：3 段，0 地",
        f"{aliases}：1 个短名",
        "3 个文件都合格",
    ]
    terms, pinned = tmp_path / "terms.txt", tmp_path / "pins.yaml"
    terms.write_text("# 没有别的\n工钱 工资\n", "utf-8")
    pinned.write_text("pins:\n- {question: 问, passage: a, words: 答}\n", "utf-8")
    ended = run("corpus", "check", str(terms), str(pinned))
    assert ended.out.splitlines()[:2] == [
        f"{terms}：1 组意思相同的词",
        f"{pinned}：1 个指定的答案",
    ]
    terms.write_bytes(b"\xff")
    pinned.write_text("pins: 1\n")
    aliases.write_text("海 东海 西山\n", "utf-8")
    ended = run("corpus", "check", str(terms), str(pinned))
    assert [line.partition("：")[0] for line in ended.error.splitlines()[:2]] == [
        f"{terms}:1",
        f"{pinned}:1",
    ]
    assert f"{aliases}:1：" in run("corpus", "check", str(aliases)).error


def test_doubled_sections_across_files(library: Path, config: str) -> None:
    first = write(library, name="a.yaml")
    second = write(library, replace(PAGE, sections=(OTHER,)), "b.yaml")
    ended = run("corpus", "check", "--config", config)
    assert ended.complaint() == f"{second}:7：“西山”这一篇与 {first}:19 的重复"


def test_mended_text_is_pointed_out(tmp_path: Path) -> None:
    mended = replace(QUOTED, paragraphs=(Paragraph("改过。"), *QUOTED.paragraphs))
    path = write(tmp_path, from_raw(tmp_path, mended))
    ended = run("corpus", "check", str(path))
    assert ended.code == 0
    assert "  请留意：1 段与原页不同，引用时不带出处\n" in ended.out


def test_a_raw_page_gone_is_pointed_out(tmp_path: Path) -> None:
    path = write(tmp_path, from_raw(tmp_path))
    (tmp_path / "raw.txt").unlink()
    assert "请留意：原页 raw.txt 不在、已改动或读不了" in run("corpus", "check", str(path)).out


def test_listing() -> None:
    lines = run("corpus", "list").out.splitlines()
    title = "争当改革创新“排头兵” 做好职工群众“娘家人” 各地工会亮出新年工作新思路"
    assert lines[0] == f"zhejiang-unions-2016：{title}"
    assert len(lines) == 12
    assert lines[5].strip().startswith("5. 湖州 · 钟鸣（湖州市政协副主席、市总工会主席）")


def test_listing_a_page_without_attribution(library: Path, config: str) -> None:
    bare = replace(SECTION, author=None, office=None, headline=None)
    write(library, replace(PAGE, sections=(bare,)))
    ended = run("corpus", "list", "--config", config)
    assert ended.code == 0
    assert "1. 东海" in ended.out


def test_listing_an_empty_library(config: str) -> None:
    ended = run("corpus", "list", "--config", config)
    assert (ended.code, ended.error) == (0, "")
    assert "还没有报道" in ended.out


@pytest.mark.parametrize("name", ["湖州", "湖州市", "钟鸣"])
def test_showing_a_report_whole(name: str) -> None:
    ended = run("corpus", "show", name)
    assert ended.code == 0
    for words in (
        "深化“四大体系” 展现工会作为",
        "钟鸣",
        "一是围绕",
        "四是围绕",
        "（见习记者何悦整理）",
    ):
        assert words in ended.out
    assert "二是围绕打造适应湖州赶超发展的职工队伍，深化“职工素质”提升体系。" in ended.out


def test_showing_a_page() -> None:
    shown = run("corpus", "show", "zhejiang-unions-2016").out
    assert all(city in shown for city in ("杭州 ·", "湖州 ·", "丽水 ·"))


def test_showing_what_is_not_there(config: str) -> None:
    said = run("corpus", "show", "上海").complaint()
    assert "没有“上海”的报道" in said
    assert "湖州" in said
    assert "语料库是空的" in run("corpus", "show", "上海", "--config", config).complaint()


def test_no_subcommand() -> None:
    assert "check" in run("corpus").complaint()


def test_adding_a_page(library: Path, config: str) -> None:
    ended = run("corpus", "add", str(SHIPPED_PAGE), "--config", config)
    assert ended.code == 0
    assert ended.out.endswith(f"已写入 {library / SHIPPED_PAGE.stem}.yaml。\n")
    assert run("corpus", "check", "--config", config).out.endswith("1 个文件都合格\n")
    asked = run("ask", "湖州的四大体系是什么", "--json", "--config", config)
    assert asked.records()[0]["passages"][0]["source"]


def test_adding_a_page_written_by_hand(library: Path, config: str, tmp_path: Path) -> None:
    path = write(tmp_path, from_raw(tmp_path, QUOTED), "mine.yaml")
    assert run("corpus", "add", str(path), "--config", config).code == 0
    assert sorted(p.name for p in library.iterdir()) == ["mine.yaml", "raw.txt"]
    again = run("corpus", "add", str(path), "--config", config)
    assert (again.code, again.out) == (0, f"{library / 'mine.yaml'} 已有，内容相同。\n")
    path.write_text(path.read_text("utf-8").replace("春风又绿", "春风"), "utf-8")
    conflict = run("corpus", "add", str(path), "--config", config)
    assert conflict.code == 1
    assert "春风又绿" in conflict.error
    assert "Traceback" not in conflict.error


def test_adding_what_is_no_page(config: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("没有题头。", "utf-8")
    assert str(path) in run("corpus", "add", str(path), "--config", config).complaint()
