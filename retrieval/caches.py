"""The cache folder: what can be made anew, kept for the next start."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_cache_path

from retrieval import tables
from retrieval.tables import DamagedError, Tables


def folder() -> Path:
    """Where caches are kept; a read-only home is no reason to fail."""
    home = user_cache_path("wencheng")
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
    if os.access(home, os.W_OK):
        return home
    import tempfile  # with a dozen modules that nobody needs otherwise

    return Path(tempfile.gettempdir()) / f"wencheng-{os.getuid()}"


def read(path: Path, is_true: Callable[[Tables], bool] = lambda _: True) -> Tables | None:
    """The arrays of a cached file; None where it is missing, damaged or no longer true."""
    try:
        held = tables.read(path)
    except (OSError, DamagedError):
        return None
    return held if is_true(held) else None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time makes a cached file; where no lock can be had, each does."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock = path.with_suffix(".lock").open("w")
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def installed(package: str) -> int:
    """When a package was installed, by its first file."""
    spec = find_spec(package)
    return Path(spec.origin).stat().st_mtime_ns if spec and spec.origin else 0
