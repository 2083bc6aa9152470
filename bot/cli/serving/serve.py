"""`wencheng serve`: the web face and the Telegram bot in one process, on one library."""

import signal
from pathlib import Path

import click

from bot import config
from bot.cli import options
from bot.cli.serving.telegram import stop
from bot.cli.serving.web import listening


@click.command("serve")
@options.listen
@click.option("--verbose", is_flag=True, help="日志里加上每次网络请求，仍不记 token 和谈话内容。")
@options.config
def command(listen: str | None, verbose: bool, config_path: Path | None) -> None:
    """网页和 Telegram 机器人一起运行，共用一个报道库。"""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    # Long imports: a signal that comes meanwhile finds its handler.
    from bot.telegram import app
    from bot.web.serving import served

    settings = listening(config.load(config_path), listen)
    app.run(settings, verbose, beside=lambda live: served(settings, live))
