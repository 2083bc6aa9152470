"""Files written whole or not at all, and what is said where one can't be read."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import InputError, RunError, reason

Progress = Callable[[int], object]
"""Is told how much more was done (bytes read, passages sent), for a progress bar."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Around reading a file.

    Raises:
        InputError: it can't be read.
    """
    try:
        yield
    except OSError as error:
        raise InputError.at(path, None, f"读不了：{reason(error)}") from None


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, never sees half of it.

    Raises:
        RunError: it can't be written; what was there before still is.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RunError(f"{path}：写不了：{reason(error)}") from None
