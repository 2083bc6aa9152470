"""Standard output: lines set for reading on a terminal, the bare words elsewhere."""

import os
import sys
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len

from bot.styled import Styled, styled
from bot.typeset import breaks, printable

if TYPE_CHECKING:
    from rich.console import Console, ConsoleRenderable

# Some 38 characters: longer lines of Chinese tire the eye.
MEASURE = 80

# Red is how Chinese search pages mark what matches; without colour a line says it.
MATCH, MATCH_WITHOUT_COLOUR = "bold red", "bold underline"


class Screen:
    """Prints to standard output: broken into lines on a terminal, in whole paragraphs elsewhere."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))

    @property
    def match(self) -> str:
        """The style of words that match."""
        bare = not self._is_terminal or self._console.no_color
        return MATCH_WITHOUT_COLOUR if bare else MATCH

    @property
    def measure(self) -> int:
        """The longest line in cells; it changes with the terminal's size."""
        return min(self._console.width, MEASURE)

    def line(self, words: str | Styled = "", style: str = "", first: str | Styled = "") -> None:
        """Print a paragraph after `first` (a number, a bullet), under which its lines hang."""
        text = styled(printable(words), style) if isinstance(words, str) else words
        head = styled(first) if isinstance(first, str) else first
        if not self._is_terminal:
            print((head + text).plain, flush=True)
            return
        for line in self._lines(head, text):
            self._console.print(_rich(line), soft_wrap=True)

    def table(self, table: "ConsoleRenderable") -> None:
        """Print a table."""
        self._console.print(table)

    @cached_property
    def _console(self) -> "Console":
        # Its import takes longer than an answer, and pipes do without.
        from rich.console import Console

        class Unbroken(Console):
            def on_broken_pipe(self) -> None:
                """Leave it to the program, which ends in silence."""
                raise

        return Unbroken(highlight=False, markup=False, emoji=False)

    def _lines(self, head: Styled, text: Styled) -> Iterator[Styled]:
        hang = cell_len(head.plain)
        width = max(2, self.measure - hang)
        indent = styled(" " * min(hang, self.measure - width))
        for paragraph in text.paragraphs():
            for line in paragraph.divided(breaks(paragraph.plain, width)):
                yield head + line
                head = indent


def _rich(line: Styled) -> "ConsoleRenderable":
    from rich.text import Text

    return Text.assemble(*line.runs)
