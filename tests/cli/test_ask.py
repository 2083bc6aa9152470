"""`wencheng ask --json`: the contract that other programs rely on."""

from pathlib import Path
from typing import Any

import pytest

from corpus import SHIPPED
from tests.cli.program import Homes, run
from tests.retrieval.answering.test_answer import KEYS, PASSAGE_KEYS

QUESTION = "湖州的四大体系是什么"

pytestmark = pytest.mark.usefixtures("homes")


@pytest.fixture(scope="module")
def conversation(homes: Homes) -> list[dict[str, Any]]:  # noqa: ARG001
    """The answers to the turns of one conversation."""
    ended = run("ask", "--json", QUESTION, "那绍兴呢", "湖州的十大品牌", "凤凰涅槃")
    assert (ended.code, ended.error) == (0, "")
    return ended.records()


@pytest.fixture(scope="module")
def raw() -> str:
    """The raw page."""
    (path,) = SHIPPED.glob("*.txt")
    return path.read_bytes().decode("utf-8-sig")


def asked(*arguments: str) -> dict[str, Any]:
    """The answer to one question."""
    ended = run("ask", "--json", *arguments)
    assert (ended.code, ended.error) == (0, "")
    (record,) = ended.records()
    return record


def passages(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [passage for record in records for passage in record["passages"]]


def test_one_answer_a_question(conversation: list[dict[str, Any]]) -> None:
    statuses = [record["status"] for record in conversation]
    assert statuses == ["answered", "answered", "not_found", "answered"]
    assert conversation[0]["question"] == QUESTION
    assert conversation[1]["cities"] == ["绍兴"]


def test_the_keys(conversation: list[dict[str, Any]]) -> None:
    for record in conversation:
        assert set(record) == KEYS
    for passage in passages(conversation):
        assert set(passage) == PASSAGE_KEYS


def test_every_passage_is_the_pages_own(conversation: list[dict[str, Any]], raw: str) -> None:
    assert len(passages(conversation)) > 5
    for passage in passages(conversation):
        assert passage["source"]
        assert "".join(raw[start:end] for start, end in passage["source"]) == passage["text"]


def test_highlights_lie_within_the_text(conversation: list[dict[str, Any]]) -> None:
    for passage in passages(conversation):
        places = [place for span in passage["highlights"] for place in span]
        assert places == sorted(set(places))
        assert all(0 <= place <= len(passage["text"]) for place in places)
    first = conversation[0]["passages"][0]
    marked = [first["text"][start:end] for start, end in first["highlights"]]
    assert "四大体系" in marked


def test_ranks_count_from_one(conversation: list[dict[str, Any]]) -> None:
    for record in conversation:
        ranks = [passage["rank"] for passage in record["passages"]]
        assert ranks == list(range(1, len(ranks) + 1))


def test_silence_carries_no_passage_but_suggestions(conversation: list[dict[str, Any]]) -> None:
    silent = conversation[2]
    assert silent["passages"] == []
    assert "金华" in silent["message"]
    assert "金华的十大品牌" in silent["suggestions"]


def test_a_limit() -> None:
    record = asked("--limit", "2", "绍兴的改革")
    assert len(record["passages"]) == 2
    assert record["more"] > 0


def test_a_city() -> None:
    first, second = run("ask", "--json", "--city", "甬", "劳动保护", "四大体系").records()
    assert {passage["city"] for passage in first["passages"]} == {"宁波"}
    assert first["cities"] == ["宁波"]
    assert second["status"] == "not_found"


def test_a_city_that_is_not_held_and_a_question_that_no_locale_can_print() -> None:
    record = asked("--city", "上海", "\udcff劳动竞赛")
    assert (record["status"], record["passages"]) == ("not_found", [])
    assert "上海" in record["message"]
    assert record["question"] == "\ufffd劳动竞赛"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((" ",), "请给出问题"),
        (("--batch", "-"), "--json"),
        (("--json", "--batch", "-", QUESTION), "--batch"),
        (("--json", "--batch", "none.jsonl"), "none.jsonl"),
        (("--limit", "0", QUESTION), "--limit"),
        (("--config", "none.yaml", QUESTION), "none.yaml"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    ended = run("ask", *arguments, folder=tmp_path)
    assert said in ended.complaint()
    assert ended.out == ""


def test_a_bad_library_file_is_told_and_left_out(config: str, tmp_path: Path) -> None:
    (tmp_path / "library" / "bad.yaml").write_text("title: [\n")
    ended = run("ask", "--json", "--config", config, QUESTION)
    assert (ended.code, len(ended.records())) == (0, 1)
    (line,) = ended.error.splitlines()
    assert "没有读入" in line
    assert "bad.yaml:2" in line
