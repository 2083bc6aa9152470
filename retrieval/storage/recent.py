"""What was used last, as much of it as there is room for."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The last `room` values used; threads may share it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """The value of a key, None where it is not here."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def update(self, values: Mapping[K, V]) -> None:
        """Keep these, and let go of those used longest ago."""
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._room:
                self._values.popitem(last=False)
