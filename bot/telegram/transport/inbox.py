"""The inbox: every update on disk before Telegram is told that it came, until it is answered.

Updates of one queue (a chat) are handed out one after another, in the order in which they came;
queues do not wait for each other.
"""

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar, cast

from bot import database
from bot.telegram import messages
from bot.telegram.transport.salvage import salvaged
from bot.telegram.transport.updates import Json, queue_of, senders

log = logging.getLogger(__name__)

T = TypeVar("T")
# Telegram keeps an update for a day; so long one may come again.
KEEP_DONE = 2 * 86_400
# What was set aside waits so long for somebody to look into it.
KEEP_ASIDE = 7 * 86_400
# Seconds to gather updates that ended: a transaction for each would cost as much as its reply.
GATHER = 0.01

VERSION = 2
SCHEMA = """
CREATE TABLE IF NOT EXISTS updates (
    seq INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    queue TEXT NOT NULL,
    body TEXT,
    in_hand INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    outcome TEXT,
    finished REAL
) STRICT;
CREATE INDEX IF NOT EXISTS waiting ON updates (queue, seq, in_hand) WHERE outcome IS NULL;
CREATE INDEX IF NOT EXISTS finished ON updates (finished) WHERE outcome IS NOT NULL;
"""
_TAKE = """
UPDATE updates SET in_hand = 1, tries = tries + 1
WHERE outcome IS NULL AND NOT in_hand AND seq IN ({which})
RETURNING seq, id, body, tries
"""
# The first update of each queue that has none in hand.
_HEADS = """
SELECT min(seq) FROM updates WHERE outcome IS NULL
GROUP BY queue HAVING NOT max(in_hand) ORDER BY min(seq) LIMIT ?
"""
_NEXT = "SELECT min(seq) FROM updates WHERE outcome IS NULL AND queue = ?"


class UpdateOutcome(StrEnum):
    """How an update ended: its reply went out, its user had asked too much, or nothing helped."""

    ANSWERED = "answered"
    REFUSED = "refused"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Claim:
    """An update in hand; `tries` counts how often one was, this time included."""

    id: int
    body: str
    tries: int


@dataclass(frozen=True, slots=True)
class _Change:
    work: Callable[[], Any]
    done: asyncio.Future[Any]


def _tell(changes: list[_Change], results: list[Any], error: Exception | None) -> None:
    """Hand the results, or the error of all, to those who still wait."""
    for change, result in zip_longest(changes, results):
        if change.done.done():
            continue
        if error is None:
            change.done.set_result(result)
        else:
            change.done.set_exception(error)


class Inbox:
    """The inbox at `path`; its statements run in one thread.

    All methods may raise sqlite3.OperationalError: the disk is full, or the file was damaged and
    has just been salvaged. Nothing has been changed then; another try may succeed.

    `notices` are sentences for admins about what befell the file.
    """

    def __init__(self, path: Path) -> None:
        """Open the inbox, salvaged where it is damaged.

        Raises:
            RunError: it can't be opened.
        """
        self._path = path
        self.notices: list[str] = []
        try:
            self._open()
        except (sqlite3.Error, OSError) as error:
            raise database.cant_open(path, error) from None
        self._changes: list[_Change] = []
        self._thread = ThreadPoolExecutor(1, "inbox")

    def _open(self) -> None:
        try:
            self._base = database.opened(self._path, SCHEMA, VERSION)
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
            self._salvage(error)
        self._inode = database.inode(self._path)

    def _salvage(self, error: sqlite3.Error) -> None:
        moved = database.set_aside(self._path)
        self._base = database.opened(self._path, SCHEMA, VERSION)
        waiting = self._whole(lambda: salvaged(moved, self._base))
        log.error("the inbox: %s; %d unanswered saved from %s", error, waiting, moved.name)
        self.notices.append(messages.INBOX_DAMAGED.format(waiting=waiting, file=moved.name))

    def _restore(self) -> None:
        """Write the inbox again where its file has gone: the open one is still readable."""
        if database.inode(self._path) == self._inode:
            return
        gone = self._base
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(sqlite3.connect(f"{self._path}.new")) as copy:
            gone.backup(copy)
        database.set_aside(self._path)
        Path(f"{self._path}.new").replace(self._path)
        self._open()
        gone.close()
        log.error("the inbox's file was deleted while it was in use, and was written again")
        self.notices.append(messages.INBOX_DELETED)

    async def _read(self, statement: str, *parameters: int) -> list[Any]:
        return await self._run(lambda: self._base.execute(statement, parameters).fetchall())

    async def _change(self, work: Callable[[], T], soon: float = 0) -> T:
        """Do the work, in `soon` seconds at the latest, in one transaction with all that waits."""
        loop = asyncio.get_running_loop()
        change = _Change(work, loop.create_future())
        self._changes.append(change)
        if not soon:
            self._thread.submit(self._flush, loop)
        elif len(self._changes) == 1:
            loop.call_later(soon, self._thread.submit, self._flush, loop)
        return cast(T, await change.done)

    def _flush(self, loop: asyncio.AbstractEventLoop) -> None:
        changes, self._changes = self._changes, []
        if not changes:
            return
        try:
            results = self._mended(lambda: self._whole(lambda: [c.work() for c in changes]))
            loop.call_soon_threadsafe(_tell, changes, results, None)
        except Exception as error:
            loop.call_soon_threadsafe(_tell, changes, [], error)

    async def _run(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._mended, work)

    def _mended(self, work: Callable[[], T]) -> T:
        """Do the work; a file that has gone is written again, a damaged one salvaged.

        Raises:
            sqlite3.OperationalError: it was salvaged, and the work is to be done again.
        """
        try:
            self._restore()
            return work()
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
            self._base.close()
            self._salvage(error)
            self._inode = database.inode(self._path)
            raise sqlite3.OperationalError(f"the inbox was salvaged: {error}") from None
        except OSError as error:
            raise sqlite3.OperationalError(str(error)) from None

    def _whole(self, work: Callable[[], T]) -> T:
        """All of the work or nothing."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            result = work()
            self._base.execute("COMMIT")
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise
        return result

    async def put(self, updates: Iterable[Json]) -> int:
        """Store the updates that are new, safe from power cuts too; how many were new."""
        rows = [(u["update_id"], queue_of(u), json.dumps(u)) for u in updates]
        return await self._run(lambda: self._put(rows))

    def _put(self, rows: list[tuple[int, str, str]]) -> int:
        insert = "INSERT OR IGNORE INTO updates (id, queue, body) VALUES (?, ?, ?)"
        # What is confirmed later without being synchronised may be answered twice, not lost.
        self._base.execute("PRAGMA synchronous = FULL")
        try:
            return self._whole(lambda: self._base.executemany(insert, rows).rowcount)
        finally:
            self._base.execute("PRAGMA synchronous = NORMAL")

    async def claim(self, most: int) -> list[Claim]:
        """Take the next update of each queue that has none in hand, at most so many."""
        return await self._change(lambda: list(self._take(_HEADS, most)))

    def _take(self, which: str, parameter: int | str) -> Iterator[Claim]:
        found = self._base.execute(_TAKE.format(which=which), (parameter,))
        for _, *values in sorted(found.fetchall()):
            yield Claim(*values)

    async def finish(self, claim: Claim, outcome: UpdateOutcome, more: bool = True) -> Claim | None:
        """Note how the update ended; with `more`, take the next one of its queue."""
        return await self._change(lambda: self._finish(claim, outcome, more), GATHER)

    def _finish(self, claim: Claim, outcome: UpdateOutcome, more: bool) -> Claim | None:
        queue = self._queue(claim)
        body = claim.body if outcome is UpdateOutcome.ASIDE else None
        # Whose update it was is nobody's business any more.
        self._base.execute(
            "UPDATE updates SET in_hand = 0, queue = '', body = ?, outcome = ?, finished = ?"
            " WHERE id = ?",
            (body, outcome.value, time.time(), claim.id),
        )
        return self._following(queue, more)

    def _queue(self, claim: Claim) -> str:
        """The queue of an update, empty where damage took the update away."""
        row = self._base.execute("SELECT queue FROM updates WHERE id = ?", (claim.id,)).fetchone()
        return str(row[0]) if row else ""

    def _following(self, queue: str, more: bool) -> Claim | None:
        return next(self._take(_NEXT, queue), None) if more and queue else None

    async def leave(self, claim: Claim, more: bool = True) -> Claim | None:
        """Let the update's queue go on before it ends; with `more`, take the queue's next one."""
        return await self._change(lambda: self._leave(claim, more))

    def _leave(self, claim: Claim, more: bool) -> Claim | None:
        queue, own = self._queue(claim), queue_of({"update_id": claim.id})
        self._base.execute("UPDATE updates SET queue = ? WHERE id = ?", (own, claim.id))
        return self._following(queue, more)

    async def release(self, counted: bool) -> int:
        """Let go of all that is in hand, its tries `counted` or not; how many that were."""
        statement = "UPDATE updates SET in_hand = 0, tries = tries - ? WHERE in_hand"
        return await self._change(lambda: self._base.execute(statement, (not counted,)).rowcount)

    async def count(self) -> dict[str, int]:
        """How many updates wait or are in hand (`waiting`), and how many were set aside."""
        statement = """
            SELECT coalesce(outcome, 'waiting'), count(*) FROM updates
            WHERE outcome IS NULL OR outcome = 'aside' GROUP BY outcome
        """
        return {"waiting": 0, "aside": 0} | dict(await self._read(statement))

    async def forget(self) -> int:
        """Drop what ended long ago; how many updates that were."""
        statement = "DELETE FROM updates WHERE finished < ? - iif(outcome = 'aside', ?, ?)"
        parameters = (time.time(), KEEP_ASIDE, KEEP_DONE)
        return await self._change(lambda: self._base.execute(statement, parameters).rowcount)

    async def forget_sender(self, sender: int) -> int:
        """Drop the words of a sender's updates that were set aside; how many those were."""
        return await self._change(lambda: self._forget_sender(sender))

    def _forget_sender(self, sender: int) -> int:
        rows = self._base.execute("SELECT id, body FROM updates WHERE outcome = 'aside'").fetchall()
        theirs = [(number,) for number, body in rows if sender in senders(json.loads(body or "{}"))]
        self._base.executemany("UPDATE updates SET body = NULL WHERE id = ?", theirs)
        return len(theirs)

    def close(self) -> None:
        """Wait for the statements under way, and close the file."""
        self._thread.shutdown()
        self._base.close()
