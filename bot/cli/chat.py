"""`wencheng chat`: a conversation in the terminal."""

import sys
from pathlib import Path

import click

from bot import config, terminal
from bot.chat import Chat
from bot.cli import options
from bot.render import Screen
from retrieval.live import Live


@click.command("chat")
@options.limit
@options.config
def command(limit: int, config_path: Path | None) -> None:
    """连着问：可以追问、翻页、看整篇报道。"""
    snapshot = Live(config.load(config_path).folders).snapshot
    if sys.stdin.isatty() and sys.stdout.isatty():
        terminal.talk(Chat(snapshot, Screen(), limit))
    else:
        terminal.read(Chat(snapshot, Screen(), limit, echo=True), sys.stdin.buffer)
