"""Ids of people and chats, hashed with a salt that never leaves its folder."""

import hashlib
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from bot import messages, private
from corpus.errors import RunError, reason

SALT = "salt"
# Bytes of a salt.
LENGTH = 32


class IdHasher:
    """Hashes ids; processes that share a folder share its salt."""

    def __init__(self, folder: Path) -> None:
        """Read the salt, or make it.

        Raises:
            RunError: it can't be read or made, or is none.
        """
        private.make(folder)
        try:
            self._salt = _salt(folder / SALT)
        except OSError as error:
            raise RunError(f"{folder / SALT}：{reason(error)}") from None

    def hash(self, *ids: int) -> str:
        """The same short digest for the same ids, in this folder only."""
        words = ",".join(map(str, ids)).encode()
        return hashlib.blake2b(words, key=self._salt, digest_size=12).hexdigest()


def _salt(path: Path) -> bytes:
    """The salt of this folder, made whole by whichever process comes first."""
    if not path.exists():
        _make_salt(path)
    salt = path.read_bytes()
    if len(salt) != LENGTH:
        raise RunError(messages.BAD_SALT.format(path=path, length=LENGTH))
    return salt


def _make_salt(path: Path) -> None:
    """Write a salt that a power cut leaves whole or not there; one that is there stays."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
