"""What a page is set in: the size and pitch of its body type, and what stands out from it."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.reading.lines import Box, Layer, Line, Sheet

# In body sizes.
HEADING, MINOR = 1.2, 1.04
MEASURED_HEADING = 1.35
SMALL = 0.955
MAX_PITCH = 3.0
MIN_CHINESE = 0.2
"""The share of a page's characters that stand in Chinese lines: letters are narrow, and many."""


@dataclass(frozen=True, slots=True)
class Type:
    """The body type of a page: most of its characters.

    `pitch` is the usual distance of two baselines; `exact` says that sizes are those of a file,
    not measured from a picture.
    """

    size: float
    pitch: float
    bold: bool
    face: str
    exact: bool

    def is_heading(self, line: Line) -> bool:
        """Whether a line is set clearly larger than the body."""
        least = HEADING if self.exact else MEASURED_HEADING
        return line.size >= least * self.size or (line.upright and line.size >= 1.1 * self.size)

    def is_minor(self, line: Line) -> bool:
        """Whether a line stands out a little: bold, or somewhat larger."""
        if self.is_heading(line) or not self.exact:
            return False
        bold = line.bold and not self.bold
        return line.size >= SMALL * self.size and (bold or line.size >= 1.1 * self.size)

    def stands_out(self, line: Line) -> bool:
        """Whether a line is a headline or a subhead by its type."""
        return self.is_heading(line) or self.is_minor(line)

    def is_small(self, line: Line) -> bool:
        """Whether a line is set smaller than the body, or, a little smaller, in another face."""
        return line.size < (SMALL if self.exact else 0.8) * self.size

    def is_other(self, line: Line) -> bool:
        """Whether a line is set in another face or size than the body."""
        size = not SMALL <= line.size / self.size <= MINOR if self.exact else self.is_small(line)
        return size or bool(self.face and line.face != self.face)


def levelled(sheet: Sheet) -> Sheet:
    """A sheet set downwards, column behind column from the right, turned so that lines are level.

    Only boxes turn: characters and their places in the document stay.
    """
    down = sum(len(line.text) for line in sheet.lines if line.upright)
    if 2 * down <= sum(len(line.text) for line in sheet.lines):
        return sheet

    def turned(box: Box) -> Box:
        return Box(box.y0, sheet.width - box.x1, box.y1, sheet.width - box.x0)

    return replace(
        sheet,
        width=sheet.height,
        height=sheet.width,
        lines=tuple(
            replace(line, box=turned(line.box), upright=not line.upright) for line in sheet.lines
        ),
        rules=tuple(map(turned, sheet.rules)),
        frames=tuple(map(turned, sheet.frames)),
        pictures=tuple(map(turned, sheet.pictures)),
    )


def measured(sheet: Sheet) -> Sheet:
    """A sheet whose type sizes come from a picture: each line's is that of its characters' width.

    The height of a line's box is that of its highest letters, or of a smear.
    """
    if is_exact(sheet):
        return sheet
    return replace(sheet, lines=tuple(_measured(line) for line in sheet.lines))


def _measured(line: Line) -> Line:
    units = sum(1.0 if ord(char) > 0x2E7F else 0.5 for char in line.text)
    length = line.box.height if line.upright else line.box.width
    return replace(line, size=min(line.size, length / units)) if units >= 4 else line


def is_exact(sheet: Sheet) -> bool:
    """Whether a sheet's type sizes are those that a file says."""
    return sheet.layer is Layer.SOUND and not any(line.confidences for line in sheet.lines)


def type_of(sheet: Sheet) -> Type:
    """The body type of a page's lines; there has to be one."""
    lines = _in_characters(sheet.lines)
    exact = is_exact(sheet)
    weights: Counter[float] = Counter()
    for line in lines:
        if not line.upright or all(other.upright for other in lines):
            weights[round(line.size * 2) / 2] += len(line.text)
    if not weights:
        weights.update(round(line.size * 2) / 2 for line in lines)
    # Its own weight counts twice: what stands between two sizes is near to both.
    about = max(weights, key=lambda size: weights[size] + sum(_near(weights, size)))
    body = [line for line in lines if abs(line.size - about) <= 0.08 * about]
    body = body or list(lines)
    size = statistics.median(line.size for line in body for _ in line.text)
    bold = sum(len(line.text) for line in body if line.bold)
    faces = Counter[str]()
    for line in body:
        faces[line.face] += len(line.text)
    return Type(
        size=size,
        pitch=_pitch(body, size),
        bold=2 * bold > sum(len(line.text) for line in body),
        face=faces.most_common(1)[0][0],
        exact=exact,
    )


def _in_characters(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines that are set in Chinese, where a page has a good part of it; else all of them."""
    chinese = [
        line for line in lines if 2 * sum(char > "\u2e7f" for char in line.text) > len(line.text)
    ]
    count, whole = (sum(len(line.text) for line in group) for group in (chinese, lines))
    return chinese if count > MIN_CHINESE * whole else lines


def _near(weights: Counter[float], size: float) -> list[int]:
    return [count for other, count in weights.items() if abs(other - size) <= 0.06 * size]


def _pitch(lines: Sequence[Line], size: float) -> float:
    """The median distance from a line to the next below that begins about where it does."""
    columns: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        columns[round(line.box.x0 / size)].append(line.box.y1)
    steps = [
        b - a
        for bases in columns.values()
        for a, b in pairwise(sorted(bases))
        if 0.9 * size < b - a < MAX_PITCH * size
    ]
    return statistics.median(steps) if steps else 1.5 * size


def overlap(a: Box, b: Box) -> float:
    """How much of the narrower of two boxes stands above or below the other, 0 … 1."""
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return max(shared, 0.0) / max(min(a.width, b.width), 0.1)


def beside(a: Box, b: Box) -> float:
    """How much of the lower of two boxes stands beside the other, 0 … 1."""
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return max(shared, 0.0) / max(min(a.height, b.height), 0.1)
