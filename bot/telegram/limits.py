"""How much one user may ask."""

from collections import OrderedDict, deque
from collections.abc import Iterable
from enum import Enum

# Users of whom the last minute is remembered.
CAPACITY = 10_000
WINDOW = 60.0


class Verdict(Enum):
    """Welcome; too much, to be told; too much, and told already."""

    WELCOME = 1
    TOO_MUCH = 2
    TOLD = 3


class Limiter:
    """At most `a_minute` of a user's updates in any minute; `exempt` users have no limit."""

    def __init__(self, a_minute: int, exempt: Iterable[int]) -> None:
        self._most = a_minute
        self._exempt = frozenset(exempt)
        self._times: OrderedDict[int, deque[float]] = OrderedDict()
        self._told: set[int] = set()

    def judge(self, user: int, at: float) -> Verdict:
        """Whether an update of the user's, written at `at` (seconds), is welcome."""
        if user in self._exempt:
            return Verdict.WELCOME
        times = self._recent(user, at)
        if len(times) < self._most:
            times.append(at)
            self._told.discard(user)
            return Verdict.WELCOME
        if user in self._told:
            return Verdict.TOLD
        self._told.add(user)
        return Verdict.TOO_MUCH

    def _recent(self, user: int, at: float) -> deque[float]:
        times = self._times.setdefault(user, deque())
        self._times.move_to_end(user)
        if len(self._times) > CAPACITY:
            forgotten, _ = self._times.popitem(last=False)
            self._told.discard(forgotten)
        while times and times[0] <= at - WINDOW:
            times.popleft()
        return times
