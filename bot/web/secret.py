"""The key that signs cookies: drawn once, kept in a file that only the owner reads."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from corpus.errors import RunError, reason

FILE = "secret"


def kept(folder: Path) -> str:
    """The key of this folder; made by whichever process comes first.

    Raises:
        RunError: the folder can't be written.
    """
    path = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            draft = folder / f".{FILE}-{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(32), encoding="ascii")
            try:
                os.link(draft, path)
            finally:
                draft.unlink()
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise RunError(f"{error.filename or folder}：{reason(error)}") from None
