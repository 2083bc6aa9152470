"""What each person asked last in each chat, so that follow-ups and edits are understood."""

import hashlib
import json
import os
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


FILE = "conversations.sqlite"
# Seconds between two rounds of forgetting.
ROUND = 60
# Seconds of silence that end a conversation; Telegram lets people edit for two days.
SILENCE = 30 * 60
EDITABLE = 48 * 3600

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations
    (who TEXT PRIMARY KEY, previous TEXT NOT NULL, city TEXT, shown INTEGER NOT NULL,
     at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS conversations_by_age ON conversations (at);
CREATE TABLE IF NOT EXISTS replies
    (message TEXT PRIMARY KEY, ids TEXT NOT NULL, previous TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS replies_by_age ON replies (at);
"""


@dataclass(frozen=True, slots=True)
class Talk:
    """The last question as understood, empty at the start, and the city the person keeps to.

    `shown` is the rank of the last passage shown in answer to that question.
    """

    previous: str = ""
    city: str | None = None
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Replied:
    """The bot's messages that answer one question, and the question before that one."""

    ids: tuple[int, ...]
    previous: str


class Conversations:
    """Kept per person and chat, in a file that several processes may share."""

    def __init__(self, folder: Path, masks: Masks, now: Callable[[], float] = time.time) -> None:
        self._rows = connect(folder / FILE, _SCHEMA)
        self._mask = masks.mask
        self._now = now
        self._forgot = 0.0

    def of(self, chat: int, person: int) -> Talk:
        """The conversation as it stands; a new one after half an hour of silence."""
        row = self._rows.execute(
            "SELECT previous, city, shown FROM conversations WHERE who = ? AND at > ?",
            (self._mask(chat, person), self._now() - SILENCE),
        ).fetchone()
        return Talk(*row) if row else Talk()

    def keep(self, chat: int, person: int, talk: Talk) -> None:
        """Put the conversation in the place of the one before."""
        now = self._now()
        self._forget(now)
        self._rows.execute(
            "INSERT OR REPLACE INTO conversations VALUES (?, ?, ?, ?, ?)",
            (self._mask(chat, person), talk.previous, talk.city, talk.shown, now),
        )

    def end(self, chat: int, person: int) -> None:
        """Forget the conversation."""
        statement = "DELETE FROM conversations WHERE who = ?"
        self._rows.execute(statement, (self._mask(chat, person),))

    def replied(self, chat: int, message: int) -> Replied | None:
        """How a question was answered, None where it was not or is too old to be edited."""
        row = self._rows.execute(
            "SELECT ids, previous FROM replies WHERE message = ? AND at > ?",
            (self._mask(chat, message), self._now() - EDITABLE),
        ).fetchone()
        return Replied(tuple(json.loads(row[0])), row[1]) if row else None

    def keep_reply(self, chat: int, message: int, ids: Sequence[int], previous: str) -> None:
        """Remember which messages answer a question, for as long as it may be edited."""
        now = self._now()
        self._forget(now)
        self._rows.execute(
            "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)",
            (self._mask(chat, message), json.dumps(list(ids)), previous, now),
        )

    def _forget(self, now: float) -> None:
        """Forget what is too old, once a minute: for every row it would cost as much again."""
        if now < self._forgot + ROUND:
            return
        self._forgot = now
        self._rows.execute("DELETE FROM conversations WHERE at <= ?", (now - SILENCE,))
        self._rows.execute("DELETE FROM replies WHERE at <= ?", (now - EDITABLE,))
