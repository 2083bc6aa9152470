"""`wencheng ask`: answer in the terminal, or as JSON for other programs."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import click

from bot import config
from bot.cli import messages as said
from bot.cli import opening, options
from bot.cli.printing import print_json
from bot.failures import FailedError, bounded
from bot.terminal import messages
from bot.terminal.render import IN_ASK, QUIET, print_answer, print_link, print_question
from bot.terminal.screen import Screen
from corpus.errors import InputError
from retrieval.answer import Answer
from retrieval.answering.answer import answer
from retrieval.live import Live
from retrieval.snapshot import Snapshot


@click.command("ask")
@click.argument("questions", nargs=-1, metavar="问题…")
@click.option("--json", "as_json", is_flag=True, help="每个问题输出一行 JSON。")
@click.option(
    "--batch", type=click.File("rb"), metavar="文件|-", help="逐行读 JSON 问题，须与 --json 同用。"
)
@options.limit
@options.city
@click.option("--full", is_flag=True, help="段落不折叠，全文显示。")
@click.option("--why", is_flag=True, help="说明是怎么找到的：哪些词对上了，有多大把握。")
@options.config
def command(
    questions: tuple[str, ...],
    as_json: bool,
    batch: IO[bytes] | None,
    limit: int,
    city: str | None,
    full: bool,
    why: bool,
    config_path: Path | None,
) -> None:
    """问一个问题；几个问题算一次连着的谈话。"""
    if batch is not None and not (as_json and not questions):
        raise click.UsageError(said.BATCH_ALONE)
    if batch is None and not any(map(str.strip, questions)):
        raise click.UsageError(said.ASK_WHAT)
    if not as_json and (known := _no_question(questions)):
        Screen().line(known)
        return
    city = city or None
    settings = config.load(config_path)
    live = opening.live(settings)
    if batch is not None:
        _batch(live, batch, limit, city)
        return
    turns = tuple(map(_as_typed, questions))
    answers = list(_answers(live, turns, city, limit))
    if as_json:
        for turn, given in zip(turns, answers, strict=True):
            print_json(_as_json({"question": turn}, given))
    elif not live.snapshot.passages:
        Screen().line(messages.EMPTY)
    else:
        _print(turns, answers, full, live.snapshot if why else None, settings.web.url)
    if failed := [given for given in answers if isinstance(given, FailedError)]:
        raise failed[0]


Given = Answer | FailedError
"""What comes of a question."""


def _answers(live: Live, turns: Sequence[str], city: str | None, limit: int) -> Iterator[Given]:
    """What comes of each turn of a conversation; one that fails is passed over by the next."""
    previous: str | Answer = ""
    for turn in turns:
        try:
            given = _answer(live, turn, previous, city, limit)
        except FailedError as error:
            yield error
        else:
            previous = given
            yield given


def _answer(live: Live, turn: str, previous: str | Answer, city: str | None, limit: int) -> Answer:
    def work(snapshot: Snapshot) -> Answer:
        return answer(snapshot, turn, previous, city, limit)

    return bounded(lambda: live.on(work))


def _as_json(naming: dict[str, Any], given: Given) -> dict[str, Any]:
    """An answer, or the failure in its place, after what names its question."""
    said = {"error": str(given)} if isinstance(given, FailedError) else given.to_dict()
    return naming | said


def _as_typed(question: str) -> str:
    """The question, also where the locale could not decode it: then it is read as UTF-8."""
    try:
        question.encode()
    except UnicodeEncodeError:
        return os.fsencode(question).decode("utf-8", "replace")
    return question


def _no_question(said: Sequence[str]) -> str | None:
    """What to say to a single word that asks for help or takes leave."""
    word = "".join(said).strip().lower()
    if word in messages.COMMANDS["/help"][2]:
        return messages.ASK_HELP
    return messages.ASK_QUIT if word in messages.COMMANDS["/quit"][2] else None


def _print(
    turns: Sequence[str],
    answers: Sequence[Given],
    full: bool,
    why: Snapshot | None,
    url: str | None,
) -> None:
    """Set the answers for reading, a screenful at a time; several, each under its question."""
    screen = Screen()
    with screen.screenful():
        for number, (turn, given) in enumerate(zip(turns, answers, strict=True)):
            if number:
                screen.line()
            if len(answers) > 1:
                print_question(screen, turn)
            if isinstance(given, Answer):
                print_answer(screen, given, IN_ASK, whole=full)
                print_link(screen, given, url)
            if why and isinstance(given, Answer):
                from bot.terminal.why import print_why  # seldom asked for

                screen.line()
                print_why(screen, why, given)
    _read_on(screen)


def _read_on(screen: Screen) -> None:
    """Show the rest of what is longer than the screen, while the person wants it."""
    while screen.left:
        screen.line(messages.LEFT_IN_ASK.format(lines=screen.left), QUIET)
        if sys.stdin.isatty() and sys.stdin.readline().strip().lower() not in said.MORE_WORDS:
            return
        screen.turn()


def _batch(live: Live, lines: IO[bytes], limit: int, city: str | None) -> None:
    """Answer line by line; a bad line is reported in its place and the rest go on."""
    bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            identity, turns = _turns(line)
        except InputError as error:
            bad += 1
            print_json(
                {"id": _identity(line), "error": said.BAD_LINE.format(number=number, reason=error)}
            )
            continue
        *_, last = _answers(live, turns, city, limit)
        bad += isinstance(last, FailedError)
        print_json(_as_json({"id": identity}, last))
    if bad:
        raise InputError(said.BAD_LINES.format(count=bad))


def _turns(line: bytes) -> tuple[Any, tuple[str, ...]]:
    try:
        record = _read_json(line)
    except (ValueError, RecursionError):
        raise InputError(said.NOT_JSON) from None
    if not isinstance(record, dict) or "id" not in record:
        raise InputError(said.NOT_A_RECORD)
    turns = record.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        raise InputError(said.BAD_TURNS)
    return record["id"], tuple(turns)


def _identity(line: bytes) -> Any:
    """The id of a bad line where one can be read."""
    try:
        record = _read_json(line)
    except (ValueError, RecursionError):
        return None
    return record.get("id") if isinstance(record, dict) else None


def _read_json(line: bytes) -> Any:
    """What a line holds; numbers that JSON can't print again (NaN, 1e999) are errors too."""
    value = json.loads(line.decode("utf-8-sig"))
    json.dumps(value, allow_nan=False)
    return value
