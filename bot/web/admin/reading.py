"""Files that are being read: how far each is, for who waits at the browser."""

import asyncio
import logging
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from bot.web import messages
from bot.web.admin.uploads import TRIES, UploadRecord, UploadStore
from corpus.errors import WenchengError
from corpus.publishing.drafts import Draft, Drafts

log = logging.getLogger(__name__)

T = TypeVar("T")

# Files that are read or were read of late.
REMEMBERED = 50


@dataclass
class Job:
    """One file: what is known of it, its size in bytes, the share that was read (0 … 1), and what
    came of it."""

    about: UploadRecord
    size: int
    share: float = 0.0
    draft: Draft | None = None
    refused: str = ""

    @property
    def name(self) -> str:
        """What it was called."""
        return self.about.name

    @property
    def seconds(self) -> int:
        """Seconds since it came."""
        return int(time.time() - self.about.came)

    def told(self, more: float) -> None:
        """So much more was read."""
        self.share += more


class DraftReader:
    """Reads files into drafts, one at a time: a picture takes a gigabyte."""

    def __init__(self, drafts: Drafts, uploads: UploadStore) -> None:
        self._drafts = drafts
        self._uploads = uploads
        self._one_at_a_time = asyncio.Lock()
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, identity: str, name: str, data: bytes, patience: float) -> None:
        """Begin to read a file, and give it a moment to be done.

        Raises:
            RunError: it can't be kept.
        """
        about = UploadRecord(name, time.time())
        await asyncio.to_thread(self._uploads.keep, identity, about, data)
        await asyncio.wait({self._begun(identity, about, data)}, timeout=patience)

    def resume(self) -> None:
        """Begin anew with what was being read when the server ended."""
        for identity, about in self._uploads.waiting():
            self._begun(identity, about, self._uploads.data(identity))

    def leave(self) -> None:
        """Wait for none that is being read: the next server reads it."""
        for task in self._tasks:
            task.cancel()

    def job(self, identity: str) -> Job | None:
        """The file of this number, None where it is forgotten."""
        return self._jobs.get(identity)

    def under_way(self) -> list[tuple[str, Job]]:
        """The files that are being read, or wait for that."""
        return [(i, job) for i, job in self._jobs.items() if not (job.draft or job.refused)]

    def _begun(self, identity: str, about: UploadRecord, data: bytes) -> asyncio.Task[None]:
        while len(self._jobs) >= REMEMBERED:
            del self._jobs[next(iter(self._jobs))]
        job = self._jobs[identity] = Job(about, len(data))
        task = asyncio.create_task(self._read(identity, job, data))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _read(self, identity: str, job: Job, data: bytes) -> None:
        async with self._one_at_a_time:
            try:
                await self._draft(identity, job, data)
            except WenchengError as error:
                job.refused = str(error)
            except Exception:
                number = secrets.token_hex(4)
                log.exception("a file could not be read (%s)", number)
                job.refused = messages.FAILED_HINT.format(id=number)
        self._uploads.drop(identity)

    async def _draft(self, identity: str, job: Job, data: bytes) -> None:
        if job.about.tries >= TRIES:
            job.refused = messages.GIVEN_UP.format(name=job.name, tries=TRIES)
            return
        await asyncio.to_thread(self._uploads.begin, identity, job.about)
        job.draft = await _unawaited(lambda: self._drafts.draft(job.name, data, job.told))


async def _unawaited(work: Callable[[], T]) -> T:
    """What some work gives, in a thread that a process which ends does not wait for."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: Callable[[], None]) -> None:
        # The loop may have ended; who waited then has gone.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if done.done() else result())

    def run() -> None:
        try:
            found = work()
        except Exception as error:
            reason = error
            settle(lambda: done.set_exception(reason))
        else:
            settle(lambda: done.set_result(found))

    threading.Thread(target=run, daemon=True).start()
    return await done
