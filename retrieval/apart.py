"""A reload in a process of its own: questions are answered no slower meanwhile."""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from corpus.errors import RunError
from retrieval.compiled import Told, opened
from retrieval.live import Live
from retrieval.snapshot import Snapshot

# How far the compiling process stands back behind those that answer.
NICENESS = 10


class LiveApart(Live):
    """Has another process compile what changed, and only opens it here."""

    def __init__(self, folders: Sequence[Path], told: Told = lambda _: None) -> None:
        super().__init__(folders, told)
        self._one_at_a_time = threading.Lock()

    def reload(self) -> Snapshot:
        """Open the folders again beside the running snapshot, then swap by one assignment.

        Raises:
            InputError: a library file is bad; the running snapshot stays.
            RunError: the compiling process died; the running snapshot stays.
        """
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
