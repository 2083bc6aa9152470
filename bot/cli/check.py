"""`wencheng check`: what the library's questions are answered with, against the last time."""

from pathlib import Path

import click
from platformdirs import user_state_path

from bot import config, mending
from bot.cli import messages, opening, options
from bot.cli.feedback import tell
from corpus.errors import RunError
from retrieval.answering.pins import is_true


@click.command("check")
@options.config
def command(config_path: Path | None) -> None:
    """把语料库的问题都问一遍：比上一次好了哪些、坏了哪些，指定的答案还在不在。"""
    settings = config.load(config_path)
    snapshot = opening.live(settings).snapshot
    gone = [pin for pin in mending.held(settings) if not is_true(snapshot, pin)]
    for pin in gone:
        click.echo(messages.PIN_GONE.format(question=pin.question, passage=pin.passage))
    kept = user_state_path("wencheng") / "questions.json"
    before = mending.remembered(kept)
    questions = dict.fromkeys([*mending.question_set(settings, snapshot), *before])
    after = mending.outcomes(snapshot, questions)
    change = mending.compare(before, after)
    tell(change)
    mending.remember(kept, after)
    answered = sum(found is not None for found in after.values())
    click.echo(messages.CHECKED.format(questions=len(after), answered=answered))
    if gone or change.worse:
        raise RunError(messages.CHECK_FAILED)
