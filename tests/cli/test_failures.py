"""A question that fails inside the program is told by an id, and stops no other."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner, Result

from bot import failures
from bot.cli import ask, chat, main
from bot.failures import FailedError, bounded
from corpus.errors import RunError
from retrieval.answering.answer import answer

FAILING = "会出错的问题"
SOUND = "湖州的四大体系是什么"


@pytest.fixture(autouse=True)
def log(homes: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:  # noqa: ARG001
    """The log of failures, with a question that fails."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def failing(snapshot: Any, question: str, *more: Any, **other: Any) -> Any:
        if question == FAILING:
            raise KeyError(question)
        return answer(snapshot, question, *more, **other)

    monkeypatch.setattr("bot.cli.ask.answer", failing)
    monkeypatch.setattr("bot.terminal.chat.answer", failing)
    yield tmp_path / "wencheng" / failures.LOG
    failures._open.cache_clear()
    for handler in failures.log.handlers[:]:
        handler.close()
        failures.log.removeHandler(handler)


def identity(words: str) -> str:
    found = re.search("编号 ([0-9a-f]{8})", words)
    assert found
    return found[1]


def batch(*questions: str) -> Result:
    lines = "".join(json.dumps({"id": q, "turns": [q]}) + "\n" for q in questions)
    return CliRunner().invoke(ask.command, ["--json", "--batch", "-"], input=lines)


def test_in_a_batch_the_others_go_on(log: Path) -> None:
    ended = batch(SOUND, FAILING, SOUND)
    first, failed, last = map(json.loads, ended.stdout.splitlines())
    assert first["passages"] == last["passages"] != []
    assert list(failed) == ["id", "error"]
    assert identity(failed["error"]) in log.read_text("utf-8")
    assert getattr(ended.exception, "exit_code", None) == 2


def test_the_log_says_where_and_not_what_was_asked(log: Path) -> None:
    batch(FAILING)
    written = log.read_text("utf-8")
    assert "KeyError" in written
    assert "test_failures.py" in written
    assert FAILING not in written
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_turn_that_fails_is_passed_over() -> None:
    ended = CliRunner().invoke(ask.command, [SOUND, FAILING, "那绍兴呢", "--json"])
    _, failed, last = map(json.loads, ended.stdout.splitlines())
    assert identity(failed["error"])
    assert last["cities"] == ["绍兴"]
    assert isinstance(ended.exception, FailedError)


def test_a_chat_goes_on() -> None:
    ended = CliRunner().invoke(chat.command, [], input=f"{FAILING}\n{SOUND}\n")
    assert ended.exception is None
    assert identity(ended.stdout)
    assert "维权服务" in ended.stdout


def test_a_log_that_cannot_be_written(log: Path) -> None:
    log.parent.write_text("a file where the folder should be")
    ended = batch(FAILING, SOUND)
    failed, sound = map(json.loads, ended.stdout.splitlines())
    assert identity(failed["error"])
    assert sound["passages"]


def test_what_people_are_to_be_told_passes() -> None:
    def away() -> None:
        raise RunError("远处没有应答")

    with pytest.raises(RunError, match="远处没有应答"):
        bounded(away)


def test_a_command_that_fails_inside_ends_in_one_line(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: object) -> NoReturn:
        raise KeyError(FAILING)

    monkeypatch.setattr("bot.cli.corpus.looking.library.load", failing)
    monkeypatch.setattr("sys.argv", ["wencheng", "corpus", "stats"])
    with pytest.raises(SystemExit) as ended:
        main()
    (line,) = capsys.readouterr().err.splitlines()
    assert ended.value.code == 1
    assert str(log) in line
    assert identity(line) in log.read_text("utf-8")
    assert FAILING not in line + log.read_text("utf-8")
