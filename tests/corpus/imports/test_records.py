"""Plain passages and JSON lines: what is read, and every way in which a line is bad."""

import json
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.imports import jsonlines, records
from corpus.imports.records import PlainPassage

GOOD = '{"id": "a", "text": "一段。"}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "passages.jsonl"


def complaint(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InputError) as error:
        records.read(path)
    said = str(error.value)
    assert len(said.splitlines()) == 1
    return said.removeprefix(str(path))


def test_everything_known_of_a_passage(path: Path) -> None:
    passage = PlainPassage("a", "一段。", "题", "东海", "王一", "主席", "标题", "记者李二整理")
    record = {key: getattr(passage, key) for key in PlainPassage.__slots__}
    path.write_text(json.dumps(record), "utf-8")
    assert records.read(path) == (passage,)


def test_null_blank_lines_and_foreign_keys_are_passed_over(path: Path) -> None:
    path.write_text(f'\n{GOOD[:-1]}, "city": null, "url": 1}}\n \r\n', "utf-8")
    assert records.read(path) == (PlainPassage("a", "一段。"),)


def test_a_byte_order_mark(path: Path) -> None:
    path.write_text(f"\ufeff{GOOD}", "utf-8")
    assert records.read(path) == (PlainPassage("a", "一段。"),)


def test_an_empty_file_holds_none(path: Path) -> None:
    path.touch()
    assert records.read(path) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[]", "应是一个 JSON 对象"),
        ('"a"', "应是一个 JSON 对象"),
        ("null", "应是一个 JSON 对象"),
        ("{", "这一行不是 UTF-8 的 JSON 对象"),
        ("{'id': 1}", "这一行不是 UTF-8 的 JSON 对象"),
        (f"{GOOD} {GOOD}", "这一行不是 UTF-8 的 JSON 对象"),
        ("[" * 200_000, "这一行不是 UTF-8 的 JSON 对象"),
        ('{"id":' + "9" * 10_000 + "}", "这一行不是 UTF-8 的 JSON 对象"),
        (GOOD.encode("gbk"), "这一行不是 UTF-8 的 JSON 对象"),
        (GOOD.encode("utf-16"), "这一行不是 UTF-8 的 JSON 对象"),
        ('{"text": "一段。"}', "id：缺少，或是空的"),
        ('{"id": "", "text": "一段。"}', "id：缺少，或是空的"),
        ('{"id": "a"}', "text：缺少，或是空的"),
        ('{"id": "a", "text": " 　"}', "text：缺少，或是空的"),
        ('{"id": "a", "text": null}', "text：缺少，或是空的"),
        ('{"id": 1, "text": "一段。"}', "id：应是文字"),
        ('{"id": "a", "text": ["一段。"]}', "text：应是文字"),
        (f'{GOOD[:-1]}, "city": 3}}', "city：应是文字"),
        ('{"id": "a", "text": "一\\u0000段"}', "text：有 NUL 或不成对的代理字符"),
        ('{"id": "a", "text": "一\0段"}', "这一行不是 UTF-8 的 JSON 对象"),
        ('{"id": "\\ud83d", "text": "一段"}', "id：有 NUL 或不成对的代理字符"),
        (" " * 4_000_001, "这一行太长（上限 4 MB）"),
        (f'{GOOD[:-1]}, "credit": {{}}}}', "credit：应是文字"),
    ],
)
def test_a_bad_line(path: Path, line: str | bytes, said: str) -> None:
    data = line.encode() if isinstance(line, str) else line
    good = GOOD.replace('"a"', '"b"').encode()
    assert complaint(path, good + b"\n\n" + data).startswith(f":3：{said}")


def test_an_id_twice(path: Path) -> None:
    assert complaint(path, f"{GOOD}\n{GOOD}") == ":2：id：“a”前面已有"


def test_an_id_twice_that_would_break_the_line(path: Path) -> None:
    line = GOOD.replace('"a"', '"a\\n\\u001b[2J"')
    assert complaint(path, f"{line}\n{line}").startswith(":2：id：")


def test_no_file(path: Path) -> None:
    with pytest.raises(InputError, match=r"passages\.jsonl：读不了"):
        records.read(path)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="读不了"):
        records.read(tmp_path)


def test_lines_know_their_numbers(path: Path) -> None:
    path.write_text(f"\n{GOOD}\n\n{GOOD}", "utf-8")
    assert [number for number, _ in jsonlines.read(path)] == [2, 4]
