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
@click.option("--listen", metavar="地址:端口", help="代替配置里的 web.listen。")
@options.config
def command(listen: str | None, config_path: Path | None) -> None:
    """打开网页和 HTTP 接口，默认在 http://127.0.0.1:8000 。"""
    settings = config.load(config_path)
    if listen is not None:
        settings = replace(settings, web=replace(settings.web, listen=listen))
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    asyncio.run(_serve(settings))


async def _serve(settings: Config) -> None:
    """Serve until a stop signal."""
    from bot.cli import opening
    from bot.http.server import address, serving
    from bot.web import app, context, messages
    from bot.web.watching import Watcher

    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    host, port = address(settings.web.listen, "web.listen")
    watcher = Watcher(settings.folders)
    live = opening.live(settings)
    built = app.build(context.set_up(settings, live))
    async with serving(built, host, port) as url:
        click.echo(messages.SERVING.format(url=url), err=True)
        watching = asyncio.create_task(watcher.run(live))
        await stopped.wait()
        watching.cancel()
