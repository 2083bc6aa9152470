"""Folders and files that nobody but this user may read."""

from contextlib import suppress
from pathlib import Path

from corpus.errors import RunError, reason


def make(folder: Path) -> None:
    """Make the folder, or close the one that is there.

    Raises:
        RunError: it can't be made, or is another user's.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise RunError(f"{folder}：{reason(error)}") from None


def close(folder: Path) -> None:
    """Close everything in the folder that is this user's, whoever could read it before."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            if not path.is_symlink():
                path.chmod(0o700 if path.is_dir() else 0o600)


def touch(path: Path) -> None:
    """Have the file there, closed, before anything is written into it."""
    path.touch(mode=0o600)
    path.chmod(0o600)
