"""One library in all workers: what one of them published, the others load."""

import asyncio
import logging

from bot.telegram.transport import metrics
from bot.telegram.transport.inbox import Inbox
from bot.telegram.transport.patience import until_it_works
from corpus.errors import WenchengError
from retrieval.live import Live

log = logging.getLogger(__name__)

# Seconds between two looks.
LOOK = 1.0


class Sharing:
    """Watches the live snapshot here and the generation of the library in the inbox."""

    def __init__(self, live: Live, inbox: Inbox) -> None:
        self._live = live
        self._inbox = inbox
        self._snapshot = live.snapshot
        # What was published while this process started may be missing here: the first look reloads.
        self._generation = 0

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await until_it_works(self.look, "the inbox")
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Tell the others of a reload here, and reload where another worker tells of one."""
        await asyncio.to_thread(self._live.follow)
        if self._live.snapshot is not self._snapshot:
            self._snapshot = self._live.snapshot
            published = await self._inbox.publish()
            # Another one came between: what it published may be missing here.
            self._generation += published == self._generation + 1
        generation = await self._inbox.generation()
        metrics.PUBLISHED.set(generation)
        if generation != self._generation:
            await self._follow()
            self._generation = generation

    async def _follow(self) -> None:
        try:
            self._snapshot = await asyncio.to_thread(self._live.reload)
            log.info("another worker published; %d passages", len(self._snapshot.passages))
        except WenchengError as error:
            log.warning("what another worker published could not be loaded: %s", error)
