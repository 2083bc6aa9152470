"""Files that are being read: how far each is, for who waits at the browser."""

import asyncio
import logging
import secrets
import time
from dataclasses import dataclass, field

from bot.web import messages
from corpus.errors import WenchengError
from corpus.publishing.drafts import Draft, Drafts

log = logging.getLogger(__name__)

# Files that are read or were read of late.
REMEMBERED = 50


@dataclass
class Job:
    """One file: its name, its size in bytes, when it came, the share that was read (0 … 1), and
    what came of it."""

    name: str
    size: int
    began: float = field(default_factory=time.time)
    share: float = 0.0
    draft: Draft | None = None
    refused: str = ""

    @property
    def seconds(self) -> int:
        """Seconds since it came."""
        return int(time.time() - self.began)

    @property
    def ended(self) -> bool:
        """Whether it was read, or could not be."""
        return self.draft is not None or bool(self.refused)

    def told(self, more: float) -> None:
        """So much more was read."""
        self.share += more


class Reading:
    """Reads files into drafts, one at a time: a picture takes a gigabyte."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._one_at_a_time = asyncio.Lock()
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, identity: str, name: str, data: bytes, patience: float) -> Job:
        """Begin to read a file, and give it a moment to be done."""
        while len(self._jobs) >= REMEMBERED:
            del self._jobs[next(iter(self._jobs))]
        job = self._jobs[identity] = Job(name, len(data))
        task = asyncio.create_task(self._read(job, data))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.wait({task}, timeout=patience)
        return job

    def job(self, identity: str) -> Job | None:
        """The file of this number, None where it is forgotten."""
        return self._jobs.get(identity)

    async def _read(self, job: Job, data: bytes) -> None:
        async with self._one_at_a_time:
            try:
                job.draft = await asyncio.to_thread(self._drafts.draft, job.name, data, job.told)
            except WenchengError as error:
                job.refused = str(error)
            except Exception:
                identity = secrets.token_hex(4)
                log.exception("a file could not be read (%s)", identity)
                job.refused = messages.FAILED_HINT.format(id=identity)
