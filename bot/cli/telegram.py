"""`wencheng telegram`: the Telegram bot."""

from pathlib import Path

import click

from bot import config
from bot.cli import options
from bot.telegram import app


@click.command("telegram")
@click.option("--verbose", is_flag=True, help="日志里加上每次网络请求，仍不记 token 和谈话内容。")
@options.config
def command(verbose: bool, config_path: Path | None) -> None:
    """运行 Telegram 机器人，token 取自环境变量 TELEGRAM_BOT_TOKEN。"""
    app.run(config.load(config_path), verbose)
