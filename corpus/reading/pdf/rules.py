"""Rules drawn in pieces, such as the borders of a table's cells, as the rules they look like."""

from collections.abc import Sequence

from corpus.reading.lines import Box, around

TOUCHING = 1.5
"""Points between two pieces of one rule, along it and across."""


def end_to_end(pieces: Sequence[Box]) -> list[Box]:
    """The rules, those pieces put together that lie on one line and touch."""
    level = [box for box in pieces if box.width >= box.height]
    upright = [box for box in pieces if box.width < box.height]
    turned = [Box(box.y0, box.x0, box.y1, box.x1) for box in upright]
    down = [Box(box.y0, box.x0, box.y1, box.x1) for box in _joined(turned)]
    return [*_joined(level), *down]


def _joined(level: Sequence[Box]) -> list[Box]:
    rules: list[Box] = []
    for box in sorted(level, key=lambda box: (round(box.y0 / TOUCHING), box.x0)):
        last = rules[-1] if rules else None
        if last and abs(box.y0 - last.y0) < TOUCHING and box.x0 <= last.x1 + TOUCHING:
            rules[-1] = around([last, box])
        else:
            rules.append(box)
    return rules
