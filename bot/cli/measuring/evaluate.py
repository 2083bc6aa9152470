"""`wencheng eval`: measure retrieval on a set of questions."""

import json
from pathlib import Path

import click

from bot.cli import messages
from retrieval.measure.evaluate import evaluate

_FILE = click.Path(path_type=Path)


@click.command("eval")
@click.option("--passages", type=_FILE, required=True, metavar="文件", help="段落，每行一个 JSON。")
@click.option("--queries", type=_FILE, required=True, metavar="文件", help="问题，每行一个 JSON。")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象。")
def command(passages: Path, queries: Path, as_json: bool) -> None:
    """用一套问题衡量检索：准不准、快不快、该沉默时沉不沉默。"""
    figures = evaluate(passages, queries)
    if as_json:
        click.echo(json.dumps(figures))
        return
    for key, value in figures.items():
        shown = "—" if value is None else f"{value:.4f}" if value < 10 else f"{value:.1f}"
        click.echo(f"{key:<16}{shown:>10}  {messages.EVAL_LABELS[key]}")
