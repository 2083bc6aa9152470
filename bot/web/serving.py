"""The web face at its address, for as long as a process lasts."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from bot.config import Config
from bot.http.server import address, serving
from bot.watching import Files, files, looks
from bot.web import app, context
from corpus.errors import WenchengError
from retrieval.live import Live

log = logging.getLogger(__name__)


@asynccontextmanager
async def served(config: Config, live: Live) -> AsyncIterator[str]:
    """Serve from a library while the context lasts; its value is the URL.

    Raises:
        InputError: the address of the configuration is none.
        RunError: nobody can listen there.
    """
    host, port = address(config.web.listen, "web.listen")
    async with serving(app.build(context.set_up(config, live)), host, port) as url:
        yield url


async def follow(live: Live, folder: Path, seen: Files) -> None:
    """Load what another program changed in the folder, for ever; what is bad is left alone.

    `seen` is what was in it before `live` was opened.
    """
    async with aclosing(looks(folder)) as times:
        async for _ in times:
            await asyncio.to_thread(live.follow)
            found = await asyncio.to_thread(files, folder)
            if found != seen:
                seen = found
                await _reload(live)


async def _reload(live: Live) -> None:
    try:
        snapshot = await asyncio.to_thread(live.reload)
    except WenchengError as error:
        log.warning("the library was changed and can't be loaded: %s", error)
    else:
        log.info("library reloaded, %d passages", len(snapshot.passages))
