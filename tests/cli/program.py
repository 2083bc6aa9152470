"""The real program in a process of its own."""

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.forking import Command, Process

WENCHENG = str(Path(sys.executable).with_name("wencheng"))


@dataclass(frozen=True)
class Homes:
    """A folder with the platform's folders in it: config, data, state, cache, home."""

    folder: Path

    def files(self) -> set[str]:
        """The top folders in which there are files."""
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).parts[0] for path in paths}


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended."""

    code: int
    out: str
    error: str

    def records(self) -> list[dict[str, Any]]:
        """The lines printed, each a JSON object."""
        return [json.loads(line, parse_constant=_refuse) for line in self.out.splitlines()]

    def complaint(self) -> str:
        """The one line of an error, after which the program ended in 2."""
        assert self.code == 2
        (line,) = self.error.splitlines()
        assert "Traceback" not in line
        return line


def run(*arguments: str, given: bytes = b"", folder: Path | None = None) -> Ended:
    """Run `wencheng` in `folder` with `given` on standard input.

    It is a process of its own that was forked from one with its imports behind it; what tests the
    start itself runs `WENCHENG`.
    """
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / stream for stream in ("in", "out", "error")]
        for file in files:
            file.touch()
        files[0].write_bytes(given)
        command = Command([WENCHENG, *arguments], folder or Path.cwd(), dict(os.environ), files)
        code = Process(command).wait()
        return Ended(code, *(file.read_bytes().decode() for file in files[1:]))


def _refuse(constant: str) -> None:
    raise ValueError(constant)
