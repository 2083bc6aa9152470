"""Pages shown turned: from PDFium's coordinates to those of the page as it is looked at."""

from collections.abc import Callable

from corpus.reading.lines import Box

Turn = Callable[[float, float], tuple[float, float]]


def turning(turns: int, left: float, bottom: float, width: float, height: float) -> Turn:
    """From PDFium's coordinates to those of the page after so many quarter turns clockwise."""

    def shown(x: float, y: float) -> tuple[float, float]:
        x, y = x - left, y - bottom
        if turns == 0:
            return x, height - y
        if turns == 1:
            return y, x
        if turns == 2:
            return width - x, y
        return height - y, width - x

    return shown


def turned(box: Box, shown: Turn) -> Box:
    """The box as it lies on the page that is looked at."""
    ax, ay = shown(box.x0, box.y0)
    bx, by = shown(box.x1, box.y1)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
