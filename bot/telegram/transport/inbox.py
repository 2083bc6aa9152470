"""The inbox: every update on disk before Telegram is told that it came, until it is answered.

Updates of one queue (a chat) are handed out one after another, in the order in which they came;
queues do not wait for each other. Several processes may share an inbox.
"""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar, cast

from corpus.errors import RunError

T = TypeVar("T")
Json = dict[str, Any]

# Telegram keeps an update for a day; so long one may come again.
KEEP_DONE = 2 * 86_400
# What was set aside waits so long for somebody to look into it.
KEEP_ASIDE = 7 * 86_400
# Seconds to wait for another process that is writing.
BUSY = 30
# Seconds to gather updates that ended: a transaction for each would cost as much as its reply.
GATHER = 0.01

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS updates (
    seq INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    queue TEXT NOT NULL,
    body TEXT,
    worker INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    outcome TEXT,
    finished REAL
) STRICT;
CREATE INDEX IF NOT EXISTS waiting ON updates (queue, seq, worker) WHERE outcome IS NULL;
CREATE INDEX IF NOT EXISTS finished ON updates (finished) WHERE outcome IS NOT NULL;
CREATE TABLE IF NOT EXISTS library (only INTEGER PRIMARY KEY, generation INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO library VALUES (1, 0);
"""
_TAKE = """
UPDATE updates SET worker = ?, tries = tries + 1
WHERE outcome IS NULL AND worker IS NULL AND seq IN ({which})
RETURNING seq, id, body, tries
"""
# The first update of each queue that has none in hand.
_HEADS = """
SELECT min(seq) FROM updates WHERE outcome IS NULL
GROUP BY queue HAVING max(worker) IS NULL ORDER BY min(seq) LIMIT ?
"""
_NEXT = "SELECT min(seq) FROM updates WHERE outcome IS NULL AND queue = ?"


class Outcome(StrEnum):
    """How an update ended: its reply went out, its user had asked too much, or nothing helped."""

    ANSWERED = "answered"
    REFUSED = "refused"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Claim:
    """An update in a worker's hands; `tries` counts how often one was, this time included."""

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
    """The inbox at `path`, for the worker of this number; its statements run in one thread.

    All methods may raise sqlite3.OperationalError: the disk is full, or another process holds
    the lock for too long. Nothing has been changed then.
    """

    def __init__(self, path: Path, worker: int) -> None:
        self._worker = worker
        try:
            self._base = sqlite3.connect(
                path, timeout=BUSY, isolation_level=None, check_same_thread=False
            )
            self._base.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise RunError(f"{path}：数据库打不开（{error}）") from None
        self._changes: list[_Change] = []
        self._thread = ThreadPoolExecutor(1, "inbox")

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
            results = self._whole(lambda: [change.work() for change in changes])
            loop.call_soon_threadsafe(_tell, changes, results, None)
        except Exception as error:
            loop.call_soon_threadsafe(_tell, changes, [], error)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

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
        found = self._base.execute(_TAKE.format(which=which), (self._worker, parameter))
        for _, *values in sorted(found.fetchall()):
            yield Claim(*values)

    async def finish(self, claim: Claim, outcome: Outcome, more: bool = True) -> Claim | None:
        """Note how the update ended; with `more`, take the next one of its queue."""
        return await self._change(lambda: self._finish(claim, outcome, more), GATHER)

    def _finish(self, claim: Claim, outcome: Outcome, more: bool) -> Claim | None:
        body = claim.body if outcome is Outcome.ASIDE else None
        row = self._base.execute(
            "UPDATE updates SET worker = NULL, body = ?, outcome = ?, finished = ? WHERE id = ?"
            " RETURNING queue",
            (body, outcome, time.time(), claim.id),
        )
        (queue,) = row.fetchone()
        return next(self._take(_NEXT, queue), None) if more else None

    async def leave(self, claim: Claim, more: bool = True) -> Claim | None:
        """Let the update's queue go on before it ends; with `more`, take the queue's next one."""
        return await self._change(lambda: self._leave(claim, more))

    def _leave(self, claim: Claim, more: bool) -> Claim | None:
        found = self._base.execute("SELECT queue FROM updates WHERE id = ?", (claim.id,))
        (queue,) = found.fetchone()
        own = queue_of({"update_id": claim.id})
        self._base.execute("UPDATE updates SET queue = ? WHERE id = ?", (own, claim.id))
        return next(self._take(_NEXT, queue), None) if more else None

    async def release(self, worker: int, counted: bool) -> int:
        """Let go of what a worker has in hand, its tries `counted` or not; how many it had."""
        statement = "UPDATE updates SET worker = NULL, tries = tries - ? WHERE worker = ?"
        parameters = (not counted, worker)
        return await self._change(lambda: self._base.execute(statement, parameters).rowcount)

    async def others(self) -> list[int]:
        """The other workers that have updates in hand."""
        statement = "SELECT DISTINCT worker FROM updates WHERE outcome IS NULL AND worker != ?"
        return [worker for (worker,) in await self._read(statement, self._worker)]

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

    async def generation(self) -> int:
        """How often the library was published."""
        ((generation,),) = await self._read("SELECT generation FROM library")
        return int(generation)

    async def publish(self) -> int:
        """Tell all workers that the library is another one; its generation."""
        statement = "UPDATE library SET generation = generation + 1 RETURNING generation"
        ((generation,),) = await self._read(statement)
        return int(generation)

    def close(self) -> None:
        """Wait for the statements under way, and close the file."""
        self._thread.shutdown()
        self._base.close()


def queue_of(update: Json) -> str:
    """What an update waits in: its chat, else its user, else a queue of its own."""
    content = next((value for value in update.values() if isinstance(value, dict)), {})
    for holder in (content, content.get("message")):
        chat = holder.get("chat") if isinstance(holder, dict) else None
        if isinstance(chat, dict) and "id" in chat:
            return str(chat["id"])
    user = content.get("from")
    return str(user["id"]) if isinstance(user, dict) and "id" in user else f"#{update['update_id']}"
