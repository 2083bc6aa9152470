"""A reload in a process of its own: questions are answered no slower meanwhile."""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from corpus import library
from corpus.errors import RunError
from retrieval.live import Live
from retrieval.snapshot import Snapshot, build

# How far the building process stands back behind those that answer.
NICENESS = 10


class LiveApart(Live):
    """Takes a few seconds longer to reload than `Live`, but none from the threads here."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(folders)
        self._one_at_a_time = threading.Lock()

    def reload(self) -> Snapshot:
        """Read the folders again beside the running snapshot, then swap by one assignment.

        Raises:
            InputError: a library file is bad; the running snapshot stays.
            RunError: the building process died; the running snapshot stays.
        """
        spawn = get_context("spawn")
        with (
            self._one_at_a_time,
            ProcessPoolExecutor(1, spawn, initializer=os.nice, initargs=(NICENESS,)) as pool,
        ):
            try:
                built = pool.submit(_built, self._folders).result()
            except BrokenProcessPool:
                raise RunError("重新载入的进程意外停止") from None
            self.snapshot = built
        return built


def _built(folders: Sequence[Path]) -> Snapshot:
    return build(library.load(folders))
