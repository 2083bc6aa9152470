"""`wencheng web`: the pages and the interface for programs."""

import asyncio
import logging
import signal
from dataclasses import replace
from pathlib import Path

import click

from bot import config
from bot.cli import options
from bot.config import Config


@click.command("web")
@options.listen
@options.config
def command(listen: str | None, config_path: Path | None) -> None:
    """打开网页和 HTTP 接口，默认在 http://127.0.0.1:8000 。"""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    asyncio.run(_serve(listening(config.load(config_path), listen)))


def listening(settings: Config, listen: str | None) -> Config:
    """The configuration with another address for the pages, where one is given."""
    if listen is None:
        return settings
    return replace(settings, web=replace(settings.web, listen=listen))


async def _serve(settings: Config) -> None:
    """Serve until a stop signal."""
    from bot.cli import opening
    from bot.watching import files
    from bot.web import messages
    from bot.web.serving import follow, served

    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    seen = files(settings.library)
    live = opening.live(settings)
    async with served(settings, live) as url:
        click.echo(messages.SERVING.format(url=url), err=True)
        following = asyncio.create_task(follow(live, settings.library, seen))
        await stopped.wait()
        following.cancel()
