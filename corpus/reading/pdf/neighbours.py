"""Glyphs → which of them stand side by side in one line, and where a gutter parts two columns.

Neighbours are found by place, and a gap between two of them is a blank, or the gutter between two
columns where the lines above or below are open or begin at the same place, or a rule is drawn.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.reading.lines import Box
from corpus.reading.pdf.glyph import Glyph
from corpus.reading.pdf.strips import Strips

# In type sizes.
SAME_BASE = 0.25
TOUCHING = 0.6
WIDEST = 2.6
"""The widest gap inside a line; tracked headlines have more, evenly."""
ONE_OBJECT = 1.3
"""The widest gap between two glyphs that one text object draws one after the other."""
SQUEEZED = -1.05
"""The narrowest: of two marks that share the room of one each keeps its ink's half."""
NEAR_ROWS = 9.0
OPEN, CLOSED = 0.7, 0.5
"""From which width on a stretch without type is a gutter, and below which it is none."""
EXACT = 0.1
"""How exactly lines of a column begin at its edge."""
FREE_BLANK, DOUBTFUL_BLANK = 1.25, 1.2
"""The widest blank where no line above or below tells, and where they tell both."""
NARROW = 0.12
"""The least gap that may be a gutter: behind a mark that is set over its column's edge."""
MIN_HEAD_GAP = 0.3
INDENT = 2.0
EDGE_ROWS, MIN_EDGES = 3, 2
"""Rows above, and below, that are asked about a narrow gap; how many have to begin at its edge."""
STEP = 2.6
"""How far one row is from the next in a column."""
LEVEL, NEAR = 0.08, 0.06
"""How far the baselines of two glyphs may be apart that stand in one line: those of one face, and
those of two with a blank between."""
LONG_OBJECT = 6
"""Glyphs of a text object that is a line, or most of one."""
LIKE_SIZE, SAME_TYPE = 1.35, 1.1


class Neighbours:
    """The glyphs of one page, and which stand side by side in one line."""

    def __init__(self, glyphs: Sequence[Glyph], rules: Sequence[Box], whole: bool) -> None:
        self._whole_objects = whole
        self.glyphs = [
            _spaced(before, g) for before, g in pairwise((None, *glyphs)) if g and g.text.strip()
        ]
        self.strips = Strips(self.glyphs)
        self._rules = sorted(rule for rule in rules if rule.height > rule.width)
        self._starts = [rule.x0 for rule in self._rules]
        self._length = Counter(glyph.source for glyph in self.glyphs)
        self.right = [self._right(n) for n in range(len(self.glyphs))]
        self.left: list[int | None] = [None] * len(self.glyphs)
        for n, right in enumerate(self.right):
            if right is not None:
                self.left[right] = n

    def _right(self, n: int) -> int | None:
        """The next glyph on the same baseline: what was drawn next if it stands there."""
        glyph = self.glyphs[n]
        if n + 1 < len(self.glyphs) and self._goes_on(glyph, self.glyphs[n + 1]):
            return n + 1
        slack, start = SAME_BASE * glyph.size, glyph.x0 + 0.4 * (glyph.x1 - glyph.x0)
        near = self.strips.within(
            glyph.base - slack, glyph.base + slack, start, glyph.x1 + 4 * glyph.size
        )
        found = [m for m in near if m != n and _alike(glyph, self.glyphs[m])]
        return min(found, key=lambda m: self.glyphs[m].x0, default=None)

    def _goes_on(self, glyph: Glyph, drawn_next: Glyph) -> bool:
        level = abs(glyph.base - drawn_next.base) < SAME_BASE * glyph.size
        gap = (drawn_next.x0 - glyph.x1) / min(glyph.size, drawn_next.size)
        one = glyph.source == drawn_next.source
        closest, widest = (SQUEEZED, ONE_OBJECT) if one else (-TOUCHING, TOUCHING)
        return level and _alike(glyph, drawn_next) and closest < gap < widest

    def gap(self, n: int) -> float:
        """From a glyph to its right neighbour, in type sizes; infinite where it has none."""
        right = self.right[n]
        if right is None:
            return math.inf
        a, b = self.glyphs[n], self.glyphs[right]
        return (b.x0 - a.x1) / min(a.size, b.size)

    def joined(self, n: int) -> bool:
        """Whether a glyph and its right neighbour stand in one line."""
        gap, right = self.gap(n), self.right[n]
        if right is None or self.left[right] != n or self._ruled(n, right):
            return False
        if gap > NARROW and not (self._whole_objects or self._is_level(n, right, gap)):
            return False
        if self._one_object(n, right):
            return True
        if self._edged(n, right) or self._over_gutter(n, right, gap):
            return False
        if gap < TOUCHING:
            return True
        if self._whole_objects and self._are_long(n, right):
            return False
        if self._tracked(n, gap):
            return True
        return gap <= WIDEST and not self._gutter(n, right, gap)

    def _is_level(self, n: int, right: int, gap: float) -> bool:
        """Whether two glyphs stand on one baseline, as those of one line and type do.

        Nearly so do those of two types, unless a blank parts them.
        """
        a, b = self.glyphs[n], self.glyphs[right]
        alike = a.face == b.face and abs(a.size - b.size) < 0.01 * a.size
        near = not alike and gap < TOUCHING
        return near or abs(a.base - b.base) < (LEVEL if alike else NEAR) * a.size

    def _edged(self, n: int, right: int) -> bool:
        """Whether a gap, be it too narrow for a blank, is a gutter: wider than those beside it in
        its line, and a column begins at its edge, or an indent before it."""
        if not self._is_wide(n, right):
            return False
        a, b = self.glyphs[n], self.glyphs[right]
        edges = [edge for edge in (b.x0, b.x0 - INDENT * b.size) if edge > a.x1]
        return any(self._begins_column(a, edge) for edge in edges)

    def _begins_column(self, a: Glyph, edge: float) -> bool:
        """Whether lines above and below begin at an edge, and nothing runs over it."""
        rows = [row for side in (-1, 1) for row in self._near_rows(a, edge, side)[:EDGE_ROWS]]
        if any(self._runs_over(row, edge) for row in rows):
            return False
        return sum(self._starts_at(row, edge) for row in rows) >= MIN_EDGES

    def _over_gutter(self, n: int, right: int, gap: float) -> bool:
        """Whether two headlines stand beside each other: the second begins where the smaller type
        of a column below it does."""
        a, edge = self.glyphs[n], self.glyphs[right].x0
        if not MIN_HEAD_GAP < gap <= WIDEST:
            return False
        low, high = a.base + 0.6 * a.size, a.base + NEAR_ROWS * a.size
        rows: dict[int, list[int]] = defaultdict(list)
        for m in self.strips.within(low, high, edge - 2 * a.size, edge + EXACT * a.size):
            if 0.4 * a.size < self.glyphs[m].size < 0.95 * a.size:
                rows[round(self.glyphs[m].base)].append(m)
        nearest = [row for _, row in sorted(rows.items())][: 2 * EDGE_ROWS]
        begin = sum(self._starts_at(row, edge) for row in nearest)
        return begin >= EDGE_ROWS and not any(self._runs_over(row, edge) for row in nearest)

    def _is_wide(self, n: int, right: int) -> bool:
        """Whether a gap may part two columns: it is wider than those beside it in its line."""
        gap = self.gap(n)
        return gap >= NARROW and gap >= 1.5 * self._usual(n, right)

    def _usual(self, n: int, right: int) -> float:
        """The wider of the gaps before and behind a gap, in type sizes."""
        before = self.left[n]
        gaps = [self.gap(right), self.gap(before) if before is not None else 0.0]
        return max((gap for gap in gaps if gap < TOUCHING), default=0.0)

    def _near_rows(self, a: Glyph, edge: float, side: int) -> list[list[int]]:
        """The glyphs close to an edge in the rows above (-1) or below (1), nearest first.

        Type of a line's own face and size counts, and none behind blank paper.
        """
        size = a.size
        low, high = sorted((a.base + side * 0.6 * size, a.base + side * NEAR_ROWS * size))
        rows: dict[int, list[int]] = defaultdict(list)
        for m in self.strips.within(low, high, edge - 2 * size, edge + EXACT * size):
            if _alike(a, self.glyphs[m], SAME_TYPE) and self.glyphs[m].face == a.face:
                rows[round(abs(self.glyphs[m].base - a.base) / (0.4 * size))].append(m)
        near: list[list[int]] = []
        last = 0.0
        for _, row in sorted(rows.items()):
            away = abs(self.glyphs[row[0]].base - a.base)
            if away - last > STEP * size:
                break
            near.append(row)
            last = away
        return near

    def _runs_over(self, row: Sequence[int], edge: float) -> bool:
        slack = 0.5 * NARROW * self.glyphs[row[0]].size
        return any(
            self.glyphs[m].x0 < edge - 2 * slack and self.glyphs[m].x1 > edge - slack for m in row
        )

    def _starts_at(self, row: Sequence[int], edge: float) -> bool:
        near = (m for m in row if abs(self.glyphs[m].x0 - edge) < EXACT * self.glyphs[m].size)
        return any((left := self.left[m]) is None or self._is_wide(left, m) for m in near)

    def _one_object(self, n: int, right: int) -> bool:
        a, b = self.glyphs[n], self.glyphs[right]
        return right == n + 1 and a.source == b.source and self.gap(n) < ONE_OBJECT

    def _are_long(self, n: int, right: int) -> bool:
        """Whether two glyphs are of two text objects that are lines, or most of one."""
        a, b = self.glyphs[n], self.glyphs[right]
        shorter = min(self._length[a.source], self._length[b.source])
        return a.source != b.source and shorter >= LONG_OBJECT

    def _ruled(self, n: int, right: int) -> bool:
        """Whether a rule is drawn down between two glyphs."""
        a, b = self.glyphs[n], self.glyphs[right]
        low, high = a.x1 - 0.2 * a.size, b.x0 + 0.2 * b.size
        rules = self._rules[bisect_left(self._starts, low) : bisect_right(self._starts, high)]
        return any(rule.y0 < a.base - 0.3 * a.size < rule.y1 for rule in rules)

    def _tracked(self, n: int, gap: float) -> bool:
        """Whether the gaps on both sides are like this one: type set wide."""
        before = self.left[n]
        right = self.right[n]
        around = [self.gap(right)] if right is not None else []
        around += [self.gap(before)] if before is not None else []
        return gap <= 2 * WIDEST and any(abs(other - gap) < 0.15 * gap for other in around)

    def _gutter(self, n: int, right: int, gap: float) -> bool:
        """Whether the lines above or below are open where a gap is, with type on both sides."""
        a, b = self.glyphs[n], self.glyphs[right]
        sides = {self._open(a, b, -1), self._open(a, b, 1)} - {None}
        whole = self._are_long(n, right)
        if not sides or whole:
            return gap > (TOUCHING if whole else FREE_BLANK) and sides != {False}
        if False in sides:
            return True in sides and gap > DOUBTFUL_BLANK
        return True

    def _open(self, a: Glyph, b: Glyph, side: int) -> bool | None:
        """What the nearest row says that says anything, above (-1) or below (1).

        False where type stands in the gap; True where a line begins at its right edge, or type
        stands on both sides of it.
        """
        size = a.size
        low, high = sorted((a.base + side * 0.6 * size, a.base + side * NEAR_ROWS * size))
        near = self.strips.within(low, high, a.x1 - 3 * size, b.x0 + 2 * size)
        rows: dict[int, list[int]] = defaultdict(list)
        for m in near:
            if _alike(a, self.glyphs[m], SAME_TYPE):
                distance = abs(self.glyphs[m].base - a.base)
                rows[round(distance / (0.4 * size))].append(m)
        for _, row in sorted(rows.items()):
            said = self._said(row, a.x1, b.x0)
            if said is not None:
                return said
        return None

    def _said(self, row: Sequence[int], low: float, high: float) -> bool | None:
        """Whether a row has a gutter where a gap is, or type; None where it says neither."""
        size = self.glyphs[row[0]].size
        if any(abs(self.glyphs[m].x0 - high) < EXACT * size and self._begins(m) for m in row):
            return True
        glyphs = sorted((self.glyphs[m].x0, self.glyphs[m].x1) for m in row)
        ends = [(low, low), *(pair for pair in glyphs if pair[1] > low and pair[0] < high)]
        starts = [*(max(x0, low) for x0, _ in ends[1:]), high]
        wide, at = max(
            (start - min(end, high), min(end, high))
            for (_, end), start in zip(ends, starts, strict=True)
        )
        if wide < CLOSED * size:
            return False
        left = any(x1 <= at + CLOSED * size for _, x1 in glyphs)
        right = any(x0 >= at + wide - CLOSED * size for x0, _ in glyphs)
        return True if left and right and wide >= OPEN * size else None

    def _begins(self, m: int) -> bool:
        """Whether nothing stands close to the left of a glyph."""
        before = self.left[m]
        return before is None or self.gap(before) > TOUCHING


def _alike(a: Glyph, b: Glyph, ratio: float = LIKE_SIZE) -> bool:
    return max(a.size, b.size) <= ratio * min(a.size, b.size)


def _spaced(before: Glyph | None, glyph: Glyph) -> Glyph:
    """A glyph that remembers whether the file has a blank before it on its baseline."""
    if before is None or before.text.strip() or not before.text or before.base != glyph.base:
        return glyph
    return replace(glyph, spaced=True)
