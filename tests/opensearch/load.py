"""Questions asked all the time, by several threads, while something else happens."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Self


class Load:
    """Calls `ask` over and over between entering and leaving; counts what it returns."""

    def __init__(self, ask: Callable[[], object], threads: int = 4) -> None:
        self.answers: Counter[object] = Counter()
        self.errors: list[Exception] = []
        self._ask = ask
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(threads)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def go_on(self, more: int, seconds: float = 300) -> None:
        """Wait until so many more were answered."""
        wanted, end = self.answers.total() + more, time.monotonic() + seconds
        while self.answers.total() < wanted and not self.errors and time.monotonic() < end:
            time.sleep(0.01)
        assert not self.errors, self.errors
        assert self.answers.total() >= wanted

    def _run(self) -> None:
        while not self._end.is_set():
            try:
                self.answers[self._ask()] += 1
            except Exception as error:
                self.errors.append(error)
