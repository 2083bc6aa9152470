"""Drop caps: a report's first character, set so large that lines of text run beside it."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.reading.lines import Line
from corpus.stitching.geometry.columns import Piece
from corpus.stitching.geometry.typography import Type

LARGE = 1.7
"""In body sizes, as are the two below."""
NEAR, INDENTED = 1.3, 3.4
SLACK = 0.5
MIN_BESIDE = 2

Initial = tuple[Line, Line]
"""The large character, and the line that goes on with it."""


def set_in(lines: Sequence[Line], body: Type) -> tuple[list[Line], list[Initial]]:
    """The lines without drop caps, those beside one as wide as if they began where it does."""
    rest, initials = list(lines), []
    for cap in [line for line in lines if _is_large(line, body)]:
        beside = sorted(
            (line for line in rest if _runs_beside(line, cap, body)), key=lambda line: line.box.y0
        )
        if len(beside) < MIN_BESIDE or beside[0].box.x0 - cap.box.x1 > NEAR * body.size:
            continue
        rest = [_from(line, cap) if line in beside else line for line in rest if line is not cap]
        first = beside[0]
        initials.append((cap, next(line for line in rest if line.start == first.start)))
    return rest, initials


def _is_large(line: Line, body: Type) -> bool:
    return len(line.text) == 1 and line.text.isalnum() and line.size >= LARGE * body.size


def _runs_beside(line: Line, cap: Line, body: Type) -> bool:
    middle = (line.box.y0 + line.box.y1) / 2
    return (
        abs(line.size - body.size) < 0.1 * body.size
        and cap.box.y0 - SLACK * body.size < middle < cap.box.y1 + SLACK * body.size
        and -SLACK * body.size < line.box.x0 - cap.box.x1 < INDENTED * body.size
    )


def _from(line: Line, cap: Line) -> Line:
    return replace(line, box=line.box._replace(x0=cap.box.x0))


def put_back(initials: Sequence[Initial], pieces: Sequence[Piece]) -> list[Line]:
    """Put drop caps before the lines that go on with them; give back those that found none."""
    left = []
    for cap, first in initials:
        piece = next((one for one in pieces if any(line is first for line in one.lines)), None)
        if piece is None:
            left.append(cap)
            continue
        _insert(piece.lines, cap, first)
        for paragraph in piece.paragraphs:
            if any(line is first for line in paragraph.lines):
                _insert(paragraph.lines, cap, first)
                paragraph.indented = True
    return left


def _insert(lines: list[Line], cap: Line, first: Line) -> None:
    at = next(n for n, line in enumerate(lines) if line is first)
    lines.insert(at, cap)
