"""`wencheng ask --json --batch`: line by line, bad lines in their places."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Ended, Homes, run
from tests.retrieval.answering.test_answer import KEYS

pytestmark = pytest.mark.usefixtures("homes")

QUESTION = "湖州的四大体系是什么"


def line(identity: object, *turns: str) -> bytes:
    return json.dumps({"id": identity, "turns": turns}).encode()


GOOD = {
    "number": line(1, QUESTION),
    "text": line("乙", QUESTION, "那绍兴呢"),
    "null": line(None, "凤凰涅槃"),
    "object": line({"a": [1]}, "凤凰涅槃"),
    "empty turn": line("empty", ""),
    "lone surrogate": b'{"id": "s", "turns": ["\\ud800\\u6e56\\u5dde\\u0000"]}',
    "surrogate id": b'{"id": "\\ud800", "turns": ["x"]}',
    "byte-order mark": b"\xef\xbb\xbf" + line("bom", QUESTION),
    "line end": line("crlf", QUESTION) + b"\r",
    "more keys": b'{"id": "k", "kind": "single", "turns": ["\xe6\xb9\x96\xe5\xb7\x9e"]}',
}
BAD = {
    "no JSON": (b"{", None),
    "two objects": (line(1) + line(2), None),
    "invalid UTF-8": (b'{"id": 1, "turns": ["\xff"]}', None),
    "UTF-16": ('{"id": 1}'.encode("utf-16"), None),
    "a list": (b"[]", None),
    "a text": (b'"x"', None),
    "no id": (b'{"turns": ["x"]}', None),
    "no turns": (b'{"id": "a"}', "a"),
    "empty turns": (b'{"id": "b", "turns": []}', "b"),
    "turns in no list": (b'{"id": "c", "turns": "x"}', "c"),
    "a turn that is no text": (b'{"id": "d", "turns": ["x", 1]}', "d"),
    "a turn that is null": (b'{"id": "e", "turns": [null]}', "e"),
    "a bomb": (b"[" * 200_000, None),
    "a bomb of turns": (b'{"id": 1, "turns": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", None),
    "a number too long": (b'{"id": 1' + b"0" * 9_000 + b', "turns": ["x"]}', None),
    "no number": (b'{"id": NaN, "turns": ["x"]}', None),
    "an endless number": (b'{"id": 1e999, "turns": ["x"]}', None),
}


@pytest.fixture(scope="module")
def good(homes: Homes) -> dict[str, dict[str, Any]]:  # noqa: ARG001
    """The answers to all good lines, by their names."""
    ended = run("ask", "--json", "--batch", "-", given=b"\n".join(GOOD.values()))
    assert (ended.code, ended.error) == (0, "")
    return dict(zip(GOOD, ended.records(), strict=True))


@pytest.fixture(scope="module")
def mixed(homes: Homes) -> Ended:  # noqa: ARG001
    """A run over a good line after each bad one."""
    lines = [part for bad, _ in BAD.values() for part in (bad, line("ok", QUESTION))]
    return run("ask", "--json", "--batch", "-", given=b"\n".join(lines) + b"\n")


def test_the_answer_to_the_last_turn(good: dict[str, dict[str, Any]]) -> None:
    assert good["number"]["passages"][0]["city"] == "湖州"
    assert good["text"]["question"] == "那绍兴呢"
    assert good["text"]["cities"] == ["绍兴"]


def test_the_keys_with_the_id_first(good: dict[str, dict[str, Any]]) -> None:
    for record in good.values():
        assert next(iter(record)) == "id"
        assert set(record) == KEYS | {"id"}


def test_ids_come_back_as_they_were(good: dict[str, dict[str, Any]]) -> None:
    for name, given in GOOD.items():
        assert good[name]["id"] == json.loads(given.decode("utf-8-sig"))["id"]


def test_questions_come_back_as_they_were(good: dict[str, dict[str, Any]]) -> None:
    assert good["lone surrogate"]["question"] == "\ud800湖州\x00"
    assert good["empty turn"]["status"] == "not_found"


def test_lines_do_not_remember_one_another(good: dict[str, dict[str, Any]]) -> None:
    assert good["null"]["passages"] == good["object"]["passages"]


def test_bad_lines_are_told_in_their_places(mixed: Ended) -> None:
    records = mixed.records()[::2]
    for number, ((_, identity), record) in enumerate(zip(BAD.values(), records, strict=True)):
        assert set(record) == {"id", "error"}
        assert record["id"] == identity
        assert f"第 {2 * number + 1} 行" in record["error"]


def test_the_rest_is_answered(mixed: Ended) -> None:
    rest = mixed.records()[1::2]
    assert len(rest) == len(BAD)
    assert all(record["status"] == "answered" for record in rest)


def test_the_run_ends_in_2_with_one_line(mixed: Ended) -> None:
    assert f"{len(BAD)} 行" in mixed.complaint()


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\n \n" + line("a", QUESTION) + b"\n\n{\n")
    ended = run("ask", "--json", "--batch", str(path), "--limit", "1", "--city", "湖州")
    first, second = ended.records()
    assert first["cities"] == ["湖州"]
    assert second == {"id": None, "error": "第 5 行：不是 UTF-8 的 JSON"}
    assert ended.code == 2


def test_nothing_asked() -> None:
    assert run("ask", "--json", "--batch", "-", given=b"\n \r\n") == Ended(0, "", "")
