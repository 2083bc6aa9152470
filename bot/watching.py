"""A library folder watched: whether anything in it is another than it was."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from pathlib import Path

from watchfiles import awatch

log = logging.getLogger(__name__)

Files = frozenset[tuple[str, int, int]]
"""Name, size and time of change (nanoseconds) of every file."""
NO_FILES: Files = frozenset()

# Milliseconds of quiet after which a change is whole: an editor may write in several steps.
QUIET = 400
# Milliseconds after which a folder is looked at anyway: not every file system tells of changes.
LOOK = 10_000
# Seconds before a folder that can't be watched is tried again.
PAUSE = 10.0


def files(folder: Path) -> Files:
    """The files of the folder that may be a library's; none where there is no folder."""
    found = set()
    for path in folder.glob("[!.]*"):
        try:
            state = path.stat()
        except OSError:
            continue
        found.add((path.name, state.st_size, state.st_mtime_ns))
    return frozenset(found)


async def looks(folder: Path) -> AsyncGenerator[None, None]:
    """Comes up after every change in the folder, and now and then without one; for ever."""
    while True:
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            async for _ in awatch(
                folder,
                watch_filter=None,
                step=QUIET,
                debounce=10 * QUIET,
                rust_timeout=LOOK,
                yield_on_timeout=True,
                recursive=False,
            ):
                yield
        except OSError as error:
            log.warning("%s can't be watched: %s", folder, error)
        await asyncio.sleep(PAUSE)
