"""Answers given of late: a question that many people send each other is answered once."""

from collections.abc import Callable, Hashable
from typing import Any

from retrieval.snapshot import Snapshot
from retrieval.storage.recent import Recent

# Answers that are remembered, a few kilobytes each.
MOST = 256


class Remembered:
    """What was made of the snapshot in use, by what was asked; of another snapshot, nothing."""

    def __init__(self) -> None:
        self._of: tuple[Snapshot | None, Recent[Hashable, Any]] = (None, Recent(MOST))

    def once(self, snapshot: Snapshot, asked: Hashable, work: Callable[[Snapshot], Any]) -> Any:
        """What some work makes of the snapshot, done where it was not done of late."""
        held, known = self._of
        if held is not snapshot:
            self._of = (snapshot, known := Recent(MOST))
        found = known.get(asked)
        if found is None:
            found = work(snapshot)
            known.update({asked: found})
        return found
