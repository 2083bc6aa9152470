"""`wencheng bench`: speed and memory, side by side with others, in one run."""

import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.table import Table

from bot import config
from bot.bench import answering, measuring, report, sizes
from bot.cli import messages, options
from bot.terminal.screen import Screen
from corpus.errors import InputError
from corpus.files import write_atomic
from retrieval.index.search import SMALL

_FILE = click.Path(path_type=Path)


# More columns do not fit on a terminal: the table is turned on its side.
ABREAST = 6


@click.command("bench")
@click.argument("questions", nargs=-1, metavar="[问题…]")
@click.option(
    "--rounds", type=options.Between(1), metavar="N", default=50, show_default=True, help="问几轮。"
)
@click.option("--sizes", "numbers", metavar="N,N", default="", help="另比各引擎：收多少段时。")
@click.option("--answers", metavar="N,N", default="", help="另量整个回答：收多少段时。")
@click.option("--passages", type=_FILE, metavar="文件", help="比的时候用的段落，每行一个 JSON。")
@click.option("--queries", type=_FILE, metavar="文件", help="比的时候问的问题，每行一个 JSON。")
@click.option("--hosts", multiple=True, metavar="URL", help="也比这里的 OpenSearch；可给几个。")
@click.option("--start", is_flag=True, help="另量启动要多久。")
@click.option("--write", "page", type=_FILE, metavar="文件", help="结果另写成一页 Markdown。")
@options.config
def command(
    questions: tuple[str, ...],
    rounds: int,
    numbers: str,
    answers: str,
    passages: Path | None,
    queries: Path | None,
    hosts: tuple[str, ...],
    start: bool,
    page: Path | None,
    config_path: Path | None,
) -> None:
    """量一量速度和内存；不给问题就用语料里的现成问题。"""
    given = _given(passages, queries)
    wanted, whole = _sizes("--sizes", numbers), _sizes("--answers", answers)
    tables = []
    for table in _measured(questions, rounds, wanted, whole, given, hosts, start, config_path):
        _show(table)
        tables.append(table)
    if page:
        line = shlex.join(["wencheng", *sys.argv[1:]])
        write_atomic(page, report.markdown(line, tables).encode())


def _measured(
    questions: tuple[str, ...],
    rounds: int,
    wanted: list[int],
    whole: list[int],
    given: sizes.Workload,
    hosts: Sequence[str],
    start: bool,
    config_path: Path | None,
) -> Iterator[report.Table]:
    rows, asked, passages = answering.run(config.load(config_path), questions, rounds)
    yield report.answers(rows, passages, (report.idle(answering.idle_mb(config_path)),))
    for number in whole:
        yield report.answers(answering.over(given.texts, number), number)
    if start:
        yield report.starts(measuring.start(asked[0]))
    notes = report.compiler(measuring.compiler_mb(), SMALL) if wanted else ()
    for size in wanted:
        yield report.searches(size, list(sizes.race(given, size, hosts)), notes)


def _sizes(option: str, numbers: str) -> list[int]:
    parts = numbers.split(",") if numbers else []
    if not all(part.isdecimal() and int(part) for part in parts):
        raise InputError(messages.BAD_SIZES.format(option=option, sizes=numbers))
    return [int(part) for part in parts]


def _given(passages: Path | None, queries: Path | None) -> sizes.Workload:
    if (passages is None) != (queries is None):
        raise InputError(messages.TOGETHER)
    return sizes.read(passages, queries) if passages and queries else sizes.shipped()


def _show(table: report.Table) -> None:
    lines = [tuple(chinese for chinese, _ in table.heads), *table.rows]
    if len(table.heads) > ABREAST:
        lines = list(zip(*lines, strict=True))
    shown = Table(*lines[0], title=table.title[0])
    for line in lines[1:]:
        shown.add_row(*line)
    Screen().table(shown)
    for note in table.notes:
        click.echo(note)
