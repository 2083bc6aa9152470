"""`wencheng bench`: speed and memory, side by side with a plain bot, in one run."""

from pathlib import Path

import click
from rich.table import Table

from bot import bench, config
from bot.cli import options
from bot.render import Screen


@click.command("bench")
@click.argument("questions", nargs=-1, metavar="[QUESTION…]")
@click.option(
    "--rounds", type=click.IntRange(1), metavar="N", default=50, show_default=True, help="问几轮。"
)
@options.config
def command(questions: tuple[str, ...], rounds: int, config_path: Path | None) -> None:
    """量一量速度和内存；不给问题就用语料里的现成问题。"""
    rows = bench.run(config.load(config_path), questions, rounds)
    table = Table("", "就绪 秒", "中位 毫秒", "99% 毫秒", "每秒问数", "比值")
    for row in rows:
        cells = (row.ready_s, row.p50_ms, row.p99_ms)
        ratio = f"{row.p50_ms / rows[0].p50_ms:.2f}×"
        table.add_row(row.name, *(f"{cell:.2f}" for cell in cells), f"{row.per_second:.0f}", ratio)
    Screen().table(table)
    click.echo(f"Telegram 机器人空闲时的内存：{bench.idle_mb(config_path):.0f} MB")
