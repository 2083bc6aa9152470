"""How heavy lines of a PDF look: by their fonts' names, and where these have none by their ink."""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.reading.lines import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCALE, MOST_PIXELS = 2.0, 16_000_000
"""Pixels a point, and at most of a page: strokes of 9 points are then as wide as a pixel."""
HEAVIER = 1.25
"""By how much more ink than the body's a heavy line has: a bold one of the same face 1.6 and more,
one with serifs on a page without 1.3; type without serifs on a page with them 1.3 too."""
MIN_MEASURED = 4
LONGEST_LEAD = 24
"""Characters of a headline that stands in the first line of its text. By hand."""
MIN_INK = 0.05
"""Less is a font that is not in the file."""


def weighed(lines: Sequence[Line], page: Any) -> list[Line]:
    """The lines with `bold` said of those that look heavier than most of the page.

    `page` is PDFium's, whose glyphs the lines are made of.
    """
    usual = _usual_face(lines)
    lines = [replace(line, bold=line.bold and line.face != usual) for line in lines]
    if all(line.face for line in lines):
        return lines
    read = _reader(page)
    inks = [read(line) for line in lines]
    measured = [ink for line, ink in zip(lines, inks, strict=True) for _ in line.text if ink]
    if not measured:
        return lines
    heavy = HEAVIER * statistics.median(measured)
    return [
        line if line.face else _told(line, ink, heavy, read)
        for line, ink in zip(lines, inks, strict=True)
    ]


def _told(line: Line, ink: float, heavy: float, read: Callable[[Line], float]) -> Line:
    """A line without a face's name, by the ink of it all, or of what stands before a blank."""
    if lead := _lead(line, heavy, read):
        return replace(line, lead=lead, bold=False)
    return replace(line, bold=line.bold or ink >= heavy)


def _lead(line: Line, heavy: float, read: Callable[[Line], float]) -> int:
    """How many characters are heavy, up to a blank behind which the rest is not."""
    best, most = 0, 0.0
    for n, char in enumerate(line.text):
        if char == " " and MIN_MEASURED <= n <= LONGEST_LEAD and not line.upright:
            before, behind = read(_cut(line, 0, n)), read(_cut(line, n + 1, len(line.text)))
            if before >= heavy > behind > 0.0 and before - behind > most:
                best, most = n, before - behind
    return best


def _cut(line: Line, start: int, end: int) -> Line:
    return replace(line, text=line.text[start:end], edges=line.edges[start:end], confidences=())


def _usual_face(lines: Sequence[Line]) -> str:
    """The face that most of the page is set in, "" where that has no name."""
    faces = Counter[str]()
    for line in lines:
        faces[line.face] += len(line.text)
    return max(faces, key=lambda face: faces[face], default="")


def _reader(page: Any) -> Callable[[Line], float]:
    """What gives of a line the share of its characters' area that is ink; 0 where none can."""
    width, height = page.get_size()
    scale = min(SCALE, math.sqrt(MOST_PIXELS / (width * height)))
    pixels = page.render(scale=scale, grayscale=True).to_numpy().astype("uint8")
    pixels = pixels.reshape(pixels.shape[0], -1)
    return lambda line: _ink(line, pixels, scale)


def _ink(line: Line, pixels: "NDArray[Any]", scale: float) -> float:
    """Between the lightest and the darkest of what is there; type is less than its ground."""
    import numpy as np

    parts = []
    for n, char in enumerate(line.text):
        if "\u4e00" <= char <= "\u9fff":
            x0, y0, x1, y1 = (
                round(edge * scale) for edge in line.part(line.start + n, line.start + n + 1)
            )
            parts.append(pixels[max(y0, 0) : y1, max(x0, 0) : x1].ravel())
    if len(parts) < MIN_MEASURED:
        return 0.0
    found = np.concatenate(parts).astype(float)
    if not found.size:
        return 0.0
    low, high = np.percentile(found, (1, 99))
    share = float((high - found).clip(0).mean() / max(high - low, 1.0))
    share = min(share, 1 - share)
    return share if share >= MIN_INK else 0.0
