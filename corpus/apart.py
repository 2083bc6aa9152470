"""Files read in a process of their own: what hangs, swells or crashes over one ends there.

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
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from corpus.errors import InputError, RunError, WenchengError

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 4.0
"""Processor time for a page: an ordinary one takes about a second."""
LOADING = 60.0
"""The same for libraries to be loaded in, which may have to be compiled."""
MEMORY = 3 << 29
"""Bytes of addresses, 1.6 GB; a page drawn for recognition takes a fifth of it."""
IDLE = 60.0
"""Seconds without a file after which the process ends."""

TOO_LONG = "读了 {seconds:.0f} 秒还没有读完（内容异常，或太复杂），请另存一次再试"
DAMAGED = "读不了（文件损坏）"
NOT_STARTED = "启动不了读文件的进程（可能是内存不够）"


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
        return self.process.wait()

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

    Raises:
        InputError: as `work` does, or the file took too long, or too much memory, or worse.
        RunError: as `work` does, or no process can be started.
    """
    answer = _answer(partial(work, data, path, *more, **named))
    if isinstance(answer, WenchengError):
        raise answer
    if isinstance(answer, _Failed):
        raise InputError.at(path, None, answer.message)
    found: T = answer
    return found


class _Failed:
    """Work that came to nothing, and what is said of the file."""

    def __init__(self, message: str) -> None:
        self.message = message


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
    # One that had just ended for want of work left nothing said.
    return _answer(work) if answer is None and not fresh else answer


def _started() -> _Process:
    try:
        return _Process()
    except (OSError, EOFError):
        raise RunError(NOT_STARTED) from None


def _last_word(status: int) -> "_Failed | None":
    """What it says of a file that the process has ended over it."""
    if status == -signal.SIGPROF:
        return _Failed(TOO_LONG.format(seconds=SECONDS))
    return _Failed(DAMAGED) if status else None


@atexit.register
def _end() -> None:
    if _running is not None:
        _running.kill()


def more_time() -> None:
    """Begin the time for a page: what reads calls it once its libraries are loaded, and before
    each page. Elsewhere than in the process that reads there is no limit."""
    if signal.getitimer(signal.ITIMER_PROF)[0]:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)


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
    """What the work gives; whatever else goes wrong in the libraries, the file is at fault."""
    try:
        return work()
    except WenchengError as error:
        return error
    except Exception:
        return _Failed(DAMAGED)
