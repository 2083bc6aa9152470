"""`wencheng check`: what the library's questions are answered with, against the last time."""

import hashlib
import json
from pathlib import Path

import click
from platformdirs import user_state_path

from bot import config, outcomes
from bot.cli import messages, opening, options
from bot.cli.feedback import mending_of
from bot.config import Config
from bot.outcomes import Outcomes
from corpus.errors import RunError
from corpus.files import write_atomic
from corpus.printable import printable
from retrieval.answering.pins import is_true


@click.command("check")
@options.config
def command(config_path: Path | None) -> None:
    """把语料库的问题都问一遍：比上一次好了哪些、坏了哪些，指定的答案还在不在。"""
    settings = config.load(config_path)
    snapshot = opening.live(settings).snapshot
    gone = [pin for pin in snapshot.pins if not is_true(snapshot, pin)]
    for pin in gone:
        click.echo(messages.PIN_GONE.format(question=pin.question, passage=pin.passage))
    kept = _kept(settings)
    before = _remembered(kept)
    questions = dict.fromkeys([*mending_of(settings).questions(snapshot), *before])
    after = outcomes.outcomes(snapshot, questions)
    change = outcomes.compare(before, after)
    for line in change if before else ():
        click.echo(printable(line))
    _remember(kept, after)
    answered = sum(found is not None for found in after.values())
    click.echo(messages.CHECKED.format(questions=len(after), answered=answered))
    if gone or change.worse:
        raise RunError(messages.CHECK_FAILED)


def _kept(settings: Config) -> Path:
    """Where the outcomes of this library's questions are kept."""
    folders = "\0".join(str(folder.absolute()) for folder in settings.folders)
    name = hashlib.blake2s(folders.encode(), digest_size=6).hexdigest()
    return user_state_path("wencheng") / f"questions-{name}.json"


def _remembered(path: Path) -> Outcomes:
    """The outcomes that were kept last; none where there are none to be read."""
    try:
        found: Outcomes = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _remember(path: Path, found: Outcomes) -> None:
    """Keep the outcomes to compare the next with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, json.dumps(found, ensure_ascii=False, indent=0).encode())
