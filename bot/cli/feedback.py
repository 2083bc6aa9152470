"""`wencheng feedback`: what people asked in vain, and how an admin mends it."""

from collections.abc import Sequence
from pathlib import Path

import click

from bot import config, mending
from bot.cli import messages, opening, options
from bot.cli.printing import print_json
from bot.config import Config
from bot.feedback import Feedback, Kind, question_set
from bot.mending import Change
from corpus import pins
from corpus.errors import InputError, RunError
from retrieval.snapshot import Snapshot

force = click.option("--force", is_flag=True, help="有问题因此答不上了，也照样保存。")


@click.group("feedback")
def command() -> None:
    """看没答上的问题，指定答案，加同义词。"""


@command.command("list")
@options.config
def listed(config_path: Path | None) -> None:
    """列出没答上的问题，问的人多的在前；已经答得上的不再列。"""
    settings = config.load(config_path)
    found = mending.complaints(settings, opening.live(settings).snapshot)
    for number, complaint in enumerate(found, 1):
        kind = messages.COMPLAINTS[complaint.kind is Kind.FOUND_NOTHING]
        people = messages.PEOPLE.format(count=complaint.people)
        click.echo(f"{number}. {complaint.question}（{kind}，{people}）")
    click.echo(messages.MEND_HINT if found else messages.NO_COMPLAINTS)


@command.command("pin")
@click.argument("question")
@click.argument("passage")
@click.option("--words", default="", metavar="原话", help="段落里回答的原话；不写则是整段。")
@click.option("--also", multiple=True, metavar="问法", help="同一个问题的别的问法，可以写几次。")
@force
@options.config
def pin(
    question: str,
    passage: str,
    words: str,
    also: tuple[str, ...],
    force: bool,
    config_path: Path | None,
) -> None:
    """指定用哪一段回答一个问题（段落的编号，或列表里问题的号码）。"""
    settings = config.load(config_path)
    snapshot = opening.live(settings).snapshot
    question = _numbered(settings, snapshot, question)
    new = mending.new_pin(snapshot, question, passage, words, also)
    kept = [*_others(settings, question), new]
    _tell(mending.tried(settings, snapshot, kept, pins.terms(settings.folders), question), force)
    mending.keep_pins(settings, kept)
    click.echo(messages.PINNED.format(question=question))


@command.command("unpin")
@click.argument("question")
@options.config
def unpin(question: str, config_path: Path | None) -> None:
    """取消为一个问题指定的答案。"""
    settings = config.load(config_path)
    kept = _others(settings, question)
    if len(kept) == len(pins.read([settings.library])):
        raise InputError(messages.NOT_PINNED.format(question=question))
    mending.keep_pins(settings, kept)
    click.echo(messages.UNPINNED.format(question=question))


@command.command("term")
@click.argument("words", nargs=-1, required=True, metavar="词 词…")
@force
@options.config
def term(words: tuple[str, ...], force: bool, config_path: Path | None) -> None:
    """加一组意思相同的词：问一个，也找另一个。"""
    if len(words) < 2:
        raise InputError(messages.ONE_TERM)
    settings = config.load(config_path)
    snapshot = opening.live(settings).snapshot
    terms = [*pins.terms(settings.folders), " ".join(words)]
    _tell(mending.tried(settings, snapshot, mending.held(settings), terms), force)
    mending.keep_terms(settings, words)
    click.echo(messages.TERM_KEPT.format(words="、".join(words)))


@command.command("export")
@options.config
def export(config_path: Path | None) -> None:
    """把没答上的问题写成题目，每行一个 JSON，供补上城市和要点后评测。"""
    telegram = config.load(config_path).telegram
    complaints = Feedback(telegram.state, telegram.feedback_days).complaints()
    for question in question_set(complaints):
        print_json(question)


def _numbered(settings: Config, snapshot: Snapshot, question: str) -> str:
    """The question of that number in the list, or the question itself."""
    if not question.isdecimal():
        return question
    found = mending.complaints(settings, snapshot)
    if not 0 < int(question) <= len(found):
        raise InputError(messages.NO_SUCH_COMPLAINT.format(number=question))
    return found[int(question) - 1].question


def _others(settings: Config, question: str) -> list[pins.Pin]:
    return [pin for pin in pins.read([settings.library]) if pin.question != question]


def _tell(change: Change, force: bool) -> None:
    """Say what a change does; one that silences questions is not kept unless it is forced."""
    tell(change)
    if change.worse and not force:
        raise RunError(messages.NOT_KEPT)


def tell(change: Change) -> None:
    """Print what became better, what worse, what is answered with another passage."""
    told: Sequence[tuple[str, Sequence[str]]] = (
        (messages.BETTER, change.better),
        (messages.WORSE, change.worse),
        (messages.MOVED, change.moved),
    )
    for words, questions in told:
        if questions:
            click.echo(words.format(count=len(questions), questions="、".join(questions)))
