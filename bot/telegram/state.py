"""What each person asked last in each chat, so that follow-ups and edits are understood."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import private
from bot.database import Database, forget_old
from bot.id_hasher import IdHasher
from bot.telegram import messages
from corpus.errors import RunError
from corpus.files import lock

LOCK = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Have the folder for this process alone; its death lets go of it, too.

    Raises:
        RunError: another bot works there, or the folder can't be made.
    """
    private.make(folder)
    private.close(folder)
    forget_old(folder)
    private.touch(folder / LOCK)
    with (folder / LOCK).open("a", encoding="utf-8") as file:
        if not lock(file, wait=False):
            raise RunError(messages.ALREADY_RUNNING.format(folder=folder))
        yield


FILE = "conversations.sqlite"
# Seconds between two rounds of forgetting.
ROUND = 60
# Seconds of silence that end a conversation; Telegram lets people edit for two days.
SILENCE = 30 * 60
EDITABLE = 48 * 3600

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations
    (chat TEXT NOT NULL, topic INTEGER NOT NULL, person TEXT NOT NULL, previous TEXT NOT NULL,
     city TEXT, shown INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, topic, person));
CREATE INDEX IF NOT EXISTS conversations_by_age ON conversations (at);
CREATE TABLE IF NOT EXISTS replies
    (message TEXT PRIMARY KEY, person TEXT NOT NULL, ids TEXT NOT NULL, previous TEXT NOT NULL,
     at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS replies_by_age ON replies (at);
CREATE TABLE IF NOT EXISTS answers
    (message TEXT PRIMARY KEY, person TEXT NOT NULL, question TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS answers_by_age ON answers (at);
"""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks where: a person, or a chat in its own name, in a topic (0: none) of a chat."""

    chat: int
    topic: int
    person: int


@dataclass(frozen=True, slots=True)
class Conversation:
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
    """Kept in a file per person, chat and topic."""

    def __init__(
        self, folder: Path, hasher: IdHasher, now: Callable[[], float] = time.time
    ) -> None:
        self._rows = Database(folder / FILE, _SCHEMA, _VERSION)
        self._hash = hasher.hash
        self._now = now
        self._forgot = 0.0

    def of(self, asker: Asker) -> Conversation:
        """The conversation as it stands; a new one after half an hour of silence."""
        rows = self._rows.read(
            "SELECT previous, city, shown FROM conversations"
            " WHERE chat = ? AND topic = ? AND person = ? AND at > ?",
            *self._key(asker),
            self._now() - SILENCE,
        )
        return Conversation(*rows[0]) if rows else Conversation()

    def keep(self, asker: Asker, talk: Conversation) -> None:
        """Put the conversation in the place of the one before."""
        now = self._now()
        self._forget_old(now)
        self._rows.write(
            "INSERT OR REPLACE INTO conversations VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(*self._key(asker), talk.previous, talk.city, talk.shown, now),
        )

    def end(self, asker: Asker) -> None:
        """Forget the conversation."""
        statement = "DELETE FROM conversations WHERE chat = ? AND topic = ? AND person = ?"
        self._rows.write(statement, *self._key(asker))

    def _key(self, asker: Asker) -> tuple[str, int, str]:
        return self._hash(asker.chat), asker.topic, self._hash(asker.person)

    def move(self, old: int, new: int) -> None:
        """A group has become a supergroup, with another id: its conversations go on there."""
        statement = "UPDATE OR IGNORE conversations SET chat = ? WHERE chat = ?"
        self._rows.write(statement, self._hash(new), self._hash(old))

    def replied(self, chat: int, message: int) -> Replied | None:
        """How a question was answered, None where it was not or is too old to be edited."""
        rows = self._rows.read(
            "SELECT ids, previous FROM replies WHERE message = ? AND at > ?",
            *(self._hash(chat, message), self._now() - EDITABLE),
        )
        return Replied(tuple(json.loads(rows[0][0])), rows[0][1]) if rows else None

    def keep_reply(self, asker: Asker, message: int, ids: Sequence[int], previous: str) -> None:
        """Remember which messages answer a question, for as long as it may be edited."""
        now = self._now()
        self._forget_old(now)
        key = self._hash(asker.chat, message), self._hash(asker.person)
        self._rows.write(
            "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?)",
            *(*key, json.dumps(list(ids)), previous, now),
        )

    def keep_answer(self, asker: Asker, ids: Sequence[int], question: str) -> None:
        """Remember which question the bot's messages answer, for as long as it may be edited."""
        now, person = self._now(), self._hash(asker.person)
        for number in ids:
            self._rows.write(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
                *(self._hash(asker.chat, number), person, question, now),
            )

    def answered(self, chat: int, message: int) -> str:
        """The question that a message of the bot's answers, "" where none is known."""
        rows = self._rows.read(
            "SELECT question FROM answers WHERE message = ? AND at > ?",
            *(self._hash(chat, message), self._now() - EDITABLE),
        )
        return str(rows[0][0]) if rows else ""

    def forget(self, person: int) -> tuple[int | None, int | None]:
        """Delete a person's conversations, and replies with the questions that they answer; how
        many, None where it can't be done."""
        who = self._hash(person)
        answers = self._rows.write("DELETE FROM answers WHERE person = ?", who)
        replies = self._rows.write("DELETE FROM replies WHERE person = ?", who)
        return (
            self._rows.write("DELETE FROM conversations WHERE person = ?", who),
            None if answers is None else replies,
        )

    def _forget_old(self, now: float) -> None:
        """Forget what is too old, once a minute: for every row it would cost as much again."""
        if now < self._forgot + ROUND:
            return
        self._forgot = now
        self._rows.write("DELETE FROM conversations WHERE at <= ?", now - SILENCE)
        for table in ("replies", "answers"):
            self._rows.write(f"DELETE FROM {table} WHERE at <= ?", now - EDITABLE)
