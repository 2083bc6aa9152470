"""`wencheng corpus import`, and imports in the rest of the library's commands."""

from pathlib import Path

import pytest

from tests.cli.imports.importing import failed, files, import_
from tests.cli.program import run
from tests.corpus.imports.records import line, lines, write
from tests.corpus.pages import write as write_page

pytestmark = pytest.mark.usefixtures("homes")


def test_importing_listing_showing_asking(library: Path, config: str, news: Path) -> None:
    ended = import_(news, config)
    assert (ended.code, ended.error) == (0, "")
    assert ended.out == f"已导入 {library / 'news.jsonl'}：3 段，2 地。\n"
    assert (library / "news.jsonl").read_bytes() == news.read_bytes()
    assert run("corpus", "list", "--config", config).out == "news：导入 3 段，2 地\n"
    checked = run("corpus", "check", "--config", config)
    assert checked.out == f"{library / 'news.jsonl'}：3 段，2 地\n1 个文件都合格\n"
    shown = run("corpus", "show", "西山市", "--config", config).out
    assert shown == "导入 news，编号 n2\n西山\n西山的粮仓已经修好。\n（记者李二）\n"
    answer = run("ask", "--json", "秋收计划要办几件事", "--config", config).records()[0]
    first = answer["passages"][0]
    assert (first["id"], first["headline"], first["city"]) == ("n1", "秋收计划", "东海")
    assert (first["page"], first["section"], first["paragraph"], first["source"]) == (
        None,
        None,
        None,
        [],
    )


def test_a_chat_over_imports_alone(config: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [line("a", text="公共食堂每天开放十小时。")])
    import_(path, config)
    typed = "公共食堂每天开放多久\n/full 1\n/cities\n上海的GDP是多少\n".encode()
    said = run("chat", "--config", config, given=typed).out
    assert said.count("公共食堂每天开放十小时。") == 2
    assert "这些报道没有标城市。" in said
    assert "现有 1 段文字，都没有标城市。" in said
    assert "空的" not in said


def test_beside_pages(library: Path, config: str, news: Path) -> None:
    write_page(library)
    import_(news, config)
    listed = run("corpus", "list", "--config", config).out.splitlines()
    assert (listed[0], listed[-1]) == ("page：新年新打算", "news：导入 3 段，2 地")
    shown = run("corpus", "show", "东海", "--config", config).out
    assert shown.index("春风又绿") < shown.index("导入 news，编号 n1")
    assert run("corpus", "check", "--config", config).out.endswith("2 个文件都合格\n")
    said = run("corpus", "show", "北岛", "--config", config).complaint()
    assert said.endswith("可以是东海、西山、news")


def test_showing_many(config: str, tmp_path: Path) -> None:
    import_(write(tmp_path / "many.jsonl", lines(30)), config)
    shown = run("corpus", "show", "many", "--config", config).out
    assert shown.count("导入 many") == 20
    assert shown.endswith("\n还有 10 段，可用 --limit 多看几段。\n")
    assert run("corpus", "show", "many", "--limit", "30", "--config", config).out.endswith(
        "编号 p29\n第 p29 段。\n"
    )


def test_the_same_again(library: Path, config: str, news: Path) -> None:
    import_(news, config)
    before = (library / "news.jsonl").stat()
    ended = import_(news, config)
    assert (ended.code, ended.out) == (0, f"{library / 'news.jsonl'} 已有，内容相同。\n")
    assert (library / "news.jsonl").stat().st_ino == before.st_ino
    assert files(library) == ["news.jsonl"]


def test_another_of_that_name(library: Path, config: str, news: Path) -> None:
    import_(news, config)
    before = news.read_bytes()
    write(news, [line("n1", text="换了。"), line("n9")])
    said = failed(import_(news, config))
    assert said.startswith(f"{library / 'news.jsonl'}：已有，且内容不同")
    assert "--replace" in said
    assert (library / "news.jsonl").read_bytes() == before
    assert import_(news, config, "--replace").out.endswith("：2 段。\n")
    assert (library / "news.jsonl").read_bytes() == news.read_bytes()
    assert files(library) == ["news.jsonl"]


def test_from_standard_input(library: Path, config: str) -> None:
    arguments = ("corpus", "import", "-", "--config", config)
    assert "--name" in run(*arguments, given=line("a")).complaint()
    assert run(*arguments, "--name", "given", given=line("a")).code == 0
    assert files(library) == ["given.jsonl"]
    said = run(*arguments, "--name", "bad", given=line("b") + b"{").complaint()
    assert said == "标准输入:2：这一行不是 UTF-8 的 JSON 对象"
    for name in ("", ".", "..", ".hidden", "a/b"):
        assert "不能作文件名" in run(*arguments, "--name", name, given=line("c")).complaint()
    assert files(library) == ["given.jsonl"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "：里面没有段落"),
        (b"\n \r\n", "：里面没有段落"),
        (line("a") + b"{", ":2：这一行不是 UTF-8 的 JSON 对象"),
        (line("a") + b'{"id": "b"}', ":2：text：缺少，或是空的"),
        (line("a") * 2, ":2：id：“a”与 {path}:1 的重复"),
        ("第一段".encode("utf-16"), ":1：这一行不是 UTF-8 的 JSON 对象"),
        (line("a") + "第一段".encode("gbk"), ":2：这一行不是 UTF-8 的 JSON 对象"),
        (line("a") + b'{"id": "b", "text": "\\ud83d"}', ":2：text：有 NUL 或不成对的代理字符"),
        (line("a") + b'{"id": "b", "text": "\\u0000"}', ":2：text：有 NUL 或不成对的代理字符"),
        (line("a", text="长" * 20_000_000), ":1：这一行太长（上限 4 MB）"),
    ],
)
def test_bad_files_change_nothing(
    library: Path, config: str, tmp_path: Path, content: bytes, said: str
) -> None:
    path = write(tmp_path / "bad.jsonl", [content])
    assert import_(path, config).complaint() == f"{path}{said.format(path=path)}"
    assert files(library) == []


def test_what_is_no_file(library: Path, config: str, tmp_path: Path) -> None:
    none, folder = tmp_path / "none.jsonl", tmp_path / "folder.jsonl"
    folder.mkdir()
    assert import_(none, config).complaint() == f"{none}：读不了：没有这个文件"
    assert import_(folder, config).complaint() == f"{folder}：读不了：这是文件夹"
    assert files(library) == []


def test_byte_order_mark_and_windows_line_ends(config: str, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + b"".join(lines(2)).replace(b"\n", b"\r\n")
    assert import_(write(tmp_path / "a.jsonl", [content]), config).code == 0
    assert "第 p0 段。" in run("corpus", "show", "a", "--config", config).out


def test_ids_of_other_imports_and_of_pages(library: Path, config: str, tmp_path: Path) -> None:
    page = write_page(library)
    one = write(tmp_path / "one.jsonl", lines(3))
    two = write(tmp_path / "two.jsonl", [line("q"), line("p2")])
    import_(one, config)
    held = library / "one.jsonl"
    assert import_(two, config).complaint() == f"{two}:2：id：“p2”与 {held}:3 的重复"
    asked = run("ask", "--json", "东海头一段", "--config", config).records()[0]
    identity = next(p["id"] for p in asked["passages"] if p["page"])
    write(two, [line(identity)])
    assert import_(two, config).complaint() == f"{two}:1：id：“{identity}”与 {page}:7 的重复"
    assert files(library) == ["one.jsonl", "page.yaml"]


def test_lines_broken_by_hand(library: Path, config: str, news: Path) -> None:
    import_(news, config)
    held = library / "news.jsonl"
    held.write_bytes(news.read_bytes() + b"{\n")
    asked = run("ask", "粮仓", "--config", config)
    assert (asked.code, asked.error.count("\n")) == (0, 1)
    assert f"{held}:4：这一行不是 UTF-8 的 JSON 对象" in asked.error
    for command in (("corpus", "show", "news"), ("corpus", "list")):
        said = run(*command, "--config", config).complaint()
        assert said == f"{held}:4：这一行不是 UTF-8 的 JSON 对象"
    checked = run("corpus", "check", "--config", config)
    assert (checked.code, checked.error.splitlines()) == (
        2,
        [f"{held}:4：这一行不是 UTF-8 的 JSON 对象", "1 个文件中有 1 个不合格"],
    )
    write(library / "copy.jsonl", [news.read_bytes()])
    write(held, [news.read_bytes()])
    twice = f"{held}:1：id：“n1”与 {library / 'copy.jsonl'}:1 的重复"
    asked = run("ask", "粮仓", "--config", config)
    assert asked.code == 0
    assert twice in asked.error
    assert run("corpus", "check", "--config", config).complaint() == twice
