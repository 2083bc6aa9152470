"""Reloads of the running bot's library, one at a time, whoever asks for one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from pathlib import Path

from bot.telegram import messages, metrics
from bot.watching import Files, files, looks
from corpus.errors import WenchengError
from corpus.library import Library
from retrieval.live import Live
from retrieval.snapshot import Snapshot

log = logging.getLogger(__name__)

Notify = Callable[[str], Awaitable[None]]


class Reloading:
    """Reloads the live library; whoever does so holds the `lock`."""

    def __init__(self, live: Live, folder: Path, seen: Files) -> None:
        """`folder` is the one that changes, `seen` what was in it before `live` was opened."""
        self.lock = asyncio.Lock()
        self._live = live
        self._folder = folder
        self._seen = seen
        self._reported = live.snapshot.library
        self._own = False

    @property
    def busy(self) -> bool:
        """Whether an admin's reload is under way; one of the bot's own is soon over."""
        return self.lock.locked() and not self._own

    def load(self) -> Snapshot:
        """Read the library again; takes long for a large one, and may run in any thread.

        Raises:
            WenchengError: it can't be read; what answered before still does.
        """
        self._seen = files(self._folder)
        try:
            snapshot = self._live.reload()
        except WenchengError:
            metrics.RELOADS.labels("refused").inc()
            raise
        metrics.RELOADS.labels("loaded").inc()
        log.info("library reloaded, %d passages", len(snapshot.passages))
        return snapshot

    def unreported(self) -> tuple[Library, Library]:
        """The library as admins were last told of it, and as it is; they know it from now on."""
        before, self._reported = self._reported, self._live.snapshot.library
        return before, self._reported

    async def follow(self, notify: Notify) -> None:
        """Load what another program changed, for ever; tell of what is bad once, and leave it."""
        if self._live.is_elsewhere:
            return
        async with aclosing(looks(self._folder)) as times:
            async for _ in times:
                async with self.lock:
                    await self._look(notify)

    async def _look(self, notify: Notify) -> None:
        if await asyncio.to_thread(files, self._folder) == self._seen:
            return
        self._own = True
        try:
            await asyncio.to_thread(self.load)
        except WenchengError as error:
            log.warning("the library was changed and can't be loaded: %s", error)
            await notify(messages.RELOAD_REFUSED.format(reason=error))
        finally:
            self._own = False
