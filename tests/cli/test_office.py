"""What office people give by mistake: one line says what it is and what to do, as documented."""

import re
from pathlib import Path

import pytest

from bot.cli import main
from corpus.library import dump
from corpus.reading.pictures import ocr
from tests.corpus.pages import PAGE
from tests.corpus.reading.pictures.test_picture import zipped

pytestmark = pytest.mark.usefixtures("homes")

DOCUMENT = Path(__file__).parents[2] / "docs" / "zh" / "收不了的文件.md"
ROW = re.compile(r"^\| ([^|]+) \| `wencheng ([^|`]+)` \| (.+) \|$", re.MULTILINE)
ROWS = ROW.findall(DOCUMENT.read_text("utf-8"))
PAPER = "惠州市总工会主席王建国：**办好职工夜校**\n\n今年惠州工会将办好一百所职工夜校。\n"
MIXED = PAPER.replace("将办好一百所职工夜校", "办好职工夜校 and 职工书屋")
FILES = {
    "书.xlsx": zipped("xl/workbook.xml"),
    "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "版.ofd": zipped("OFD.xml"),
    "包.zip": zipped("a.txt"),
    "坏.pdf": b"%PDF-1.4 nothing",
    "坏.jpg": b"\xff\xd8\xff" + b"0" * 50,
    "空.txt": b"",
    "图.svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "半.docx": zipped("[Content_Types].xml"),
    "白.txt": "\ufeff \u200b\n".encode(),
    "坏.yaml": b"title: []\nsections: 3\n",
    "好.yaml": dump(PAGE).encode(),
    "版.txt": MIXED.encode(),
    "段.jsonl": b'{"id": "1", "text": "x"}\n',
    "十六.txt": PAPER.encode("utf-16"),
    "坏字节.txt": PAPER.replace("百所", "百所?").encode().replace(b"?", b"\xff"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """The lines that a command prints."""
    monkeypatch.setattr("sys.argv", ["wencheng", *command.split()])
    with pytest.raises(SystemExit):
        main()
    printed = capsys.readouterr()
    return [line.strip() for line in (printed.out + printed.err).splitlines()]


def test_the_table_is_whole() -> None:
    named = {word for _, command, _ in ROWS for word in command.split()}
    assert named >= FILES.keys()


@pytest.mark.parametrize(("given", "command", "line"), ROWS, ids=[row[0] for row in ROWS])
def test_it_is_said_as_documented(
    given: str,
    command: str,
    line: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert given
    if "check" in command:
        said("stitch 版.txt -o 版.yaml", monkeypatch, capsys)
    lines = said(command, monkeypatch, capsys)
    assert line in lines
    if "读不了" in line or "是" in line.partition("：")[2][:1]:
        assert len(lines) == 1
    assert list(folder.glob("library/*")) == []


@pytest.mark.usefixtures("folder")
def test_a_photograph_without_what_reads_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    Path("照片.jpg").write_bytes(FILES["坏.jpg"])
    (line,) = said("corpus add 照片.jpg", monkeypatch, capsys)
    assert f"\n{line}\n" in DOCUMENT.read_text("utf-8")
