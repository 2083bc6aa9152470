"""What can go wrong, as people are told it.

WenchengError           one line for a person; the command line prints it and stops
  InputError            a file, a line, a key or an argument is wrong: exit code 2
  RunError              the input is fine, the run failed: exit code 1
    AwayError           another machine does not answer; it may in a moment
    GoneError           what was asked there has been replaced; ask for it anew
"""

import unicodedata
from pathlib import Path


class WenchengError(Exception):
    """A failure to be shown to people as one line, without a traceback."""

    exit_code = 1


class RunError(WenchengError):
    """The input is fine, but the run failed (disk full, no permission, network away)."""


class AwayError(RunError):
    """Another machine, which holds what is asked, does not answer."""


class GoneError(RunError):
    """What was asked of another machine is no longer there: something has taken its place."""


class InputError(WenchengError):
    """A file, a line, a key or an argument is wrong."""

    exit_code = 2

    @classmethod
    def at(cls, path: Path, line: int | None, message: str) -> "InputError":
        """Name the file and, where known, the line (counted from 1); all on one line."""
        place = str(path) if line is None else f"{path}:{line}"
        return cls("".join(map(_shown, f"{place}：{message}")))


def _shown(character: str) -> str:
    """The character, unless it would break the line or steer the terminal."""
    steers = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "\ufffd" if steers else character
