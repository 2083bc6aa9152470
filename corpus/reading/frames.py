"""Frames drawn as four rules."""

from collections.abc import Sequence

from corpus.reading.lines import Box

MIN_WIDTH, MIN_HEIGHT = 60.0, 40.0
"""Points, or pixels of a picture: less is a table's cell, or a sign."""


def frames_of(rules: Sequence[Box], meets: float) -> list[Box]:
    """The rectangles that rules close.

    `meets` is how far apart the ends of two rules may be at a corner.
    """
    level = sorted((rule for rule in rules if rule.width >= rule.height), key=lambda r: r.y0)
    down = [rule for rule in rules if rule.width < rule.height]
    frames: list[Box] = []
    for n, top in enumerate(level):
        for low in level[n + 1 :]:
            box = Box(min(top.x0, low.x0), top.y0, max(top.x1, low.x1), low.y1)
            large = box.width > MIN_WIDTH and box.height > MIN_HEIGHT
            sides = all(_has_side(x, box, down, meets) for x in (box.x0, box.x1))
            if large and _is_alike(top, low, meets) and sides:
                frames.append(box)
                break
    return frames


def _is_alike(top: Box, low: Box, meets: float) -> bool:
    return abs(top.x0 - low.x0) < meets and abs(top.x1 - low.x1) < meets


def _has_side(x: float, box: Box, down: Sequence[Box], meets: float) -> bool:
    """Whether a rule stands at one side of a box, from its top to its foot."""
    return any(
        min(abs(rule.x0 - x), abs(rule.x1 - x)) < meets
        and abs(rule.y0 - box.y0) < meets
        and abs(rule.y1 - box.y1) < meets
        for rule in down
    )
