"""`wencheng telegram`: the Telegram bot."""

import signal
import sys
from dataclasses import replace
from pathlib import Path

import click

from bot import config
from bot.cli import options


@click.command("telegram")
@click.option("--verbose", is_flag=True, help="日志里加上每次网络请求，仍不记 token 和谈话内容。")
@click.option("--listen", metavar="地址:端口", help="代替配置里的 telegram.listen。")
@options.config
def command(verbose: bool, listen: str | None, config_path: Path | None) -> None:
    """运行 Telegram 机器人，token 取自环境变量 TELEGRAM_BOT_TOKEN。"""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    # Long imports: a signal that comes meanwhile finds its handler.
    from bot.telegram import app

    settings = config.load(config_path)
    if listen is not None:
        settings = replace(settings, telegram=replace(settings.telegram, listen=listen))
    app.run(settings, verbose)


def stop(*_: object) -> None:
    """End well, even before there is anything to stop."""
    sys.exit(0)
