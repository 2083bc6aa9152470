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

# The bar advances by so much at once, for that takes longer than reading a line.
_BYTES = 1_000_000
_PASSAGES = 100


@contextmanager
def bar(label: str, total: int | None, *, of_bytes: bool = True) -> Iterator[Callable[[int], None]]:
    """Give what takes how many more bytes or things of `total` are done, None where nobody knows.

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
    pending, step = 0, _BYTES if of_bytes else min(_PASSAGES, (total or _PASSAGES) // 100 or 1)
    task = shown.add_task(label, total=total)

    def advance(count: int) -> None:
        nonlocal pending
        pending += count
        if pending >= step:
            shown.start()
            shown.advance(task, pending)
            pending = 0

    try:
        yield advance
    finally:
        shown.stop()


@contextmanager
def share_bar(label: str) -> Iterator[Callable[[float], None]]:
    """Give what takes the share of the whole, 0 … 1, that was done since."""
    done = 0.0
    with bar(label, 100, of_bytes=False) as advance:

        def share(more: float) -> None:
            nonlocal done
            advance(int((done + more) * 100) - int(done * 100))
            done += more

        yield share
