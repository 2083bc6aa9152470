"""What outlives a restart: SQLite files in one folder, with people's ids hashed."""

import hashlib
import os
import secrets
import sqlite3
import tempfile
from pathlib import Path

from corpus.errors import RunError, reason

SALT = "salt"


def connect(path: Path, schema: str) -> sqlite3.Connection:
    """Open a database that several processes may share; its folder and tables are made.

    Each statement is a transaction of its own. A power cut may lose the last ones, a kill none.

    Raises:
        RunError: it can't be opened.
    """
    _private(path.parent)
    try:
        base = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=NORMAL")
        base.executescript(schema)
    except sqlite3.Error as error:
        raise RunError(f"{path}：数据库打不开（{error}）") from None
    return base


class Masks:
    """Ids of people and chats, hashed with a salt that never leaves the folder."""

    def __init__(self, folder: Path) -> None:
        _private(folder)
        self._salt = _salt(folder / SALT)

    def mask(self, *ids: int) -> str:
        """The same short digest for the same ids, in this folder only."""
        words = ",".join(map(str, ids)).encode()
        return hashlib.blake2b(words, key=self._salt, digest_size=12).hexdigest()


def _private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"{folder}：{reason(error)}") from None


def _salt(path: Path) -> bytes:
    """The salt of this folder, made whole by whichever process comes first."""
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            Path(name).unlink()
    return path.read_bytes()
