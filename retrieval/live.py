"""The snapshot in use, and its replacement while questions are being answered."""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from corpus.errors import GoneError, RunError
from corpus.files import Progress
from retrieval.snapshot import Snapshot, opened

T = TypeVar("T")


class Live:
    """Holds the snapshot that answers; read `snapshot` once for one consistent view.

    `is_elsewhere` tells that it does not answer from the library folders of this machine.
    """

    is_elsewhere = False

    def __init__(self, folders: Sequence[Path], told: Progress = lambda _: None) -> None:
        """Open what is sound of the library folders; `snapshot.left_out` says what is not."""
        self._folders = tuple(folders)
        self.snapshot = opened(self._folders, told, lenient=True)

    def reload(self) -> Snapshot:
        """Open the folders again beside the running snapshot, then swap by one assignment.

        Raises:
            InputError: a library file is bad; the running snapshot stays.
        """
        self.snapshot = opened(self._folders)
        return self.snapshot

    def follow(self) -> Snapshot:
        """The running snapshot, after a look whether another took its place elsewhere.

        One whose file was found damaged is made anew.
        """
        return self.snapshot if self.snapshot.is_sound else self.reload()

    def on(self, work: Callable[[Snapshot], T]) -> T:
        """What some work makes of one snapshot; it is done again where that went meanwhile."""
        try:
            return work(self.follow())
        except GoneError:
            return work(self.reload())


# How far the compiling process stands back behind those that answer.
NICENESS = 10


class LiveApart(Live):
    """Has another process compile what changed, and only opens it here."""

    def __init__(self, folders: Sequence[Path], told: Progress = lambda _: None) -> None:
        super().__init__(folders, told)
        self._one_at_a_time = threading.Lock()

    def reload(self) -> Snapshot:
        """Open the folders again beside the running snapshot, then swap by one assignment.

        Raises:
            InputError: a library file is bad; the running snapshot stays.
            RunError: the compiling process died; the running snapshot stays.
        """
        # What starts processes is imported only where one is: a question at a terminal needs none.
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        spawn = get_context("spawn")
        with (
            self._one_at_a_time,
            ProcessPoolExecutor(1, spawn, initializer=os.nice, initargs=(NICENESS,)) as pool,
        ):
            try:
                pool.submit(_compile, self._folders).result()
            except BrokenProcessPool:
                raise RunError("重新载入的进程意外停止") from None
            return super().reload()


def _compile(folders: Sequence[Path]) -> None:
    opened(folders)
