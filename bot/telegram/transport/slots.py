"""Which worker a process is: the number of a lock file, which its death frees."""

import fcntl
from itertools import count
from pathlib import Path
from typing import TextIO


class Slot:
    """The first number that no living process has at an inbox; one's own until `close` or death."""

    def __init__(self, inbox: Path) -> None:
        self._inbox = inbox
        self.number, self._file = next(
            (number, file) for number in count() if (file := self._lock(number)) is not None
        )

    def _lock(self, number: int) -> TextIO | None:
        path = Path(f"{self._inbox}-worker-{number}")
        file = path.open("a", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return file

    def inherit(self, number: int) -> TextIO | None:
        """The lock of a worker that died; None while it lives. Nobody is that worker meanwhile."""
        return self._lock(number)

    def close(self) -> None:
        """Free the number."""
        self._file.close()
