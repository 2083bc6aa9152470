"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from corpus import reasons
from corpus.errors import RunError


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
        raise RunError(f"{path}：写不了：{reasons.of_system(error)}") from None
