"""Processes of the program, forked from one that has done its imports.

They are most of what a command takes. Each command is a process of its own, with its arguments,
environment, folder and files, and ends as any Python process does.
"""

import gc
import importlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from bot import cli

ROOT = Path(__file__).resolve().parents[1]
# What the commands import when they need it, besides their own modules.
LATER = (
    "bot.telegram.app",
    "corpus.reading.document",
    "jieba",
    "opencc",
    "pypinyin",
    "retrieval.snapshot",
)


@dataclass(frozen=True)
class Command:
    """What a process is started with; standard input, output and error are files."""

    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    files: Sequence[Path]


class Process:
    """A process of the program; it is used as `subprocess.Popen` is."""

    def __init__(self, command: Command) -> None:
        self._channel, theirs = Pipe()
        with theirs:
            socket.send_fds(_forking().channel, [b"."], [theirs.fileno()])
        self._channel.send(command)
        self.pid: int = self._channel.recv()
        self._code: int | None = None

    def poll(self) -> int | None:
        """The exit code, less than 0 where a signal ended it; None while it runs."""
        if self._code is None and self._channel.poll():
            self._code = self._channel.recv()
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, waited for."""
        if self._code is None and not self._channel.poll(timeout):
            raise TimeoutError(self.pid)
        code = self.poll()
        assert code is not None
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, where it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)


def started(command: Command) -> "subprocess.Popen[bytes]":
    """The same process, with its imports before it."""
    with ExitStack() as stack:
        given, out, error = (stack.enter_context(path.open("r+b")) for path in command.files)
        return subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=command.environment,
            stdin=given,
            stdout=out,
            stderr=error,
        )


class Forking:
    """The process that forks; it ends when this one does."""

    def __init__(self) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-m", "tests.forking", str(number)]
            self._process = subprocess.Popen(command, pass_fds=[number], cwd=ROOT)


@cache
def _forking() -> Forking:
    return Forking()


def _awaited(server: socket.socket) -> Command:
    """Fork for each command that comes; return it in its process."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while handles := socket.recv_fds(server, 1, 1)[1]:
        with Connection(handles[0]) as channel:
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                return _attended(channel)
    sys.exit()


def _attended(channel: Connection) -> Command:
    """Fork once more; tell of that process until it ends, and return in it."""
    command: Command = channel.recv()
    child = os.fork()
    if child == 0:
        return command
    channel.send(child)
    _, status = os.waitpid(child, 0)
    channel.send(os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(command: Command) -> None:
    """Make this process what the command would have started."""
    os.chdir(command.folder)
    os.environ.clear()
    os.environ.update(command.environment)
    sys.argv = list(command.arguments)
    for number, path in enumerate(command.files):
        file = os.open(path, os.O_RDWR)
        os.dup2(file, number)
        os.close(file)


if __name__ == "__main__":
    for name in (*cli.COMMANDS.values(), *LATER):
        importlib.import_module(name)
    # What was imported is not looked through, and so copied, by each process at its end.
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as server:
        command = _awaited(server)
    _become(command)
    cli.main()
