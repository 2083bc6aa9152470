"""Files read and put together in a process of their own: what hangs, swells or crashes ends there.

The libraries that read PDFs, Word documents and web pages are large, and PDFium bears no second
thread: one process reads, one file at a time, for all threads of the program. It is started with
the first file, and ends when there has been none for a while.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from corpus.errors import InputError, RunError, WenchengError

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 4.0
"""Processor time for a page to be read: an ordinary one takes about a second."""
TOGETHER = 3.0
"""The same for a page to be put together: eleven reports take a quarter of a second, forty two."""
LOADING = 60.0
"""The same for libraries to be loaded in, which may have to be compiled."""
MEMORY = 3 << 29
"""Bytes of addresses, 1.6 GB; a page drawn for recognition takes a fifth of it."""
IDLE = 60.0
"""Seconds without a file after which the process ends."""

TOO_LONG = "读了 {seconds:.0f} 秒还没有读完（内容异常，或太复杂），请另存一次再试"
DAMAGED = "读不了（文件损坏）"
TOO_SCATTERED = "拼了 {seconds:.0f} 秒还没有拼好（段落太多、太碎），请分成几个文件再试"
TOO_LARGE = "拼不起来（内容太多），请分成几个文件再试"
NOT_STARTED = "启动不了读文件的进程（可能是内存不够）"


class Child(Protocol):
    """A process of this program's."""

    def kill(self) -> None:
        """End it, whatever it does."""


children: set[Child] = set()
"""Those that read files now, or wait for one."""


def stop() -> None:
    """End them all: the program ends, and nobody waits for a file any more."""
    global _running
    _running = None
    for child in [*children]:
        child.kill()


class _Process:
    """The process that reads, seen from the others."""

    def __init__(self) -> None:
        """Start it, and wait until it is ready.

        Raises:
            OSError, EOFError: it can't be started.
        """
        here, there = Pipe()
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self.connection: Connection = here
        with there:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", _CHILD, str(there.fileno())],
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
            )
        children.add(self.process)
        self.connection.recv()

    def answer(self, work: object) -> Any:
        """What came of some work.

        Raises:
            EOFError: the process died.
        """
        try:
            self.connection.send(work)
            return self.connection.recv()
        except ConnectionError:
            raise EOFError from None

    def end(self) -> int:
        """Wait until it has ended; its exit status."""
        self.connection.close()
        status = self.process.wait()
        children.discard(self.process)
        return status

    def kill(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.end()


_CHILD = "import sys; from corpus.apart import serve; serve(int(sys.argv[1]))"
_one_at_a_time = threading.Lock()
_running: _Process | None = None


def read(
    work: Callable[Concatenate[bytes, Path, P], T],
    data: bytes,
    path: Path,
    *more: P.args,
    **named: P.kwargs,
) -> T:
    """`work(data, path, …)`, done by the process that reads; `path` is named in errors only.

    Whatever goes wrong in the libraries, the file is at fault.

    Raises:
        InputError: as `work` does, or the file took too long, or too much memory, or worse.
        RunError: as `work` does, or no process can be started.
    """
    answer = _answer(partial(work, data, path, *more, **named))
    if isinstance(answer, _Failed):
        said = TOO_LONG.format(seconds=SECONDS) if answer.too_long else DAMAGED
        raise InputError.at(path, None, said)
    found: T = answer
    return found


def run(work: Callable[P, T], path: Path, *given: P.args, **named: P.kwargs) -> T:
    """`work(…)`, which is the program's own, in the same process; `path` is named in errors only.

    Raises:
        InputError: as `work` does, or it took too long, or too much memory.
        RunError: as `work` does, or no process can be started.
        Exception: as `work` does.
    """
    answer = _answer(partial(work, *given, **named))
    if isinstance(answer, _Failed):
        if answer.error is not None:
            raise answer.error
        said = TOO_SCATTERED.format(seconds=TOGETHER) if answer.too_long else TOO_LARGE
        raise InputError.at(path, None, said)
    found: T = answer
    return found


@dataclass(frozen=True, slots=True)
class _Failed:
    """Work that came to nothing: an error nobody foresaw, or the end of the process."""

    error: Exception | None = None
    too_long: bool = False


def _answer(work: object) -> Any:
    global _running
    with _one_at_a_time:
        fresh = _running is None
        running, _running = _running or _started(), None
        try:
            answer = running.answer(work)
        except EOFError:
            answer = _last_word(running.end())
        except BaseException:
            running.kill()
            raise
        else:
            _running = running
    if isinstance(answer, WenchengError):
        raise answer
    # One that had just ended for want of work left nothing said.
    return _answer(work) if answer is None and not fresh else answer


def _started() -> _Process:
    try:
        return _Process()
    except (OSError, EOFError):
        raise RunError(NOT_STARTED) from None


def _last_word(status: int) -> _Failed | None:
    """What it says of a file that the process has ended over it."""
    return _Failed(too_long=status == -signal.SIGPROF) if status else None


@atexit.register
def _end() -> None:
    if _running is not None:
        _running.kill()


def more_time(seconds: float = SECONDS) -> None:
    """Begin the time for a page: what reads calls it once its libraries are loaded, and before
    each page. Elsewhere than in the process that reads there is no limit."""
    if signal.getitimer(signal.ITIMER_PROF)[0]:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def serve(handle: int) -> None:
    """Do what comes until there is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who waits for it ends it
    _limit_memory()
    with Connection(handle) as there, suppress(EOFError, ConnectionError):
        there.send(None)
        while there.poll(IDLE):
            work = there.recv()
            signal.setitimer(signal.ITIMER_PROF, LOADING)
            answer = _done(work)
            signal.setitimer(signal.ITIMER_PROF, 0)
            there.send(answer)


def _limit_memory() -> None:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))


def _done(work: Callable[[], object]) -> object:
    """What the work gives, or what became of it."""
    try:
        return work()
    except WenchengError as error:
        return error
    except MemoryError:
        return _Failed()
    except Exception as error:
        error.add_note(traceback.format_exc())
        return _Failed(error)
