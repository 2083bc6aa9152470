"""Frames drawn as four rules."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.reading.lines import Box

MIN_WIDTH, MIN_HEIGHT = 60.0, 40.0
"""Points, or pixels of a picture: less is a table's cell, or a sign."""

Floats = NDArray[np.float64]


def frames_of(rules: Sequence[Box], meets: float) -> list[Box]:
    """The rectangles that rules close.

    `meets` is how far apart the ends of two rules may be at a corner.
    """
    level = sorted((rule for rule in rules if rule.width >= rule.height), key=lambda r: r.y0)
    down = np.array([rule for rule in rules if rule.width < rule.height]).reshape(-1, 4)
    lower = np.array(level).reshape(-1, 4)
    found = (_frame(top, lower[n:], down, meets) for n, top in enumerate(level, 1))
    return [frame for frame in found if frame is not None]


def _frame(top: Box, lower: Floats, down: Floats, meets: float) -> Box | None:
    """The frame that a rule is the top of, closed by the first that can; None where none does.

    Tables have thousands of rules: those that end elsewhere are let go of at once.
    """
    begin = np.abs(down[:, 1] - top.y0) < meets
    if not begin.any():
        return None
    alike = np.abs(lower[:, [0, 2]] - (top.x0, top.x1)).max(axis=1, initial=0.0) < meets
    low = lower[alike]
    x0, x1 = np.minimum(low[:, 0], top.x0), np.maximum(low[:, 2], top.x1)
    closed = (x1 - x0 > MIN_WIDTH) & (low[:, 3] - top.y0 > MIN_HEIGHT)
    for x, own in ((x0, top.x0), (x1, top.x1)):
        near = down[begin & _stands_at(np.array([own]), down, 2 * meets)]
        closed &= _has_side(x, low[:, 3], near, meets)
    if not closed.any():
        return None
    n = int(closed.argmax())
    return Box(float(x0[n]), top.y0, float(x1[n]), float(low[n, 3]))


def _has_side(x: Floats, foot: Floats, down: Floats, meets: float) -> NDArray[np.bool_]:
    """Whether a rule stands at each of some places, and ends at its foot."""
    ends = np.abs(down[:, 3] - foot[:, None]) < meets
    found: NDArray[np.bool_] = np.any(ends & _stands_at(x[:, None], down, meets), axis=1)
    return found


def _stands_at(x: Floats, down: Floats, meets: float) -> NDArray[np.bool_]:
    left, right = np.abs(down[:, 0] - x), np.abs(down[:, 2] - x)
    found: NDArray[np.bool_] = np.less(np.minimum(left, right), meets)
    return found
