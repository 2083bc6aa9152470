"""The real program in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """Run `wencheng` in `folder` with `given` on standard input."""
    ended = subprocess.run(
        [WENCHENG, *arguments], input=given, capture_output=True, check=False, cwd=folder
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def _refuse(constant: str) -> None:
    raise ValueError(constant)
