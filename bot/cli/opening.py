"""Opening the library; where that takes long, a bar on standard error says how far it is."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import messages
from bot.config import Config
from retrieval.building import Told
from retrieval.live import Live

if TYPE_CHECKING:
    from rich.progress import Progress

# Fewer passages are indexed before anybody would have read the words.
SOON_DONE = 2_000
# The bar is told of every so many.
STEP = 500


def live(config: Config) -> Live:
    """The library of a configuration.

    Raises:
        InputError: a library file is bad.
    """
    with indexing() as told:
        return Live(config.folders, told)


@contextmanager
def indexing() -> Iterator[Told]:
    """A bar that comes up when it is worth it, for people who watch."""
    with ExitStack() as stack:
        bars: list[Progress] = []

        def told(done: int, total: int) -> None:
            if total < SOON_DONE or not sys.stderr.isatty() or (done % STEP and done < total):
                return
            if not bars:
                bars.append(stack.enter_context(_bar(total)))
            words = messages.INDEXING if done < total else messages.MERGING
            bars[0].update(bars[0].task_ids[0], completed=done, description=words)

        yield told


def _bar(total: int) -> "Progress":
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    bar.add_task(messages.INDEXING, total=total)
    return bar
