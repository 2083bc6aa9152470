"""The real program in a real pseudo-terminal, and the screen a person would see."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

WENCHENG = str(Path(sys.executable).with_name("wencheng"))
PATIENCE = 20.0


class Terminal:
    """`wencheng` running at a terminal of the given size."""

    def __init__(
        self, *arguments: str, columns: int = 80, rows: int = 24, environment: dict[str, str]
    ) -> None:
        self.columns = columns
        self._child: pexpect.spawn[bytes] = pexpect.spawn(
            WENCHENG,
            list(arguments),
            env={**os.environ, "TERM": "xterm-256color", **environment},
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.screen = _Answering(columns, rows, self._child.send)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program, if it still runs."""
        self._child.close(force=True)

    @property
    def lines(self) -> list[str]:
        """All lines so far, those that were scrolled away too, without blanks at their ends."""
        shown = [self.screen.buffer[row] for row in range(self.screen.lines)]
        return [
            "".join(line[column].data for column in range(self.columns)).rstrip()
            for line in (*self.screen.history.top, *shown)
        ]

    @property
    def text(self) -> str:
        """All lines as one text, without blank lines at its end."""
        return "\n".join(self.lines).rstrip()

    @property
    def current(self) -> str:
        """The line with the cursor."""
        return self.lines[len(self.screen.history.top) + self.screen.cursor.y]

    def type(self, keys: str | bytes) -> None:
        """Press keys."""
        self._child.send(keys)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Read the program's output until the condition holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if not self._read() or time.monotonic() > end:
                raise AssertionError(f"the screen stayed at\n{self.text}")

    def see(self, words: str) -> None:
        """Wait until the words stand somewhere on the screen."""
        self.wait(lambda: words in self.text)

    def ready(self) -> None:
        """Wait for an empty prompt."""
        self.wait(lambda: self.current.endswith(">"))

    def ask(self, line: str) -> list[str]:
        """Type a line and wait for the next prompt; the lines between, without the blank edges."""
        before = self._prompts()
        self.type(line + "\r")
        self.wait(lambda: self._prompts() > before and self.current.endswith(">"))
        lines = self.text.splitlines()
        starts = [n for n, shown in enumerate(lines) if _is_prompt(shown)]
        return "\n".join(lines[starts[-2] + 1 : starts[-1]]).strip("\n").splitlines()

    def leave(self) -> int | None:
        """Wait for the program's end; its exit code."""
        while self._read():
            pass
        self._child.wait()
        return self._child.exitstatus

    def end(self) -> int | None:
        """Clear the line, press Ctrl-D, wait for the end; the exit code."""
        self.type("\x15\x04")
        return self.leave()

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size."""
        self._child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)
        self.columns = columns

    def _prompts(self) -> int:
        return sum(map(_is_prompt, self.lines))

    def _read(self) -> bool:
        """Take in what was printed; False at the end of the output."""
        try:
            printed = self._child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += printed
        self._stream.feed(printed)
        return True


def _is_prompt(line: str) -> bool:
    return line[2:4] == "> " or line[2:] == ">"


class _Answering(pyte.HistoryScreen):
    """A screen that answers when the program asks where the cursor is."""

    def __init__(self, columns: int, rows: int, answer: Callable[[str], object]) -> None:
        super().__init__(columns, rows, history=10_000, ratio=0.001)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        self._answer(data)
