"""The outline of words on a page: the boxes of their lines, those of one column together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.reading.lines import Box, PlacedBox, around

Point = tuple[float, float]

# In heights of a line (widths of an upright one): how far apart two lines of one column may be,
# and how far their ends may differ and still make one straight edge. Set by hand: newspapers are
# leaded at a quarter of the type size, and punctuation is trimmed by half of it.
NEXT_LINE, RAGGED = 1.2, 0.6
# Of the shorter of two lines, how much they have to share to be one column.
SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines of one column on a page of the file (from 1), in reading order."""

    page: int
    boxes: tuple[Box, ...]

    @property
    def bounds(self) -> Box:
        """The box around all of it."""
        return around(self.boxes)

    @property
    def points(self) -> tuple[Point, ...]:
        """The corners, clockwise from the top left: nothing of another column lies inside."""
        if self._is_upright:
            bounds = self.bounds
            return (
                (bounds.x0, bounds.y0),
                (bounds.x1, bounds.y0),
                (bounds.x1, bounds.y1),
                (bounds.x0, bounds.y1),
            )
        rows = sorted(self.boxes, key=lambda box: box.y0)
        tops = [rows[0].y0, *((a.y1 + b.y0) / 2 for a, b in pairwise(rows))]
        bottoms = [*tops[1:], rows[-1].y1]
        right = _straight([row.x1 for row in rows], rows, max(row.x1 for row in rows))
        left = _straight([row.x0 for row in rows], rows, min(row.x0 for row in rows))
        down = [
            p
            for x, top, low in zip(right, tops, bottoms, strict=True)
            for p in ((x, top), (x, low))
        ]
        up = [
            p for x, top, low in zip(left, tops, bottoms, strict=True) for p in ((x, top), (x, low))
        ]
        return tuple(_corners([*down, *reversed(up)]))

    @property
    def _is_upright(self) -> bool:
        return any(_upright(box) for box in self.boxes)


def outlines(boxes: Sequence[PlacedBox]) -> list[Outline]:
    """Group boxes of lines, in reading order, by the columns that they stand in."""
    found: list[tuple[int, list[Box]]] = []
    for page, *edges in boxes:
        box = Box(*edges)
        if found and found[-1][0] == page and _goes_on(found[-1][1][-1], box):
            found[-1][1].append(box)
        else:
            found.append((page, [box]))
    return [Outline(page, tuple(lines)) for page, lines in found]


def _goes_on(line: Box, following: Box) -> bool:
    """Whether a line stands below the one before it, or on its left where both are upright."""
    if _upright(line) and _upright(following):
        gap = line.x0 - following.x1
        shared = min(line.y1, following.y1) - max(line.y0, following.y0)
        return -line.width < gap <= NEXT_LINE * line.width and shared > 0
    gap = following.y0 - line.y1
    shared = min(line.x1, following.x1) - max(line.x0, following.x0)
    enough = shared >= SHARED * min(line.width, following.width)
    return enough and -line.height < gap <= NEXT_LINE * line.height


def _upright(box: Box) -> bool:
    return box.height > 1.5 * box.width


def _straight(ends: list[float], rows: Sequence[Box], edge: float) -> list[float]:
    """Ends that differ little from the column's edge, put on it."""
    return [
        edge if abs(edge - end) <= RAGGED * row.height else end
        for end, row in zip(ends, rows, strict=True)
    ]


def _corners(points: Sequence[Point]) -> Iterator[Point]:
    """The points without those that lie on a straight line between their neighbours."""
    for place, point in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % len(points)]
        if point != before and not before[0] == point[0] == after[0]:
            yield point
