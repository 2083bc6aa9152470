"""Standard output: lines set for reading on a terminal, the bare words elsewhere."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len

from bot.terminal.typeset import breaks
from corpus.printable import printable
from corpus.section import Span

if TYPE_CHECKING:
    from rich.console import Console, ConsoleRenderable

# Of a screenful: the question above it, the prompt below, the blanks around, the hint.
AROUND = 5

# Some 38 characters: longer lines of Chinese tire the eye.
MEASURE = 80

# Red is how Chinese search pages mark what matches; without colour a line says it.
MATCH, MATCH_WITHOUT_COLOUR = "bold red", "bold underline"


@dataclass(frozen=True, slots=True)
class Styled:
    """Runs of words, each of one style (as rich names them); plain words have none."""

    runs: tuple[tuple[str, str], ...] = ()

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(words for words, _ in self.runs)

    def __add__(self, other: "Styled") -> "Styled":
        return Styled(self.runs + other.runs)

    def part(self, start: int, end: int) -> "Styled":
        """The words from code point `start` up to `end`."""
        found, at = [], 0
        for words, style in self.runs:
            if piece := words[max(0, start - at) : max(0, end - at)]:
                found.append((piece, style))
            at += len(words)
        return Styled(tuple(found))

    def divided(self, places: Iterable[int]) -> Iterator["Styled"]:
        """The parts between places, which ascend."""
        start = 0
        for place in (*places, len(self.plain)):
            yield self.part(start, place)
            start = place

    def paragraphs(self) -> Iterator["Styled"]:
        """The parts between line feeds."""
        start = 0
        for paragraph in self.plain.split("\n"):
            yield self.part(start, start + len(paragraph))
            start += len(paragraph) + 1


def styled(words: str, style: str = "") -> Styled:
    """Words of one style."""
    return Styled(((words, style),))


def marked(words: Styled, spans: Iterable[Span], style: str) -> Styled:
    """The words, of another style at the spans: code points, in order, apart."""
    found, start = Styled(), 0
    for first, last in spans:
        found += words.part(start, first) + styled(words.plain[first:last], style)
        start = last
    return found + words.part(start, len(words.plain))


class Screen:
    """Prints to standard output: broken into lines on a terminal, in whole paragraphs elsewhere."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))
        self._holds = False
        self._held: list[Styled] = []
        self._said: set[str] = set()

    @property
    def match(self) -> str:
        """The style of words that match."""
        bare = not self.is_terminal or self._console.no_color
        return MATCH_WITHOUT_COLOUR if bare else MATCH

    @property
    def measure(self) -> int:
        """The longest line in cells; it changes with the terminal's size."""
        return min(self._console.width, MEASURE)

    def is_new(self, hint: str) -> bool:
        """Whether a hint is given for the first time here."""
        is_new = hint not in self._said
        self._said.add(hint)
        return is_new

    def line(self, words: str | Styled = "", style: str = "", first: str | Styled = "") -> None:
        """Print a paragraph after `first` (a number, a bullet), under which its lines hang."""
        text = styled(printable(words), style) if isinstance(words, str) else words
        head = styled(first) if isinstance(first, str) else first
        if not self.is_terminal:
            print((head + text).plain, flush=True)
            return
        for line in self._lines(head, text):
            self._put(line)

    @contextmanager
    def screenful(self) -> Iterator[None]:
        """Hold back what is printed meanwhile; at the end as much comes as a terminal shows."""
        self._held.clear()
        self._holds = sys.stdout.isatty()
        try:
            yield
        except BaseException:
            self._held.clear()
            raise
        finally:
            self._holds = False
        self.turn()

    @property
    def left(self) -> int:
        """How many lines are held back."""
        return len(self._held)

    def turn(self) -> None:
        """Print the next screenful of what is held back."""
        room = max(1, self._console.height - AROUND) if self._held else 0
        room = room if len(self._held) > room + 1 else len(self._held)
        now, self._held = self._held[:room], self._held[room:]
        for line in now:
            self._put(line)

    def _put(self, line: Styled) -> None:
        if self._holds:
            self._held.append(line)
        else:
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
