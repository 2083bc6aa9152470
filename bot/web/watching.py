"""The library on disk, watched: what was added or mended elsewhere is answered from soon after."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import WenchengError
from retrieval.live import Live

log = logging.getLogger(__name__)

# Seconds between two looks.
LOOK = 2.0

Files = frozenset[tuple[str, int, int]]


class Watcher:
    """Knows what the folders held when it was made: make it before the library is opened."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._seen = _files(folders)

    async def run(self, live: Live) -> None:
        """Reload whenever files changed, until cancelled; a bad library leaves the running one."""
        while True:
            await asyncio.sleep(LOOK)
            await asyncio.to_thread(live.follow)
            found = await asyncio.to_thread(_files, self._folders)
            if found != self._seen:
                self._seen = found
                await _reload(live)


async def _reload(live: Live) -> None:
    try:
        snapshot = await asyncio.to_thread(live.reload)
    except WenchengError as error:
        log.warning("the library was not reloaded: %s", error)
    else:
        log.info("library reloaded, %d passages", len(snapshot.passages))


def _files(folders: Sequence[Path]) -> Files:
    """Every file's name, size and time; a folder that is not there holds none."""
    paths = (path for folder in folders for path in folder.glob("[!.]*") if path.is_file())
    return frozenset((str(p), s.st_size, s.st_mtime_ns) for p in paths if (s := p.stat()))
