"""`wencheng corpus` changes the library, tells of it, saves it; and `add` in all its ways."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot import mending
from bot.cli import opening
from bot.feedback import Feedback, FeedbackKind
from tests.cli.program import run
from tests.corpus.pages import OTHER, PAGE, SECTION, from_raw, write
from tests.corpus.reading.pictures.test_picture import zipped
from tests.corpus.stitching.cuttings import SHIPPED_PAGE
from tests.corpus.stitching.test_command import DOUBTFUL

pytestmark = pytest.mark.usefixtures("homes")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_page_is_removed_and_comes_back(library: Path, config: str) -> None:
    before = (library / "a.yaml").read_bytes()
    ended = run("corpus", "remove", "a", "--config", config)
    assert (ended.code, names(library)) == (0, ["b.yaml"])
    assert "corpus undo" in ended.out
    ended = run("corpus", "undo", "--config", config)
    assert ended.out.startswith("已撤销：删去 a（")
    assert (library / "a.yaml").read_bytes() == before
    ended = run("corpus", "undo", "--config", config)
    assert (ended.code, ended.error) == (1, "没有可撤销的改动\n")


def test_a_page_gets_another_name(library: Path, config: str) -> None:
    assert run("corpus", "rename", "a", "头版", "--config", config).code == 0
    assert names(library) == ["b.yaml", "头版.yaml"]
    ended = run("corpus", "rename", "头版", "b", "--config", config)
    assert (ended.code, ended.complaint()) == (2, f"{library / 'b.yaml'}：已有这一版")


@pytest.mark.usefixtures("library")
def test_what_is_not_there_is_told(config: str) -> None:
    ended = run("corpus", "remove", "c", "--config", config)
    assert ended.code == 2
    assert "没有“c”这一版，也没有这个导入；现有 a、b" in ended.complaint()


def test_what_is_exported_can_be_imported(library: Path, config: str, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    assert run("corpus", "export", str(file), "--config", config).code == 0
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [record["city"] for record in records] == ["东海", "东海", "西山", "西山"]
    assert run("corpus", "export", str(file), "--config", config).code == 2
    for name in ("a.yaml", "b.yaml"):
        (library / name).unlink()
    assert run("corpus", "import", str(file), "--config", config).code == 0


def test_a_backup_is_restored_on_another_folder(library: Path, config: str, tmp_path: Path) -> None:
    (library / "terms.txt").write_text("工钱 工资\n", "utf-8")
    file = tmp_path / "backup.zip"
    assert run("corpus", "backup", str(file), "--config", config).code == 0
    other = tmp_path / "other.yaml"
    other.write_text("shipped: false\nlibrary: elsewhere\n")
    assert run("corpus", "restore", str(file), "--config", str(other)).code == 0
    elsewhere = tmp_path / "elsewhere"
    assert {p.name: p.read_bytes() for p in elsewhere.iterdir()} == {
        p.name: p.read_bytes() for p in library.iterdir()
    }
    (elsewhere / "a.yaml").write_text("改过", "utf-8")
    ended = run("corpus", "restore", str(file), "--config", str(other))
    assert (ended.code, "加 --replace" in ended.error) == (1, True)
    assert run("corpus", "restore", str(file), "--replace", "--config", str(other)).code == 0
    assert (elsewhere / "a.yaml").read_bytes() == (library / "a.yaml").read_bytes()


def test_a_page_that_was_renamed_since_does_not_come_back_beside_itself(
    library: Path, config: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    assert run("corpus", "backup", str(file), "--config", config).code == 0
    assert run("corpus", "rename", "a", "c", "--config", config).code == 0
    ended = run("corpus", "restore", str(file), "--config", config)
    assert (ended.code, ended.complaint().endswith("；什么也没有恢复")) == (2, True)
    assert "a.yaml" in ended.error
    assert names(library) == ["b.yaml", "c.yaml"]
    assert run("corpus", "list", "--config", config).code == 0


@pytest.mark.parametrize(
    "data", [b"x", zipped("../a.yaml"), zipped("library/../../a"), zipped("a.txt")]
)
def test_what_is_no_backup_is_refused(config: str, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(data)
    ended = run("corpus", "restore", str(file), "--config", config)
    assert (ended.code, ended.complaint()) == (2, f"{file}：不是问城的备份文件")


def test_a_damaged_backup_is_refused(library: Path, config: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    assert run("corpus", "backup", str(file), "--config", config).code == 0
    data = bytearray(file.read_bytes())
    start = data.index(b"a.yaml") + len("a.yaml")
    data[start : start + 40] = bytes(byte ^ 0x5A for byte in data[start : start + 40])
    file.write_bytes(data)
    (library / "a.yaml").unlink()
    ended = run("corpus", "restore", str(file), "--config", config)
    assert ended.complaint() == f"{file}：不是问城的备份文件"
    assert names(library) == ["b.yaml"]


def test_a_backup_that_could_not_be_restored_is_not_made(
    library: Path, config: str, tmp_path: Path
) -> None:
    with (library / "large.pdf").open("wb") as file:
        file.truncate(4_100_000_000)  # nothing of it takes room
    ended = run("corpus", "backup", str(tmp_path / "backup.zip"), "--config", config)
    assert (ended.code, "语料库太大（4.1 GB，上限 4 GB）" in ended.error) == (1, True)
    assert not (tmp_path / "backup.zip").exists()


def test_opinions_are_restored_for_this_user_alone(
    library: Path,  # noqa: ARG001
    config: str,
    tmp_path: Path,
) -> None:
    Path(config).write_text(f"{Path(config).read_text()}telegram:\n  state: state\n")
    Feedback(tmp_path / "state", 1).add("问题", "某人", FeedbackKind.USELESS)
    file = tmp_path / "backup.zip"
    assert run("corpus", "backup", str(file), "--config", config).code == 0
    shutil.rmtree(tmp_path / "state")
    assert run("corpus", "restore", str(file), "--config", config).code == 0
    kept = tmp_path / "state" / "feedback.sqlite"
    assert [path.stat().st_mode & 0o777 for path in (kept, kept.parent)] == [0o600, 0o700]
    assert Feedback(tmp_path / "state", 1).complaints()[0].question == "问题"


@pytest.mark.usefixtures("library")
def test_a_raw_page_with_the_librarys_own_name(config: str, tmp_path: Path) -> None:
    page = tmp_path / "aliases.txt"
    page.write_bytes(SHIPPED_PAGE.read_bytes())
    said = run("corpus", "add", "--yes", str(page), "--config", config).complaint()
    assert said.startswith("“aliases.txt”是语料库自己的文件名")
    assert run("corpus", "list", "--config", config).code == 0


def test_nothing_is_written_on_a_dry_run(library: Path, config: str) -> None:
    ended = run("corpus", "add", str(SHIPPED_PAGE), "--dry-run", "--config", config)
    assert ended.code == 0
    assert ended.out.endswith(f"会写入 {library / 'zhejiang-unions-2016.yaml'}。\n")
    assert names(library) == ["a.yaml", "b.yaml"]


def test_a_page_is_replaced_after_its_difference_is_shown(
    library: Path, config: str, tmp_path: Path
) -> None:
    changed = replace(SECTION, headline="春风拂面")
    given = write(tmp_path, replace(PAGE, sections=(changed,)), "a.yaml")
    ended = run("corpus", "add", str(given), "--config", config)
    assert (ended.code, "  标题：春风又绿 → 春风拂面" in ended.error) == (1, True)
    ended = run("corpus", "add", str(given), "--replace", "--config", config)
    assert (ended.code, "  标题：春风又绿 → 春风拂面" in ended.out) == (0, True)
    assert "春风拂面" in (library / "a.yaml").read_text("utf-8")


def test_what_is_the_same_is_said_to_be(library: Path, config: str) -> None:
    ended = run("corpus", "add", str(library / "a.yaml"), "--replace", "--config", config)
    assert (ended.code, "与这次的没有不同" in ended.out) == (0, True)


def test_an_import_is_named_where_its_removal_is_undone(config: str, tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"id": "n1", "title": "秋", "text": "秋收计划要办三件事。"}\n', "utf-8")
    assert run("corpus", "import", str(file), "--config", config).code == 0
    assert run("corpus", "remove", "news", "--config", config).code == 0
    assert "删去 news（" in run("corpus", "undo", "--config", config).out


def test_each_of_several_files_has_its_own_outcome(
    library: Path, config: str, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "book.xlsx").write_bytes(zipped("xl/workbook.xml"))
    (folder / "page.html").write_text(
        "<html><head><title>夜校开班</title></head><body><article><h1>夜校开班</h1>"
        "<p>本报白鹭1月5日讯（记者 何悦）今年以来，市总工会在二十一个园区开办夜校。</p>"
        "<p>学费全部由工会承担，教材由企业提供，上课的时间由职工投票来定，很受欢迎。</p>"
        "</article></body></html>",
        "utf-8",
    )
    ended = run("corpus", "add", str(folder), "--config", config)
    assert ended.code == 2
    assert ended.out.endswith("1 个文件收下了，1 个没有\n")
    assert ended.error.startswith(f"{folder / 'book.xlsx'}：是电子表格，请把报道的文字")
    assert names(library) == ["a.yaml", "b.yaml", "page.html", "page.html.json", "page.yaml"]


def test_a_large_library_is_not_compiled_for_each_file(
    library: Path, config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "SMALL", 0)
    monkeypatch.setattr(opening, "live", lambda _: pytest.fail("compiled"))
    third = replace(SECTION, city="南岭", author="钱四")
    path = write(tmp_path, replace(PAGE, sections=(third,)), "third.yaml")
    assert run("corpus", "add", "--yes", str(path), "--config", config).code == 0
    assert "third.yaml" in names(library)


def test_the_raw_file_of_several_pages_is_not_added_by_itself(config: str, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    raw = from_raw(folder).raw
    for number, section in enumerate((SECTION, OTHER), 1):
        write(folder, replace(PAGE, raw=raw, sections=(section,)), f"raw-{number}.yaml")
    ended = run("corpus", "add", "--yes", str(folder), "--config", config)
    assert ended.out.endswith("2 个文件收下了，0 个没有\n")
    assert names(tmp_path / "library") == ["raw-1.yaml", "raw-2.yaml", "raw.txt"]


def test_a_doubtful_page_is_not_added_unasked(library: Path, config: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("编者按：说一句。\n\n" + DOUBTFUL, "utf-8")
    ended = run("corpus", "add", str(page), "--config", config)
    assert (ended.code, ended.error.count("\n")) == (1, 1)
    assert "处拿不准，没有收下；请在终端里核对，或加 --yes" in ended.error
    assert run("corpus", "add", str(page), "--yes", "--config", config).code == 0
    assert "page.yaml" in names(library)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("page.yaml", b"title: []", "已经是拼好的语料库文件"),
        ("book.xlsx", zipped("xl/workbook.xml"), "是电子表格"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "是旧版 Office 或 WPS 文件"),
        ("new.docx", zipped("word/document.xml"), "Word 文档读不了"),
        ("page.html", b"<html><body></body></html>", "网页里没有找到正文"),
    ],
)
def test_files_of_other_kinds_say_what_they_are(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    ended = run("stitch", str(path))
    assert ended.code == 2
    assert ended.complaint().startswith(f"{path}：{said}")


@pytest.mark.parametrize(
    ("command", "name", "said"),
    [
        (("stitch",), "news.jsonl", "是一条条的段落，请用 wencheng corpus import news.jsonl"),
        (("corpus", "import"), "page.yaml", "是一版报纸或文档，请用 wencheng corpus add page.yaml"),
        (("corpus", "import"), "page.pdf", "是一版报纸或文档，请用 wencheng corpus add page.pdf"),
        (("corpus", "check"), "page.jpg", "是原版面，不是语料库文件；收进语料库请用 wencheng"),
    ],
)
def test_a_file_given_to_the_wrong_command_is_told_the_right_one(
    tmp_path: Path, command: tuple[str, ...], name: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text("x", "utf-8")
    ended = run(*command, str(path))
    assert (ended.code, f"{path}：{said}" in ended.error) == (2, True)
