"""Bad files: each is told in one line that names the file, the line and the key."""

import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from corpus import library, strict
from corpus.errors import InputError
from tests.corpus.pages import PAGE, write

GOOD = library.dump(PAGE)


def complaint(path: Path) -> str:
    """What is said of a bad file, after the file's name."""
    with pytest.raises(InputError) as error:
        library.read_page(path)
    said = str(error.value)
    assert error.value.exit_code == 2
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said
    assert said.startswith(str(path))
    return said.removeprefix(str(path))


def told(folder: Path, text: str | bytes) -> str:
    """What is said of a file that holds `text`."""
    path = folder / "page.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return complaint(path)


def changed(old: str, new: str) -> str:
    """A good file with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("date: null", "dat: null", ":3：dat：不认识的键"),
        ("date: null", "date: null\ndate: null", ":4：date：这个键写了两次"),
        ("date: null\n", "", ":1：date：缺少这个键"),
        ("  headline: 春风又绿\n", "", ":7：sections[1].headline：缺少这个键"),
        ("  headline: 春风又绿\n", "  title: 春风又绿\n", ":10：title：不认识的键"),
        ("city: 东海", "city: 2016", ":7：sections[1].city：应是文字，请加引号"),
        ("city: 东海", "city: yes", ":7：sections[1].city：应是文字，请加引号"),
        ("city: 东海", "city: [东海]", ":7：sections[1].city：应是文字"),
        ("city: 东海", "city: !place 东海", ":7：sections[1].city：应是文字，请加引号"),
        ("city: 东海", "city: ''", ":7：sections[1].city：不能是空的"),
        ("city: 东海", "city: '　 '", ":7：sections[1].city：不能是空的"),
        ("author: 王一", "author: &a 王一\n  office: *a", ":9：不能用 YAML 的别名"),
        ("date: null", "date: 2016-02-30", ":3：date：应是日期"),
        ("date: null", "date: 2016-02-01 10:00:00", ":3：date：应是日期"),
        ("date: null", "date: '2016-02-01'", ":3：date：应是日期"),
        ("date: null", "date: !!python/object:os.system 1", ":3：date：应是日期"),
        ("- 新年新打算", "- ''", ":2：title：不能有空的项"),
        ("- 新年新打算", "- null", ":2：title[1]：应是文字"),
        ("title:\n- 新年新打算", "title: 新年", ":1：title：应是一个列表"),
        ("title:\n- 新年新打算", "title: null", ":1：title：应是一个列表"),
        ("|-\n      头一段。", "''", ":13：sections[1].paragraphs[1].text：不能是空的"),
        ("|-\n      头一段。", "null", ":13：sections[1].paragraphs[1].text：应是文字"),
        ("spans: []", "spans: [[1]]", ":15：sections[1].paragraphs[1].spans[1]：应有 2 项"),
        ("spans: []", "spans: [[1, 二]]", ":15：sections[1].paragraphs[1].spans[1][2]：应是整数"),
        ("spans: []", "spans: 1", ":15：sections[1].paragraphs[1].spans：应是一个列表"),
        ("raw: null", "raw: 原页.txt", ":5：raw：应是“键: 值”的一组"),
        ("raw: null", "raw: {file: 原页.txt}", ":5：raw.sha256：缺少这个键"),
        ("raw: null", "raw: {file: ../原页.txt, sha256: a}", ":5：raw.file：只能是同一文件夹里"),
        ("raw: null", "raw: {file: /etc/passwd, sha256: a}", ":5：raw.file：只能是同一文件夹里"),
        ("date: null", "2016: null", ":3：2016：不认识的键"),
        ("date: null", "? [date]\n: null", ":3：不认识的键"),
        ("date: null", "? {date: 1}\n: null", ":3：不认识的键"),
        ("date: null", "<<: {date: null}", ":3：<<：不认识的键"),
        ("date: null", '"date\\n\\e[31m": null', ":3：date"),
        ("date: null", f"{'d' * 1000}: null", ":3：ddd"),
        ("date: null", 'date: "', ""),
        ("date: null", "date: {", ":"),
        ("date: null", "date: a: b", ":3：YAML 写法有误：冒号的位置不对"),
        ("date: null", "\tdate: null", ":3：YAML 写法有误"),
        ("date: null", "date: *nowhere", ":3：不能用 YAML 的别名"),
        ("东海", "东\x00海", ":7：有 YAML 不允许的字符 U+0000"),
        ("东海", "东\x1b海", ":7：有 YAML 不允许的字符 U+001B"),
        ("东海", "东\ufffe海", ":7：有 YAML 不允许的字符 U+FFFE"),
        ("东海", '"\\ud800"', ":7：YAML 写法有误"),
    ],
)
def test_one_thing_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert told(tmp_path, changed(old, new)).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "：文件是空的"),
        ("# 只有注释\n", "：文件是空的"),
        ("---\n", ":"),
        ("null", ":1：应是“键: 值”的一组"),
        ("[]", ":1：应是“键: 值”的一组"),
        ("一段文字", ":1：应是“键: 值”的一组"),
        (f"{GOOD}---\n{GOOD}", ":32：YAML 写法有误：多了一行 ---"),
        (f"%YAML 9.9\n---\n{GOOD}", ":1：YAML 写法有误"),
        (GOOD.encode("utf-16"), ":1：不是 UTF-8 编码"),
        (GOOD.encode("gbk"), ":2：不是 UTF-8 编码"),
        (b"title: [" + b"\xff" * 10, ":1：不是 UTF-8 编码"),
        ("[" * 100_000, ":1：括号或缩进套得太深"),
        ("{a: " * 10_000, ":1：括号或缩进套得太深"),
        ("- " * 100_000, ":1：括号或缩进套得太深"),
        ("? " * 10_000, ":1：括号或缩进套得太深"),
    ],
)
def test_a_whole_file_wrong(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert told(tmp_path, text).startswith(said)


def test_a_key_is_named_briefly(tmp_path: Path) -> None:
    assert len(told(tmp_path, changed("date: null", f"{'d' * 1000}: null"))) < 300


def test_a_bomb_of_aliases(tmp_path: Path) -> None:
    levels = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10))
    said = told(tmp_path, "\n".join(["a0: &a0 [好]", *levels]))
    assert said.startswith(":2：不能用 YAML 的别名")


def test_a_file_of_50_mb(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.touch()
    os.truncate(path, 50_000_000)
    assert complaint(path) == "：文件太大（50.0 MB，上限 4 MB）"


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.mkdir()
    assert complaint(path).startswith("：读不了：")


def test_no_file(tmp_path: Path) -> None:
    assert complaint(tmp_path / "page.yaml").startswith("：读不了：")


def test_a_link_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.symlink_to(path)
    assert complaint(path).startswith("：读不了：")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.chmod(0)
    assert complaint(path).startswith("：读不了：")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert library.read_page(path).page == PAGE


def test_an_anchor_alone_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text(changed("title:", "title: &t"), "utf-8")
    assert library.read_page(path).page == PAGE


@dataclass(frozen=True)
class Settings:
    """Every type that a file can hold."""

    name: str = "无名"
    note: str = ""
    ratio: float = 0.5
    on: bool = True
    folder: Path | None = None
    ids: tuple[int, ...] = ()
    inner: tuple[str, int] = ("一", 1)
    pages: tuple[str, ...] = field(default_factory=tuple)


def settings(folder: Path, text: str) -> strict.YamlDocument[Settings]:
    path = folder / "settings.yaml"
    path.write_text(text, "utf-8")
    return strict.read(path, Settings)


def test_an_empty_file_where_everything_has_a_default(tmp_path: Path) -> None:
    assert settings(tmp_path, "").value == Settings()


def test_values_of_every_type(tmp_path: Path) -> None:
    text = "name: 甲\nratio: 2\non: false\nfolder: 库\nids: [1, 2]\ninner: [二, 2]\n"
    document = settings(tmp_path, text)
    expected = Settings("甲", "", 2.0, False, tmp_path / "库", (1, 2), ("二", 2))
    assert document.value == expected
    assert document.lines["ids[2]"] == 5


def test_null_is_the_default_where_there_is_one(tmp_path: Path) -> None:
    assert settings(tmp_path, "name: null\non: ~\nfolder:\n").value == Settings()


def test_empty_is_allowed_where_it_is_the_default(tmp_path: Path) -> None:
    assert settings(tmp_path, "note: ''\nids: []\n").value == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("on: 1", ":1：on：应是 true 或 false"),
        ("ratio: 快", ":1：ratio：应是数字"),
        ("ids: [1.5]", ":1：ids[1]：应是整数"),
        ("ids: [true]", ":1：ids[1]：应是整数"),
        ("inner: [一]", ":1：inner：应有 2 项"),
        ("folder: [a]", ":1：folder：应是路径"),
    ],
)
def test_values_of_the_wrong_type(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        settings(tmp_path, text)
    assert str(error.value).removeprefix(str(tmp_path / "settings.yaml")).startswith(said)


def test_a_page_may_have_no_title(tmp_path: Path) -> None:
    path = write(tmp_path, replace(PAGE, title=()))
    assert library.read_page(path).page.title == ()


PARAGRAPHS = GOOD[: GOOD.index("  - text:")]
HOSTILE = {
    "a million titles": "title:\n" + "- 题\n" * 400_000,
    "titles in brackets": "title: [" + "a," * 1_000_000 + "a]",
    "150,000 paragraphs": PARAGRAPHS + "  - {text: 段, spans: []}\n" * 150_000,
    "a million numbers": PARAGRAPHS + "  - text: 段\n    spans: [[" + "1," * 1_000_000 + "2]]",
    "a bool": changed("city: 东海", "city: !!bool foo"),
    "an int": changed("date: null", "date: !!int ''"),
    "a timestamp": changed("date: null", "date: !!timestamp foo"),
    "base 60": changed("date: null", "date: " + "1:" * 20_000 + "1"),
    "base 60 as text": changed("city: 东海", "city: " + "1:" * 20_000 + "1"),
    "a number of 40,000 digits": changed("date: null", "date: " + "9" * 40_000),
    "a hexadecimal place": changed("spans: []", "spans: [[0x" + "f" * 20_000 + ", 1]]"),
    "a float": changed("city: 东海", "city: !!float ''"),
    "not binary": changed("city: 东海", "city: !!binary 东"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon_in_one_line(tmp_path: Path, name: str) -> None:
    before = time.process_time()
    assert told(tmp_path, HOSTILE[name])
    assert time.process_time() - before < 2


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.yaml")
    assert complaint(tmp_path / "page.yaml") == "：不是普通的文件"
