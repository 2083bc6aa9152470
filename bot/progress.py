"""A progress bar on standard error, where that is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

# The bar is told of so much at once, for it takes longer than reading a line.
_BYTES = 1_000_000
_PASSAGES = 100


@contextmanager
def bar(label: str, total: int | None, *, of_bytes: bool = True) -> Iterator[Callable[[int], None]]:
    """Give what is to be told the bytes or passages done of `total`, None where nobody knows.

    The bar comes up with the first of them.
    """
    console = Console(stderr=True)
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn() if of_bytes else MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    pending, step = 0, _BYTES if of_bytes else _PASSAGES
    task = shown.add_task(label, total=total)

    def told(count: int) -> None:
        nonlocal pending
        pending += count
        if pending >= step:
            shown.start()
            shown.advance(task, pending)
            pending = 0

    try:
        yield told
    finally:
        shown.stop()
