"""The snapshot in use, and its replacement while questions are being answered."""

from collections.abc import Sequence
from pathlib import Path

from corpus import library
from retrieval.snapshot import Snapshot, build


class Live:
    """Holds the snapshot that answers; read `snapshot` once for one consistent view."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read the library folders.

        Raises:
            InputError: a library file is bad.
        """
        self._folders = tuple(folders)
        self.snapshot = self._build()

    def reload(self) -> Snapshot:
        """Read the folders again beside the running snapshot, then swap by one assignment.

        Raises:
            InputError: a library file is bad; the running snapshot stays.
        """
        self.snapshot = self._build()
        return self.snapshot

    def _build(self) -> Snapshot:
        return build(library.load(self._folders))
