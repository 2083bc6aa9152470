"""`wencheng feedback`: what people asked in vain, and how an admin mends it."""

import shlex
from pathlib import Path

import click

from bot import config, mending
from bot.cli import messages, opening, options
from bot.cli.printing import print_json
from bot.config import Config
from bot.feedback import Feedback, FeedbackKind, question_set
from bot.mending import Mending, Proposal
from corpus.errors import InputError, RunError
from corpus.printable import on_one_line
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

# Code points of a passage that a line shows.
SHOWN = 40

force = click.option("--force", is_flag=True, help="有问题答不上，也照样保存。")


@click.group("feedback")
def command() -> None:
    """看没答上的问题，指定答案，加同义词；先试后存，都能撤回。"""


@command.command("list")
@options.config
def listed(config_path: Path | None) -> None:
    """列出没答上的问题，问的人多的在前；已经答得上的不再列。"""
    settings = config.load(config_path)
    found = mending_of(settings).complaints(opening.live(settings).snapshot)
    for number, complaint in enumerate(found, 1):
        kind = messages.COMPLAINTS[complaint.kind is FeedbackKind.FOUND_NOTHING]
        people = messages.PEOPLE.format(count=complaint.people)
        click.echo(on_one_line(f"{number}. {complaint.question}（{kind}，{people}）"))
    click.echo(messages.MEND_HINT if found else messages.NO_COMPLAINTS)


@command.command("near")
@click.argument("question", metavar="问题")
@click.option("--find", "words", default="", metavar="词", help="换个说法找。")
@options.config
def near(question: str, words: str, config_path: Path | None) -> None:
    """列出离一个问题最近的几段和它们的编号，供指定答案用。"""
    settings = config.load(config_path)
    snapshot = opening.live(settings).snapshot
    question = _numbered(settings, snapshot, question)
    click.echo(on_one_line(question))
    for passage in mending.offered(snapshot, words or question):
        start = _start(passage, words)
        click.echo(on_one_line(messages.NEAR.format(id=passage.id, start=start)))


@command.command("pin")
@click.argument("question", metavar="问题")
@click.argument("passage", metavar="段落编号")
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
    proposal = mending_of(settings).pinning(snapshot, question, passage, words, also)
    _keep(settings, snapshot, proposal, force)
    click.echo(
        on_one_line(
            messages.PINNED.format(
                question=proposal.question, quoted=shlex.quote(proposal.question)
            )
        )
    )


@command.command("unpin")
@click.argument("question", metavar="问题")
@force
@options.config
def unpin(question: str, force: bool, config_path: Path | None) -> None:
    """取消为一个问题指定的答案。"""
    settings = config.load(config_path)
    proposal = mending_of(settings).unpinning(question)
    _keep(settings, opening.live(settings).snapshot, proposal, force)
    click.echo(on_one_line(messages.UNPINNED.format(question=proposal.question)))


@command.command("term")
@click.argument("words", nargs=-1, required=True, metavar="词 词…")
@click.option("--for", "question", default="", metavar="问题", help="为哪个问题加的（或号码）。")
@force
@options.config
def term(words: tuple[str, ...], question: str, force: bool, config_path: Path | None) -> None:
    """加一组意思相同的词：问一个，也找另一个。"""
    settings = config.load(config_path)
    snapshot = opening.live(settings).snapshot
    question = _numbered(settings, snapshot, question)
    proposal = mending_of(settings).grouping(" ".join(words), question)
    _keep(settings, snapshot, proposal, force)
    click.echo(messages.TERM_KEPT.format(words=messages.JOIN.join(words)))


@command.command("unterm")
@click.argument("words", nargs=-1, required=True, metavar="词 词…")
@force
@options.config
def unterm(words: tuple[str, ...], force: bool, config_path: Path | None) -> None:
    """删去一组意思相同的词。"""
    settings = config.load(config_path)
    proposal = mending_of(settings).ungrouping(" ".join(words))
    _keep(settings, opening.live(settings).snapshot, proposal, force)
    click.echo(messages.TERM_GONE.format(words=messages.JOIN.join(words)))


@command.command("kept")
@options.config
def kept(config_path: Path | None) -> None:
    """列出指定了答案的问题和意思相同的词。"""
    settings = config.load(config_path)
    held = mending_of(settings)
    snapshot = opening.live(settings).snapshot if held.pins() else None
    for one in held.pins():
        passage = snapshot.passage(one.passage) if snapshot else None
        start = _start(passage, one.words) if passage else ""
        said = messages.KEPT_PIN.format(question=one.question, passage=one.passage, start=start)
        click.echo(on_one_line(said))
    for words in held.terms():
        click.echo(messages.KEPT_TERM.format(words=words))
    click.echo(messages.KEPT_HINT if held.pins() or held.terms() else messages.NOTHING_KEPT)


@command.command("settle")
@click.argument("question", metavar="问题")
@options.config
def settle(question: str, config_path: Path | None) -> None:
    """一个问题看过了，不再列出（写问题，或列表里的号码）。"""
    settings = config.load(config_path)
    question = _numbered(settings, opening.live(settings).snapshot, question)
    mending_of(settings).settle(question)
    click.echo(on_one_line(messages.SETTLED.format(question=question)))


@command.command("export")
@options.config
def export(config_path: Path | None) -> None:
    """把没答上的问题写成题目，每行一个 JSON，供补上城市和要点后评测。"""
    settings = config.load(config_path)
    complaints = mending_of(settings).complaints(opening.live(settings).snapshot)
    for question in question_set(complaints):
        print_json(question)


def mending_of(settings: Config) -> Mending:
    """The mending of a configuration's library."""
    telegram = settings.telegram
    return Mending(settings, Feedback(telegram.state, telegram.feedback_days))


def _numbered(settings: Config, snapshot: Snapshot, question: str) -> str:
    """The question of that number in the list, or the question itself."""
    if not question.isdecimal():
        return question
    found = mending_of(settings).complaints(snapshot)
    if not 0 < int(question) <= len(found):
        raise InputError(messages.NO_SUCH_COMPLAINT.format(number=question))
    return found[int(question) - 1].question


def _start(passage: Passage, words: str) -> str:
    """Who says a passage, and its first words; those around the words looked for, where it has
    them further on."""
    who = " · ".join(filter(None, (passage.city, passage.author)))
    found = [at for word in words.split() if (at := passage.text.find(word)) >= 0]
    at = min(found, default=0)
    first = at - SHOWN // 4 if at > SHOWN // 2 else 0
    last = first + SHOWN
    start = "……" * (first > 0) + passage.text[first:last] + "……" * (last < len(passage.text))
    return messages.WHO.format(who=who, start=start) if who else start


def _keep(settings: Config, snapshot: Snapshot, proposal: Proposal, force: bool) -> None:
    """Try it, say what it does, and keep it; what is doubtful only where forced."""
    held = mending_of(settings)
    change = held.tried(snapshot, proposal)
    for line in change:
        click.echo(on_one_line(line))
    if change.is_doubtful and not force:
        raise RunError(messages.NOT_KEPT if change.worse else messages.STILL_NOT)
    held.keep(proposal, change)
    if settings.index != "embedded":
        click.echo(messages.PUSH)
