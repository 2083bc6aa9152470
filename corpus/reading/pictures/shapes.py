"""What is drawn on a picture of a page beside its text: rules, frames, photographs."""

from collections.abc import Sequence
from typing import Any

from corpus.reading.frames import frames_of
from corpus.reading.lines import Box, Line

# Shares of the page's width or height.
MIN_RULE = 0.06
MIN_PICTURE = 0.06
MAX_PICTURE = 0.9
THICKEST = 0.004
MEETING = 0.006
# The share of a photograph's area that is dark, and that text boxes may take of it.
MIN_DARK, MAX_TEXT = 0.25, 0.3

Boxes = tuple[Box, ...]


def shapes_of(pixels: Any, lines: Sequence[Line]) -> tuple[Boxes, Boxes, Boxes]:
    """Rules, frames with text inside, and photographs, in pixels of the picture."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    for line in lines:
        x0, y0, x1, y1 = (round(n) for n in line.box)
        ink[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = 0
    shown = tuple(_photographs(ink, lines))
    found = [*_rules(ink, level=True), *_rules(ink, level=False)]
    rules = [rule for rule in found if not any(_inside(rule, photograph) for photograph in shown)]
    return tuple(rules), tuple(frames_of(rules, MEETING * max(ink.shape))), shown


def _rules(ink: Any, *, level: bool) -> list[Box]:
    """Thin lines across, or down."""
    import cv2

    height, width = ink.shape
    long, thick = (width, height) if level else (height, width)
    shortest, thickest = max(int(long * MIN_RULE), 20), max(int(thick * THICKEST), 4)
    kernel = (shortest, 1) if level else (1, shortest)
    found = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
    boxes = _components(found)
    return [box for box in boxes if (box.height if level else box.width) <= thickest]


def _photographs(ink: Any, lines: Sequence[Line]) -> list[Box]:
    import cv2

    height, width = ink.shape
    size = max(int(min(width, height) * 0.008), 3)
    closed = cv2.morphologyEx(
        ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    )
    opened = cv2.morphologyEx(
        closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (2 * size, 2 * size))
    )
    return [box for box in _components(opened) if _is_photograph(box, opened, lines)]


def _is_photograph(box: Box, ink: Any, lines: Sequence[Line]) -> bool:
    height, width = ink.shape
    if not (MIN_PICTURE * width <= box.width <= MAX_PICTURE * width):
        return False
    if not (MIN_PICTURE * height / 2 <= box.height <= MAX_PICTURE * height):
        return False
    x0, y0, x1, y1 = (int(n) for n in box)
    area = box.width * box.height
    text = sum(_shared(line.box, box) for line in lines)
    return ink[y0:y1, x0:x1].mean() / 255 >= MIN_DARK and text <= MAX_TEXT * area


def _components(mask: Any) -> list[Box]:
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    return [Box(*map(float, (x, y, x + w, y + h))) for x, y, w, h, _ in stats[1:]]


def _shared(a: Box, b: Box) -> float:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    return max(width, 0.0) * max(height, 0.0)


def _inside(inner: Box, outer: Box) -> bool:
    return outer.holds((inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2)
