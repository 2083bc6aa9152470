"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from corpus.errors import RunError


def write_atomic(path: Path, text: str) -> None:
    """Write a UTF-8 file so that a reader, or a crash, never sees half of it.

    Raises:
        RunError: it can't be written; what was there before still is.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RunError(f"{path}：写不了：{error.strerror}") from None
