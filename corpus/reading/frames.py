"""Frames drawn as four rules."""

from collections.abc import Sequence

from corpus.reading.lines import Box

MIN_WIDTH, MIN_HEIGHT = 60.0, 40.0
"""Points, or pixels of a picture: less is a table's cell, or a sign."""


def frames_of(rules: Sequence[Box], meets: float) -> tuple[list[Box], list[Box]]:
    """The rectangles that rules close, and the rules that close none.

    `meets` is how far apart the ends of two rules may be at a corner.
    """
    level = sorted((rule for rule in rules if rule.width >= rule.height), key=lambda r: r.y0)
    down = [rule for rule in rules if rule.width < rule.height]
    frames: list[Box] = []
    used: list[Box] = []
    for n, top in enumerate(level):
        for low in level[n + 1 :]:
            box = Box(min(top.x0, low.x0), top.y0, max(top.x1, low.x1), low.y1)
            if _is_alike(top, low, meets) and box.width > MIN_WIDTH and box.height > MIN_HEIGHT:
                left = _side(box.x0, box, down, meets)
                right = _side(box.x1, box, down, meets)
                if left and right:
                    frames.append(box)
                    used += [top, low, left, right]
                    break
    return frames, [rule for rule in rules if rule not in used]


def _is_alike(top: Box, low: Box, meets: float) -> bool:
    return abs(top.x0 - low.x0) < meets and abs(top.x1 - low.x1) < meets


def _side(x: float, box: Box, down: Sequence[Box], meets: float) -> Box | None:
    """The rule that stands at one side of a box, from its top to its foot."""
    for rule in down:
        at = min(abs(rule.x0 - x), abs(rule.x1 - x)) < meets
        if at and abs(rule.y0 - box.y0) < meets and abs(rule.y1 - box.y1) < meets:
            return rule
    return None
