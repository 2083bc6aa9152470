"""What stands where on a page: above each piece, beside it, in which frame."""

from collections.abc import Sequence

from corpus.reading.lines import Box, Sheet, around
from corpus.stitching.geometry.columns import Piece
from corpus.stitching.geometry.heading import Heading, frame_of
from corpus.stitching.geometry.typography import Type, overlap

LEVEL = 4.0
"""In body sizes: how much higher a headline may end than one beside it, and still be counted."""
NEAR = 2.5
"""In body sizes: how far below its picture a caption stands."""
BLANK = 4.0
"""In pitches: paper left empty that parts two reports as a rule does."""


class Scene:
    """What stands where on a page; what reading passes over is not in it."""

    def __init__(
        self,
        sheet: Sheet,
        body: Type,
        headings: Sequence[Heading],
        pieces: Sequence[Piece],
        notes: Sequence[Box] = (),
        quotations: Sequence[Box] = (),
    ) -> None:
        self.sheet, self.body, self.headings, self.pieces = sheet, body, headings, pieces
        level = [rule for rule in sheet.rules if rule.width > rule.height]
        self.level_rules = [
            rule
            for rule in level
            if not self._is_row(rule) and not self._sets_off(rule, quotations)
        ]
        self.notes = tuple(notes)
        self.edges = (
            min((line.box.x0 for line in sheet.lines), default=0.0),
            max((line.box.x1 for line in sheet.lines), default=sheet.width),
        )
        self.blank = BLANK * body.pitch
        self.boxes = [piece.box for piece in pieces]
        self.uprights = [piece.lines[0].upright for piece in pieces]
        self.head_boxes = [heading.box for heading in headings]
        self.spans = [self._span(n) for n in range(len(headings))]
        self.above = [self._above(n, past_rules=False) for n in range(len(pieces))]
        self.beyond = [self._above(n, past_rules=True) for n in range(len(pieces))]
        self.under = {m for kind, m in (*self.above, *self.beyond) if kind == "heading"}
        self.heads = [self._head(n) for n in range(len(pieces))]
        self.frames = [frame_of(box, sheet) for box in self.boxes]
        self.head_frames = [frame_of(box, sheet) for box in self.head_boxes]

    def _span(self, n: int) -> Box:
        """How far a headline reaches to both sides: to what stands beside it.

        One set by the middle reaches as far on either side; one set by the left only to the right.
        """
        box = self.head_boxes[n]
        frame = frame_of(box, self.sheet)
        others = [*self.boxes, *self.notes, *self.sheet.pictures, *self.sheet.rules]
        others += [other for m, other in enumerate(self.head_boxes) if m != n]
        others = [o for o in others if o.y0 < box.y1 and o.y1 > box.y0 and o.height > 0]
        left = max((o.x1 for o in others if o.x1 <= box.x0 + 3), default=self.edges[0])
        right = min((o.x0 for o in others if o.x0 >= box.x1 - 3), default=self.edges[1])
        if frame is not None:
            left, right = max(left, frame.x0), min(right, frame.x1)
        reach = min(box.x0 - left, right - box.x1)
        if box.x0 - left > self.body.size:
            right = min(right, box.x1 + max(reach, 0.0) + 3 * self.body.size)
            left = max(left, box.x0 - max(reach, 0.0) - 3 * self.body.size)
        return Box(min(left, box.x0), box.y0, max(right, box.x1), box.y1)

    def _sets_off(self, rule: Box, quotations: Sequence[Box]) -> bool:
        """Whether a rule is drawn above or below a sentence lifted out of a report."""
        near = 1.5 * self.body.size
        return any(
            overlap(rule, box) > 0.6
            and (abs(rule.y1 - box.y0) < near or abs(rule.y0 - box.y1) < near)
            for box in quotations
        )

    def _is_row(self, rule: Box) -> bool:
        """Whether a level rule parts the rows of a table: rules down run through it."""
        through = [
            other
            for other in self.sheet.rules
            if other.height > other.width
            and other.y0 < rule.y0 - self.body.size
            and other.y1 > rule.y1 + self.body.size
            and rule.x0 - 3 <= other.x0 <= rule.x1 + 3
        ]
        return len({round(other.x0 / 3) for other in through}) > 2

    def _above(self, n: int, *, past_rules: bool) -> tuple[str, int]:
        """What stands next above a piece in its column: a heading, a piece, a rule or nothing.

        Of two at one height the one counts that begins more nearly where the piece does.
        """
        box, size = self.boxes[n], self.body.size
        found: list[tuple[float, float, str, int]] = []
        for m, other in enumerate(self.boxes):
            if m != n and stands_above(other, box, size):
                found.append((other.y1, -abs(other.x0 - box.x0), "piece", m))
        for m, other in enumerate(self.spans):
            if not self.headings[m].upright and stands_above(other, box, size):
                low = max([other.y1, *(line.box.y1 for line in self.headings[m].byline)])
                found.append((low, -abs(other.x0 - box.x0), "heading", m))
        for rule in () if past_rules else self.level_rules:
            if stands_above(rule, box, size):
                found.append((rule.y1, 0.0, "rule", -1))
        frame = frame_of(box, self.sheet)
        if frame is not None:
            found = [one for one in found if one[0] >= frame.y0 - 2]
        lowest = max((y for y, *_ in found), default=0.0)
        near = [one for one in found if one[0] > lowest - LEVEL * size]
        heads = [one for one in near if one[2] == "heading"]
        pieces = [self.boxes[m] for _, _, kind, m in found if kind == "piece"]
        own = [one for one in heads if self._is_over(one[3], box, pieces)]
        near = own or [one for one in near if one[0] > lowest - 0.5 * size]
        *_, kind, m = max(near, key=lambda one: one[1:], default=(0.0, 0.0, "edge", -1))
        if kind == "piece" and not past_rules and self._empty(self.boxes[m], box) > self.blank:
            return "blank", -1
        return kind, m

    def _is_over(self, m: int, box: Box, pieces: Sequence[Box]) -> bool:
        """Whether a headline itself, not what it reaches over, stands above a box; no piece of the
        box's column between them."""
        own, size = self.head_boxes[m], self.body.size
        between = any(
            overlap(piece, box) > 0.8 and piece.y0 > own.y1 - 0.5 * size and own.x0 < piece.x1
            for piece in pieces
        )
        return not between and stands_above(own, box, size) and overlap(own, box) > 0.5

    def _empty(self, upper: Box, lower: Box) -> float:
        """How much of what is between two boxes, one below the other, is blank."""
        between = Box(
            max(upper.x0, lower.x0), upper.y1, min(upper.x1, lower.x1), max(lower.y0, upper.y1)
        )
        filled = [
            min(other.y1, between.y1) - max(other.y0, between.y0)
            for other in (*self.sheet.pictures, *self.sheet.frames, *self.notes)
            if other.y0 < between.y1 and other.y1 > between.y0 and overlap(other, between) > 0.3
        ]
        return between.height - sum(filled)

    def share_picture(self, one: Box, two: Box) -> bool:
        """Whether two boxes stand right below one picture: its headline, and what is said of it."""
        size = self.body.size
        return any(
            all(
                stands_above(picture, box, size) and box.y0 - picture.y1 < NEAR * size
                for box in (one, two)
            )
            for picture in self.sheet.pictures
        )

    def with_pictures(self, n: int) -> Box:
        """The box of a piece, and of the pictures and captions right above it in its column."""
        box, reach = self.boxes[n], NEAR * self.body.size
        others = [*self.sheet.pictures, *self.notes]
        while above := [
            other
            for other in others
            if stands_above(other, box, self.body.size) and box.y0 - other.y1 < reach
        ]:
            box = around([box, *above])
            others = [other for other in others if other not in above]
        return box

    def _head(self, n: int) -> int | None:
        """The heading above a piece's column, looked for upwards over pieces."""
        seen: set[int] = set()
        while n not in seen:
            seen.add(n)
            kind, m = self.above[n]
            if kind == "heading":
                return m
            if kind != "piece":
                return None
            n = m
        return None


def stands_above(other: Box, box: Box, size: float) -> bool:
    """Whether a box stands above another, over a good part of its width."""
    if other.y1 > box.y0 + 0.6 * size or other.y0 >= box.y0:
        return False
    shared = min(other.x1, box.x1) - max(other.x0, box.x0)
    return shared > min(0.4 * min(other.width, box.width), 4 * size) and shared > 0
