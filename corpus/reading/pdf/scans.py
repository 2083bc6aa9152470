"""What is drawn on a scan beside its hidden text: rules, frames and photographs, by OpenCV."""

from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from corpus.reading.lines import Box, Line, Sheet
from corpus.reading.pictures.shapes import shapes_of

LONGEST = 2000
"""Pixels of the page's longer side: type of 9 points is as large as shapes are found beside."""


def with_shapes(sheet: Sheet, page: Any) -> Sheet:
    """The sheet with what is drawn on PDFium's page; as it is where OpenCV is not installed."""
    if find_spec("cv2") is None:
        return sheet
    scale = LONGEST / max(sheet.width, sheet.height)
    pixels = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False).to_numpy()
    lines = [_scaled(line, scale) for line in sheet.lines]
    rules, frames, pictures = (
        tuple(Box(*(edge / scale for edge in box)) for box in boxes)
        for boxes in shapes_of(pixels, lines)
    )
    return replace(sheet, rules=rules, frames=frames, pictures=pictures)


def _scaled(line: Line, scale: float) -> Line:
    return replace(line, box=Box(*(edge * scale for edge in line.box)))
