"""Headlines and strips' names: which lines in larger type belong together, and what they are."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from corpus.reading.lines import Line, Sheet, around
from corpus.stitching.byline import begins_text
from corpus.stitching.geometry.attaching import attach
from corpus.stitching.geometry.furniture import inside, is_quotation
from corpus.stitching.geometry.heading import (
    Heading,
    frame_of,
    is_item,
    is_subtitle,
    line_weight,
    one_face,
    parted,
    run_in,
)
from corpus.stitching.geometry.typography import Type, beside, overlap
from corpus.stitching.words import WordModel

# In type sizes of the larger of two lines.
CLOSE = 0.6
SAME = 0.12
MAX_LINES = 5
LARGE = 1.5
"""In body sizes: from here on type is no running text."""
MAX_MINOR = 6
SHORTER = 0.5
"""What a character more in the first of two upright lines counts, beside a word over the edge."""

MAX_LABEL = 10
MAX_BELOW = 1.5
"""In a strip's name's sizes: how far below it the first headline stands."""
ALIKE = 0.04
_STRIP = re.compile(
    r"[\u3400-\u9fff]{0,6}(?:[简短快资]讯|要闻|新闻|速览|[快速]递|短波|播报|传真|动态|集[锦萃])"
)
Near = Callable[[Line, Line, Sheet], bool]


def headings_of(
    sheet: Sheet, lines: Sequence[Line], body: Type
) -> tuple[list[Heading], list[list[Line]]]:
    """The page's headings, and the groups of larger lines that are sentences lifted out of one."""
    large = [line for line in lines if body.is_heading(line) and _has_words(line)]
    level = _clusters([n for n in large if not n.upright], sheet, _level_near)
    upright = _clusters([n for n in large if n.upright], sheet, _upright_near)
    headings: list[Heading] = []
    quotations: list[list[Line]] = []
    for group in level:
        if is_quotation(group, between_rules=_between_rules(group, sheet)):
            quotations.append(group)
        elif not _is_text(group, body):
            headings += _headings(group)
    headings += [_upright_heading(group) for group in upright]
    taken = {id(line) for heading in headings for line in heading.all}
    taken |= {id(line) for group in quotations for line in group}
    rest = [line for line in lines if id(line) not in taken]
    for heading in headings:
        attach(heading, rest, sheet, body)
    return headings, quotations


def labels_of(sheet: Sheet, lines: Sequence[Line], body: Type) -> list[Line]:
    """The names of columns and strips: lines alone in a frame, or over several small headlines."""
    found = []
    for frame in sheet.frames:
        held = [line for line in lines if inside(line.box, frame)]
        if len(held) == 1 and len(held[0].text) <= MAX_LABEL:
            found += held
    found += [line for line in lines if _names_strip(line, lines, sheet, body)]
    return list(dict.fromkeys(found))


def _names_strip(line: Line, lines: Sequence[Line], sheet: Sheet, body: Type) -> bool:
    """Whether a short line in large type is worded as a strip's name, or has headlines below it.

    These stand on one level right below it, one at its left edge, set alike and smaller.
    """
    if line.upright or len(line.text) > MAX_LABEL or not body.is_heading(line):
        return False
    frame = frame_of(line.box, sheet)
    near = [n for n in lines if 0 <= n.box.y0 - line.box.y1 + 2 < MAX_BELOW * line.size]
    heads = [n for n in near if body.stands_out(n) and n.size < (1 - ALIKE) * line.size]
    heads = [n for n in heads if frame_of(n.box, sheet) == frame]
    at_left = [n for n in heads if abs(n.box.x0 - line.box.x0) < 2 * body.size]
    if _STRIP.fullmatch(re.sub(r"\s", "", line.text)):
        return frame is not None or bool(at_left) or any(is_item(n.text) for n in near)
    return any(_has_like(first, heads) for first in at_left)


def _has_like(first: Line, heads: Sequence[Line]) -> bool:
    """Whether another small headline stands on a line's level, set alike."""
    level = [n for n in heads if abs(n.box.y1 - first.box.y1) < 2 and n is not first]
    return any(n.face == first.face for n in level)


def _has_words(line: Line) -> bool:
    """Whether a line is more than ornaments and marks."""
    return any(char.isalnum() for char in line.text)


def _clusters(lines: Sequence[Line], sheet: Sheet, near: Near) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda n: (n.box.y0, n.box.x0)):
        touching = [g for g in groups if any(near(other, line, sheet) for other in g)]
        for group in touching:
            groups.remove(group)
        groups.append([*(n for group in touching for n in group), line])
    return groups


def _level_near(a: Line, b: Line, sheet: Sheet) -> bool:
    gap = b.box.y0 - a.box.y1
    size = max(a.size, b.size)
    if not (-0.5 * size < gap <= CLOSE * size) or parted(a.box, b.box, sheet):
        return False
    if b.box.y0 < a.box.y0 + 0.4 * a.size:
        return False
    return overlap(a.box, b.box) > 0.5


def _upright_near(a: Line, b: Line, sheet: Sheet) -> bool:
    right, left = max(a.box.x0, b.box.x0), min(a.box.x1, b.box.x1)
    gap = right - left
    if any(left - 1 < r.x0 < right + 1 and beside(r, a.box) > 0.5 for r in sheet.rules):
        return False
    return gap <= 1.2 * max(a.size, b.size) and beside(a.box, b.box) > 0.5


def _between_rules(group: Sequence[Line], sheet: Sheet) -> bool:
    box, size = around([line.box for line in group]), group[0].size
    rules = [r for r in sheet.rules if r.width > r.height and overlap(r, box) > 0.6]
    above = any(0 <= box.y0 - r.y1 < 1.5 * size for r in rules)
    return above and any(0 <= r.y0 - box.y1 < 1.5 * size for r in rules)


def _is_text(group: Sequence[Line], body: Type) -> bool:
    """Whether larger lines are running text, such as a leading paragraph."""
    if group[0].size >= LARGE * body.size:
        return False
    return len(group) > MAX_LINES or (len(group) > 2 and group[-1].text.endswith("。"))


def _headings(group: Sequence[Line]) -> Iterator[Heading]:
    """One heading: its largest lines are the headline, those above the kicker."""
    plain = [n for n in group if not is_subtitle(n.text)] or list(group)
    first = max(plain, key=line_weight)
    main = [n for n in plain if n.size >= (1 - SAME) * first.size and one_face(n, first)]
    top, low = main[0].box.y0, main[-1].box.y1
    rest = [n for n in group if n not in main]
    yield Heading(
        lines=_in_order(main),
        kicker=_in_order([n for n in rest if n.box.y0 < top]),
        subtitle=_in_order([n for n in rest if n.box.y0 >= top or n.box.y1 > low]),
    )


def _in_order(lines: Sequence[Line]) -> list[Line]:
    """By lines from top to bottom; those on one baseline from left to right."""
    return sorted(lines, key=lambda n: (round(n.box.y1 / (0.6 * n.size)), n.box.x0))


def _upright_heading(group: Sequence[Line]) -> Heading:
    """Upright lines are read from right to left, but where the words read on the other way."""
    ordered = sorted(group, key=lambda line: -line.box.x0)
    largest = max(line.size for line in ordered)
    main = [line for line in ordered if line.size >= (1 - SAME) * largest]
    heading = Heading(
        lines=main,
        kicker=[n for n in ordered if n not in main and n.box.x0 > main[0].box.x0],
        subtitle=[n for n in ordered if n not in main and n.box.x0 < main[0].box.x0],
    )
    if len(main) > 1 and _reads(main[::-1]) > _reads(main):
        heading.lines.reverse()
    return heading


def _reads(lines: Sequence[Line]) -> float:
    """How well lines go on in each other: words over their edges, and full lines before short."""
    words = WordModel()
    gain = sum(max(words.gain(a.text[-3:], b.text[:3]), 0.0) for a, b in pairwise(lines))
    return gain + SHORTER * (len(lines[0].text) - len(lines[-1].text))


def minor_groups(
    lines: Sequence[Line], sheet: Sheet, body: Type, *, strip: bool = False
) -> list[Heading]:
    """Lines a little larger or heavier than the body, those below each other together.

    On a page with a `strip` a marked item may begin with its headline, in the first line of text.
    """
    minor = [line for line in lines if body.is_minor(line) and not line.upright]
    minor = [line for line in minor if not line.text.endswith("。")]
    minor = [line for line in minor if not (strip and run_in(line.text))]
    groups = [_before_text(_in_order(group)) for group in _clusters(minor, sheet, _minor_near)]
    return [Heading(lines=group, minor=True) for group in groups if 0 < len(group) <= MAX_MINOR]


def _before_text(group: list[Line]) -> list[Line]:
    """The lines of a group above those that begin a report's text, which may be heavy too."""
    begins = (n for n, line in enumerate(group) if begins_text(line.text))
    return group[: next(begins, len(group))]


def _minor_near(a: Line, b: Line, sheet: Sheet) -> bool:
    gap = b.box.y0 - a.box.y1
    alike = abs(a.size - b.size) < 0.04 * a.size and a.face == b.face
    below = -0.2 * a.size < gap < 0.7 * a.size and overlap(a.box, b.box) > 0.5
    return alike and below and not parted(a.box, b.box, sheet)
