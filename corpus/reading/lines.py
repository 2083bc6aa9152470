"""What is read from a file of any kind: sheets of paper with lines of text on them.

    Document   the text that was read, and the sheets it stands on
      Sheet    one page of the file: its size, its lines, and what is drawn on it
        Line   text with its box, type size, and where each character begins and ends

Lengths are in points (of a picture in its pixels), from the top left corner of the page as it is
shown; pages count from 1. A file of plain text is a `Document` without sheets.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from corpus.section import Span

SURE = 0.7
"""The confidence from which on a character's reading is taken as sure: of a page with type of 8
pixels, one in two of the characters below it is wrong, one in eighteen of the others."""


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the box."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


class PlacedBox(NamedTuple):
    """A rectangle on a page of the file, as the interfaces give it: [page, x0, y0, x1, y1]."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all; there has to be one."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as printed.

    Attributes:
        text: without line break; blanks inside are those a reader sees.
        page: the page of the file, from 1.
        box: around all characters.
        size: the type size, that is the height of a full-width character.
        edges: for each character of `text` where it begins and ends along the line (x; y where
            the line is upright).
        bold: heavier than what stands around it, as far as the file says so.
        face: the name of the typeface, "" where it is not known.
        upright: set downwards, one character below the other.
        confidences: for each character how sure its reading is, 0 … 1; empty where all are.
        start: the place of the first character in `Document.text`.
        lead: how many characters at its start are heavier than the rest, up to a blank.
    """

    text: str
    page: int
    box: Box
    size: float
    edges: tuple[tuple[float, float], ...]
    bold: bool = False
    face: str = ""
    upright: bool = False
    confidences: tuple[float, ...] = ()
    start: int = 0
    lead: int = 0

    @property
    def end(self) -> int:
        """Behind the last character in `Document.text`."""
        return self.start + len(self.text)

    def part(self, start: int, end: int) -> Box:
        """The box of the characters from `start` to `end`, counted in `Document.text`."""
        edges = self.edges[max(start - self.start, 0) : end - self.start]
        low, high = min(a for a, _ in edges), max(b for _, b in edges)
        if self.upright:
            return Box(self.box.x0, low, self.box.x1, high)
        return Box(low, self.box.y0, high, self.box.y1)


def spread(text: str, start: float, end: float) -> tuple[tuple[float, float], ...]:
    """Edges for a text of which only the ends are known: half-width characters take half."""
    widths = [1.0 if ord(char) > 0x2E7F or char in "“”‘’…—" else 0.5 for char in text]
    unit = (end - start) / sum(widths)
    edges, at = [], start
    for width in widths:
        edges.append((at, at + width * unit))
        at += width * unit
    return tuple(edges)


class Layer(Enum):
    """What a sheet's text layer is: `HIDDEN` is one under a scan, `GARBLED` one without sense."""

    SOUND = "sound"
    HIDDEN = "hidden"
    GARBLED = "garbled"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a file.

    Attributes:
        number: from 1.
        lines: what is read, from top to bottom.
        aside: what is there but not read: hidden text under visible, slanted and repeated text.
        rules: thin lines drawn across or down.
        frames: rectangles with text inside.
        pictures: rectangles without.
        layer: how far the text can be trusted; what OCR read is `SOUND`.
        turn: degrees clockwise that the page of a picture was turned to set its lines level.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    aside: tuple[Line, ...] = ()
    rules: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    layer: Layer = Layer.SOUND
    turn: float = 0.0

    def scaled(self, factor: float, number: int) -> "Sheet":
        """The sheet with all lengths times a factor, as another page of the file."""

        def box(held: Box) -> Box:
            return Box(*(n * factor for n in held))

        def line(held: Line) -> Line:
            edges = tuple((a * factor, b * factor) for a, b in held.edges)
            size = held.size * factor
            return replace(held, page=number, box=box(held.box), size=size, edges=edges)

        return replace(
            self,
            number=number,
            width=self.width * factor,
            height=self.height * factor,
            lines=tuple(map(line, self.lines)),
            aside=tuple(map(line, self.aside)),
            rules=tuple(map(box, self.rules)),
            frames=tuple(map(box, self.frames)),
            pictures=tuple(map(box, self.pictures)),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from a file; spans of the library count code points of `text`.

    `warnings` say what a person should know of how well it could be read.
    """

    text: str
    sheets: tuple[Sheet, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, sheets: Sequence[Sheet]) -> "Document":
        """Place the sheets' lines in one text, a line each, pages parted by a form feed.

        A line that ends in a Latin letter or digit is followed by a blank: the word behind it may
        be put behind it.
        """
        parts: list[str] = []
        at = 0
        placed = []
        for sheet in sheets:
            if parts:
                parts.append("\f")
                at += 1
            lines = []
            for line in sheet.lines:
                lines.append(replace(line, start=at))
                parts.append(line.text + (" \n" if ends_word(line.text) else "\n"))
                at += len(parts[-1])
            placed.append(replace(sheet, lines=tuple(lines)))
        return cls("".join(parts), tuple(placed))

    def unsure(self, spans: Sequence[Span]) -> list[int]:
        """The places in `text`, within spans, of characters whose reading is not sure."""
        lines = [line for sheet in self.sheets for line in sheet.lines if line.confidences]
        places = [
            line.start + n
            for line in lines
            for n, sure in enumerate(line.confidences)
            if sure < SURE
        ]
        return [place for start, end in spans for place in places if start <= place < end]

    def boxes(self, spans: Sequence[Span]) -> list[PlacedBox]:
        """Where the text at spans stands: a box for each line it runs over, in reading order."""
        lines = [line for sheet in self.sheets for line in sheet.lines]
        starts = [line.start for line in lines]
        return [box for span in spans for box in _boxes(lines, starts, span)]


def ends_word(text: str) -> bool:
    """Whether a text ends in a Latin letter, a digit or a sign that stands close to them."""
    return text[-1:].isascii() and (text[-1:].isalnum() or text[-1:] in ",.;:!?")


def _boxes(lines: Sequence[Line], starts: Sequence[int], span: Span) -> Iterator[PlacedBox]:
    at = max(bisect_right(starts, span[0]) - 1, 0)
    for line in lines[at:]:
        if line.start >= span[1]:
            return
        if line.end > span[0]:
            yield PlacedBox(line.page, *line.part(*span))
