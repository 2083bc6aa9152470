"""Imports by the real program, and what they leave in the library."""

import time
from pathlib import Path

from corpus.imports.add import PART
from tests.cli.program import Ended, run


def files(library: Path) -> list[str]:
    return sorted(path.name for path in library.iterdir())


def import_(path: Path, config: str, *more: str) -> Ended:
    return run("corpus", "import", str(path), "--config", config, *more)


def failed(ended: Ended) -> str:
    """The one line of a run that failed."""
    assert ended.code == 1
    (said,) = ended.error.splitlines()
    return said


def wait_for_part(library: Path, size: int) -> None:
    part = library / PART
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (part.exists() and part.stat().st_size >= size):
        time.sleep(0.01)
