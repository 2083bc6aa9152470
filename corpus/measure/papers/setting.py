"""What made-up pages are set in: areas, columns, holes in these, and the style of a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page: its place, and its columns' left edges and width."""

    x: float
    y: float
    width: float
    height: float

    def columns(self, count: int, gutter: float) -> tuple[list[float], float]:
        """Left edges and width of so many columns."""
        width = (self.width - gutter * (count - 1)) / count
        return [self.x + n * (width + gutter) for n in range(count)], width


@dataclass(slots=True)
class Style:
    """What a page is set in.

    `cuts` is how many times an area may be cut in two; `hang` says that lines are not stretched,
    and marks are set over their columns' edges; `quotes` and `tables`, how often a report has words
    lifted out of it, or a table below it.
    """

    size: float
    pitch: float
    column: float
    gutter: float
    heading: int
    rules: bool
    left: bool
    cuts: int
    hang: bool = False
    quotes: float = 0.0
    tables: float = 0.0
    initials: float = 0.0


@dataclass(slots=True)
class Hole:
    """Room in one column: from `y0` to `y1`."""

    x: float
    width: float
    y0: float
    y1: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0
