"""The snapshot in use, and its replacement while questions are being answered."""

from collections.abc import Sequence
from pathlib import Path

from corpus.imports import Told
from retrieval.compiled import opened
from retrieval.snapshot import Snapshot


class Live:
    """Holds the snapshot that answers; read `snapshot` once for one consistent view."""

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
