"""`wencheng chat`: a conversation in the terminal."""

import sys
from pathlib import Path

import click

from bot import config
from bot.cli import opening, options
from bot.terminal import terminal
from bot.terminal.chat import Chat
from bot.terminal.screen import Screen


@click.command("chat")
@options.limit
@options.city
@options.config
def command(limit: int, city: str | None, config_path: Path | None) -> None:
    """连着问：可以追问、翻页、看整篇报道。"""
    settings = config.load(config_path)
    live = opening.live(settings)
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    chat = Chat(
        live.snapshot,
        Screen(),
        limit,
        echo=not at_terminal,
        follow=live.follow,
        url=settings.web.url,
    )
    if city:
        chat.keep_to(city)
    if at_terminal:
        terminal.talk(chat)
    else:
        terminal.read(chat, sys.stdin.buffer)
