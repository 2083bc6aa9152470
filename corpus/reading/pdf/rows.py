"""Glyphs → lines: which stand side by side in one, and which below each other in an upright one.

The order of the file is not asked for: some producers write a page from top to bottom across all
columns.
"""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.reading.lines import Box, Line
from corpus.reading.pdf.glyph import Glyph
from corpus.reading.pdf.neighbours import Neighbours

# In type sizes.
BLANK, LATIN_BLANK, DRAWN_BLANK = 0.42, 0.18, 0.12
"""From which width on a gap is a blank; where both sides are Latin; where the file has one."""
BELOW = 1.5
MIN_UPRIGHT = 3
IN_LINE = 0.1
BESIDE = 0.8
"""The widest gap between the lines of an upright headline."""


def make_lines(
    glyphs: Sequence[Glyph], rules: Sequence[Box], page: int, *, whole: bool = False
) -> list[Line]:
    """The lines of a page's glyphs, from top to bottom and left to right.

    `whole` says that each text object is a line or a word of one, as OCR writes them.
    """
    rows = Neighbours(glyphs, rules, whole)
    columns = list(_upright(rows))
    taken = {n for column in columns for n in column}
    lines = [_line([rows.glyphs[n] for n in column], page, upright=True) for column in columns]
    for row in _level(rows, taken):
        lines.append(_line([rows.glyphs[n] for n in row], page, upright=False))
    return sorted(lines, key=lambda line: (line.box.y0, line.box.x0))


def _level(rows: Neighbours, taken: set[int]) -> Iterator[list[int]]:
    """Runs of glyphs joined to their right neighbours."""
    free = [n for n in range(len(rows.glyphs)) if n not in taken]
    follows = {n: right for n in free if rows.joined(n) and (right := rows.right[n]) is not None}
    follows = {n: right for n, right in follows.items() if right not in taken}
    return _runs(free, follows)


def _runs(items: Iterable[int], follows: dict[int, int]) -> Iterator[list[int]]:
    inner = set(follows.values())
    for n in items:
        if n in inner:
            continue
        run = [n]
        while run[-1] in follows:
            run.append(follows[run[-1]])
        yield run


def _upright(rows: Neighbours) -> Iterator[list[int]]:
    """Runs of glyphs below each other that stand closer to these than to those beside them."""
    below = {n: m for n in range(len(rows.glyphs)) if (m := _below(rows, n)) is not None}
    above: dict[int, int] = {}
    for n, m in below.items():
        above.setdefault(m, n)
    follows = {n: m for n, m in below.items() if above[m] == n and _drop(rows, n, m) < BELOW}
    runs = [_trimmed(rows, run) for run in _runs(range(len(rows.glyphs)), follows)]
    long = [run for run in runs if len(run) >= MIN_UPRIGHT and _stands(rows, run)]
    yield from long
    yield from (run for run in runs if len(run) < MIN_UPRIGHT and _goes_beside(rows, run, long))


def _below(rows: Neighbours, n: int) -> int | None:
    """The glyph right below, of the same size, in one upright line with it."""
    glyph = rows.glyphs[n]
    found = [
        m
        for m in rows.strips.within(
            glyph.base + 0.6 * glyph.size,
            glyph.base + (1 + BELOW) * glyph.size,
            glyph.x0 - 0.6 * glyph.size,
            glyph.x0 + 0.6 * glyph.size,
        )
        if abs(rows.glyphs[m].size - glyph.size) < 0.1 * glyph.size
        and abs(_middle(rows.glyphs[m]) - _middle(glyph)) < 0.25 * glyph.size
    ]
    return min(found, key=lambda m: rows.glyphs[m].base, default=None)


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _trimmed(rows: Neighbours, run: list[int]) -> list[int]:
    """A run without glyphs at its ends that belong to a level line."""
    while len(run) > MIN_UPRIGHT and _side_gap(rows, run[0]) < IN_LINE:
        run = run[1:]
    while len(run) > MIN_UPRIGHT and _side_gap(rows, run[-1]) < IN_LINE:
        run = run[:-1]
    return run


def _goes_beside(rows: Neighbours, run: Sequence[int], long: Sequence[Sequence[int]]) -> bool:
    """Whether one or two glyphs are the rest of an upright line: they begin beside its head."""
    first = rows.glyphs[run[0]]
    heads = [rows.glyphs[other[0]] for other in long]
    return any(
        head.face == first.face
        and abs(head.size - first.size) < 0.02 * first.size
        and abs(head.base - first.base) < 0.1 * first.size
        and 0 <= max(head.x0 - first.x1, first.x0 - head.x1) < BESIDE * first.size
        for head in heads
    )


def _drop(rows: Neighbours, n: int, m: int) -> float:
    """The gap from a glyph to the one below, in type sizes."""
    a, b = rows.glyphs[n], rows.glyphs[m]
    return (b.base - a.base) / a.size - 1


def _stands(rows: Neighbours, run: Sequence[int]) -> bool:
    """Whether a run of glyphs below each other is a line and not the edge of level ones."""
    level = sum(rows.right[n] == n + 1 for n in run)
    if level > sum(b == a + 1 for a, b in pairwise(run)):
        return False
    down = statistics.median(_drop(rows, a, b) for a, b in pairwise(run))
    sides = [_side_gap(rows, n) for n in run]
    close = sum(gap < max(down + 0.1, 0.15) for gap in sides)
    return close <= 0.2 * len(run)


def _side_gap(rows: Neighbours, n: int) -> float:
    """The gap to the nearer neighbour beside a glyph, in type sizes."""
    before = rows.left[n]
    return min(rows.gap(n), rows.gap(before) if before is not None else math.inf)


def _line(glyphs: Sequence[Glyph], page: int, *, upright: bool) -> Line:
    size = statistics.median(g.size for g in glyphs)
    ends = [(g.top, g.bottom) if upright else (g.x0, g.x1) for g in glyphs]
    gaps = [max(b[0] - a[1], 0.0) / size for a, b in pairwise(ends)]
    usual = statistics.median(gaps) if len(gaps) > 2 else 0.0
    text, edges = glyphs[0].text, [ends[0]] * len(glyphs[0].text)
    for gap, (a, b), end in zip(gaps, pairwise(glyphs), ends[1:], strict=True):
        least = DRAWN_BLANK if b.spaced else LATIN_BLANK if _latin(a) and _latin(b) else BLANK
        if gap > usual + least:
            text += " "
            edges.append((edges[-1][1], end[0]))
        text += b.text
        edges += [end] * len(b.text)
    box = Box(
        min(g.x0 for g in glyphs),
        min(g.top for g in glyphs),
        max(g.x1 for g in glyphs),
        max(g.bottom for g in glyphs),
    )
    lead = _lead(glyphs, text)
    rest = [g for g in glyphs if not lead or g.x0 >= edges[lead][1]] or glyphs
    heavy = sum(g.bold for g in rest) * 2 > len(rest)
    face, _ = Counter(g.face for g in rest).most_common(1)[0]
    return Line(text, page, box, round(size, 2), tuple(edges), heavy, face, upright, lead=lead)


def _lead(glyphs: Sequence[Glyph], text: str) -> int:
    """How many characters are heavier than the rest, by their fonts' names, up to a blank."""
    count = next((n for n, g in enumerate(glyphs) if g.face != glyphs[0].face), 0)
    if not count or not glyphs[0].bold or glyphs[count].bold:
        return 0
    seen = sum(len(g.text) for g in glyphs[:count])
    blanks = (n for n, char in enumerate(text) if char == " ")
    return next((n for n in blanks if n - text.count(" ", 0, n) == seen), 0)


def _latin(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text.isalnum()
