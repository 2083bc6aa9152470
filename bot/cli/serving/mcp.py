"""`wencheng mcp`: the library as tools for assistants, over standard input."""

from pathlib import Path

import click

from bot import config
from bot.cli import opening, options


@click.command("mcp")
@options.config
def command(config_path: Path | None) -> None:
    """让 AI 助手查这个报道库：从标准输入读 MCP 请求，只读不写。"""
    from bot.mcp import server  # its packages are an extra

    server.build(opening.live(config.load(config_path))).run()
