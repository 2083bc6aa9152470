"""The snapshot in use, and its replacement while questions are being answered."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from corpus.errors import GoneError
from retrieval.compiled import Told, opened
from retrieval.snapshot import Snapshot

T = TypeVar("T")


class Live:
    """Holds the snapshot that answers; read `snapshot` once for one consistent view.

    `is_elsewhere` tells that it does not answer from the library folders of this machine.
    """

    is_elsewhere = False

    def __init__(self, folders: Sequence[Path], told: Told = lambda _: None) -> None:
        """Open the library folders.

        Raises:
            InputError: a library file is bad.
        """
        self._folders = tuple(folders)
        self.snapshot = opened(self._folders, told)

    def reload(self) -> Snapshot:
        """Open the folders again beside the running snapshot, then swap by one assignment.

        Raises:
            InputError: a library file is bad; the running snapshot stays.
        """
        self.snapshot = opened(self._folders)
        return self.snapshot

    def follow(self) -> Snapshot:
        """The running snapshot, after a look whether another took its place elsewhere."""
        return self.snapshot

    def on(self, work: Callable[[Snapshot], T]) -> T:
        """What some work makes of one snapshot; it is done again where that went meanwhile."""
        try:
            return work(self.follow())
        except GoneError:
            return work(self.reload())
