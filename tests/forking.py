"""Processes of the program, forked from one that has done its imports.

They are most of what a command takes. Each command is a process of its own, with its arguments,
environment, folder and files, and ends as any Python process does.
"""

import importlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from bot import cli

ROOT = Path(__file__).resolve().parents[1]
# What the commands import when they need it, besides their own modules.
LATER = ("jieba", "opencc", "pypinyin", "retrieval.snapshot", "corpus.reading.document")


@dataclass(frozen=True)
class Command:
    """What a process is started with; standard input, output and error are files."""

    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    files: Sequence[Path]


class Forking:
    """The process that forks; it ends when this one does."""

    def __init__(self) -> None:
        self._channel, theirs = Pipe()
        number = theirs.fileno()
        command = [sys.executable, "-m", "tests.forking", str(number)]
        self._process = subprocess.Popen(command, pass_fds=[number], cwd=ROOT)
        theirs.close()

    def run(self, command: Command) -> int:
        """The exit code of a process that was started so; less than 0 where a signal ended it."""
        self._channel.send(command)
        return int(self._channel.recv())


def fork(channel: Connection) -> Command:
    """Answer each command with the exit code of its process; return in that process."""
    while True:
        command: Command = channel.recv()
        child = os.fork()
        if child == 0:
            return command
        _, status = os.waitpid(child, 0)
        channel.send(os.waitstatus_to_exitcode(status))


def become(command: Command) -> None:
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
    try:
        become(fork(Connection(int(sys.argv[1]))))
    except EOFError:
        sys.exit()
    cli.main()
