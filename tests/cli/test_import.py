"""`wencheng corpus import`, and imports in the rest of the library's commands."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.imports.add import PART
from tests.cli.program import WENCHENG, Ended, run
from tests.corpus.imports.records import line, lines, write
from tests.corpus.pages import write as write_page

pytestmark = pytest.mark.usefixtures("homes")

# Root may write everywhere, unless it is told not to.
UNPRIVILEGED = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []


@pytest.fixture
def library(tmp_path: Path, config: str) -> Path:  # noqa: ARG001
    return tmp_path / "library"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    given = [
        line("n1", city="东海", author="王一", title="秋收计划", text="秋收计划要办三件事。"),
        line("n2", city="西山", text="西山的粮仓已经修好。", credit="记者李二", date="2016-01-20"),
        line("n3", text="公共食堂每天开放十小时。"),
    ]
    return write(tmp_path / "news.jsonl", given)


@pytest.fixture
def importing(config: str) -> Iterator[subprocess.Popen[bytes]]:
    """An import that waits for more lines."""
    command = [WENCHENG, "corpus", "import", "-", "--name", "slow", "--config", config]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    yield process
    process.kill()
    process.communicate()


def files(library: Path) -> list[str]:
    return sorted(path.name for path in library.iterdir())


def import_(path: Path, config: str, *more: str) -> Ended:
    return run("corpus", "import", str(path), "--config", config, *more)


def failed(ended: Ended) -> str:
    """The one line of a run that failed."""
    assert ended.code == 1
    (said,) = ended.error.splitlines()
    return said


def wait_for_part(library: Path, size: int) -> None:
    part = library / PART
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (part.exists() and part.stat().st_size >= size):
        time.sleep(0.01)


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
    assert (listed[0], listed[-1]) == ("新年新打算", "news：导入 3 段，2 地")
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
    assert said == "标准输入:2：不是 UTF-8 的 JSON"
    for name in ("", ".", "..", ".hidden", "a/b"):
        assert "不能作文件名" in run(*arguments, "--name", name, given=line("c")).complaint()
    assert files(library) == ["given.jsonl"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "：里面没有段落"),
        (b"\n \r\n", "：里面没有段落"),
        (line("a") + b"{", ":2：不是 UTF-8 的 JSON"),
        (line("a") + b'{"id": "b"}', ":2：text：缺少，或是空的"),
        (line("a") * 2, ":2：id：“a”与 {path}:1 的重复"),
        ("第一段".encode("utf-16"), ":1：不是 UTF-8 的 JSON"),
        (line("a") + "第一段".encode("gbk"), ":2：不是 UTF-8 的 JSON"),
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
    for command in (("ask", "粮仓"), ("corpus", "show", "news"), ("corpus", "list")):
        said = run(*command, "--config", config).complaint()
        assert said == f"{held}:4：不是 UTF-8 的 JSON"
    checked = run("corpus", "check", "--config", config)
    assert (checked.code, checked.error.splitlines()) == (
        2,
        [f"{held}:4：不是 UTF-8 的 JSON", "1 个文件中有 1 个不合格"],
    )
    write(library / "copy.jsonl", [news.read_bytes()])
    write(held, [news.read_bytes()])
    twice = f"{held}:1：id：“n1”与 {library / 'copy.jsonl'}:1 的重复"
    assert run("ask", "粮仓", "--config", config).complaint() == twice
    assert run("corpus", "check", "--config", config).complaint() == twice


def test_a_kill_leaves_what_was_there(
    library: Path, config: str, news: Path, importing: subprocess.Popen[bytes]
) -> None:
    write(library / "slow.jsonl", [line("old")])
    assert importing.stdin is not None
    importing.stdin.write(b"".join(lines(100_000)))
    wait_for_part(library, 1_000_000)
    assert "正在进行" in failed(import_(news, config))
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    assert (library / "slow.jsonl").read_bytes() == line("old")
    assert run("corpus", "check", "--config", config).code == 0
    assert import_(news, config).code == 0
    assert files(library) == ["news.jsonl", "slow.jsonl"]


def test_an_interruption_leaves_what_was_there(
    library: Path, importing: subprocess.Popen[bytes]
) -> None:
    assert importing.stdin is not None
    importing.stdin.write(b"".join(lines(100_000)))
    wait_for_part(library, 1_000_000)
    importing.send_signal(signal.SIGINT)
    assert importing.wait() == 130
    assert files(library) == []


def test_a_disk_that_fills_up(library: Path, config: str, news: Path) -> None:
    import_(news, config)
    write(news, lines(100_000))
    # What measures coverage would find no room for its own file.
    limited = 'ulimit -f 100; unset COVERAGE_PROCESS_CONFIG; exec "$@"'
    command = ["bash", "-c", limited, "bash", WENCHENG]
    command += ["corpus", "import", str(news), "--replace", "--config", config]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed(Ended(ended.returncode, ended.stdout, ended.stderr)) == (
        f"{library / 'news.jsonl'}：写不了：文件太大"
    )
    assert files(library) == ["news.jsonl"]
    assert "n1" in (library / "news.jsonl").read_text("utf-8")


def test_a_real_full_disk(library: Path, config: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines(100_000))
    script = 'mount -t tmpfs -o size=1m none "$1" && "${@:2}"; code=$?; ls -A "$1"; exit $code'
    command = ["unshare", "-rm", "bash", "-c", script, "bash", str(library), WENCHENG]
    command += ["corpus", "import", str(path), "--config", config]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unshare:" in ended.stderr or "mount:" in ended.stderr:
        pytest.skip("no disk of one's own may be mounted here")
    assert failed(Ended(ended.returncode, "", ended.stderr)).endswith("写不了：磁盘满了")
    assert ended.stdout == ""


@pytest.mark.parametrize("mode", [0o555, 0])
def test_a_library_that_may_not_be_written(
    library: Path, config: str, news: Path, mode: int
) -> None:
    library.chmod(mode)
    command = [*UNPRIVILEGED, WENCHENG, "corpus", "import", str(news), "--config", config]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    library.chmod(0o755)
    assert ended.returncode in (1, 2)
    (said,) = ended.stderr.splitlines()
    assert str(library) in said
    assert said.endswith("：没有权限")


def test_a_file_that_may_not_be_read(config: str, news: Path) -> None:
    news.chmod(0)
    command = [*UNPRIVILEGED, WENCHENG, "corpus", "import", str(news), "--config", config]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stderr == f"{news}：读不了：没有权限\n"


def test_an_import_is_indexed_at_once(
    tmp_path: Path, news: Path, config: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert import_(news, config).code == 0
    (index,) = (tmp_path / "cache" / "wencheng" / "libraries").glob("*.tables")
    before = index.stat()
    assert "三件事" in run("ask", "--config", config, "秋收计划").out
    assert index.stat() == before
