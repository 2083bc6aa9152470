"""A progress bar on standard error, where that is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

# The bar is told of so many bytes at once, for it takes longer than reading a line.
_STEP = 1_000_000


@contextmanager
def bar(label: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Give what is to be told the bytes that were read of `total`, None where nobody knows.

    The bar comes up with the first of them.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    shown = Progress(
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    pending = 0
    task = shown.add_task(label, total=total)

    def told(count: int) -> None:
        nonlocal pending
        pending += count
        if pending >= _STEP:
            shown.start()
            shown.advance(task, pending)
            pending = 0

    try:
        yield told
    finally:
        shown.stop()
