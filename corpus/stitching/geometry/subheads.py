"""Lines that stand out a little: a small headline, or a subhead inside of a report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.reading.lines import Box, Line, Sheet, around
from corpus.stitching.byline import credit_of, dateline_of
from corpus.stitching.geometry.heading import Heading, frame_of
from corpus.stitching.geometry.order.scene import stands_above
from corpus.stitching.geometry.typography import Type, overlap
from corpus.stitching.headline import parse_head

_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")

APART, MORE = 1.6, 1.5
"""How far below other text a small headline stands, in pitches, and times as far as above its own;
a subhead is nearer, and set by the middle of the two."""
NEXT_COLUMN = 4.0
"""In body sizes: the widest gutter over which a column is beside another."""
LARGER = 1.1
"""In body sizes: a headline that stands out by more than its weight."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a small headline may stand below: text, headlines, labels and rules of a sheet."""

    sheet: Sheet
    body: Type
    lines: Sequence[Line]
    headings: Sequence[Heading]
    labels: Sequence[Box]


def small_headlines(groups: Sequence[Heading], near: Surroundings) -> list[Heading]:
    """Those of the groups that are headlines, and those set like one of them in its column.

    A small headline has a rule, an edge or blank paper above it, not the text that goes on below.
    """
    heads = [group for group in groups if _is_headline(group, near)]
    return [*heads, *(one for one in groups if one not in heads and _like_any(one, heads))]


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands next above a group, and whether a report ends in it."""

    kind: str
    box: Box
    closes: bool = False


def _is_headline(group: Heading, near: Surroundings) -> bool:
    if parse_head(group.text) is not None:
        return True
    if _NUMBERED.match(group.text):
        return False
    above = _above(group, near)
    if _opens_below(group, near):
        return True
    if above.kind == "text":
        gap = group.box.y0 - above.box.y1
        far = gap > max(APART * near.body.pitch, MORE * _gap_below(group, near))
        return above.closes or far
    if above.kind in ("rule", "edge") and group.size < LARGER * near.body.size:
        return not _goes_on_beside(group, above, near)
    return above.kind in ("rule", "edge", "label")


def _above(group: Heading, near: Surroundings) -> _Above:
    """What stands next above a group; of text what stands over any part of its column."""
    size, box = near.body.size, group.box
    column = around([box, *(line.box for line in _lines_below(group, near)[:3])])
    above = [
        _Above("text", line.box, credit_of(line.text) is not None)
        for line in near.lines
        if line.box.y1 < box.y0 + 0.6 * size and overlap(line.box, column) > 0.5
    ]
    for kind, boxes in (
        ("heading", [other.box for other in near.headings]),
        ("rule", [rule for rule in near.sheet.rules if rule.width > rule.height]),
        ("label", near.labels),
    ):
        above += [_Above(kind, other) for other in boxes if stands_above(other, box, size)]
    frame = frame_of(box, near.sheet)
    above = [one for one in above if frame is None or one.box.y1 >= frame.y0]
    nowhere = _Above("edge", Box(0.0, 0.0, near.sheet.width, 0.0))
    return max(above, key=lambda one: one.box.y1, default=nowhere)


def _lines_below(group: Heading, near: Surroundings) -> list[Line]:
    """Text below a group, from top to bottom."""
    below = [
        line
        for line in near.lines
        if line.box.y0 > group.box.y1 - 2 and overlap(line.box, group.box) > 0.3
    ]
    return sorted(below, key=lambda line: line.box.y0)


def _opens_below(group: Heading, near: Surroundings) -> bool:
    """Whether the text below begins as reports do: 本报讯."""
    return any(dateline_of(line.text) is not None for line in _lines_below(group, near)[:1])


def _gap_below(group: Heading, near: Surroundings) -> float:
    below = _lines_below(group, near)
    return below[0].box.y0 - group.box.y1 if below else 0.0


def _goes_on_beside(group: Heading, above: _Above, near: Surroundings) -> bool:
    """Whether the column at the left runs on a group's level, under the same rule or edge."""
    box, size = group.box, near.body.size
    below = [line.box.x0 for line in _lines_below(group, near)[:2]]
    left = min([box.x0, *below])
    beside = [
        line.box
        for line in near.lines
        if abs(line.box.y0 - box.y0) < near.body.pitch
        and 0 < left - line.box.x1 < NEXT_COLUMN * size
        and above.box.x0 < line.box.x1 - size
    ]
    return any(not _is_walled(other, left, box, near.sheet) for other in beside)


def _is_walled(other: Box, left: float, box: Box, sheet: Sheet) -> bool:
    """Whether a rule is drawn down between a column and the next, which begins at `left`."""
    return any(
        rule.height > rule.width
        and other.x1 - 2 < rule.x0 < left + 2
        and rule.y0 < box.y1 < rule.y1
        for rule in sheet.rules
    )


def _like_any(group: Heading, heads: Sequence[Heading]) -> bool:
    """Whether a heading is set like one of others in its column, or on its level."""
    line = group.lines[0]
    return any(
        abs(line.size - head.size) < 0.04 * line.size
        and line.face == head.lines[0].face
        and line.bold == head.lines[0].bold
        and parse_head(head.text) is None
        and (
            abs(line.box.x0 - head.lines[0].box.x0) < line.size
            or abs(line.box.y0 - head.lines[0].box.y0) < 0.2 * line.size
        )
        for head in heads
    )
