"""Headings that stand one on the other are one: kicker, headline and subtitle of one report."""

from collections.abc import Sequence

from corpus.reading.lines import Box, Line, Sheet, around
from corpus.stitching.byline import begins_text, byline_of, opens_byline
from corpus.stitching.geometry.heading import Heading, alike, is_subtitle, parted, weight
from corpus.stitching.geometry.typography import Type, overlap

# In sizes of the larger headline, and in pitches of the body.
CLOSE, CLOSE_PITCHES = 0.9, 1.2
SLACK = 0.3
LIGHTER = 0.75
"""How large a level heading may look beside an upright headline to be its kicker."""
MAX_KICKER = 24
SMALLEST = 0.8
"""In body sizes: kickers are set as small, captions are known by then."""


def stacked(
    headings: Sequence[Heading],
    lines: Sequence[Line],
    others: Sequence[Box],
    sheet: Sheet,
    body: Type,
) -> list[Heading]:
    """The headings with those put together that have nothing between them.

    `lines` are those that are in no heading, `others` the boxes of all else. Of two headings set
    alike the lines are one headline; else the weightier one is, and what stands above it the
    kicker, below it the subtitle. A short line in another face than the body's is a kicker too.
    """
    loose = [Heading([line], minor=True) for line in lines if _may_be_kicker(line, body)]
    others = [*others, *(n.box for n in lines if not any(n is h.lines[0] for h in loose))]
    merged = _merged([*headings, *loose], others, sheet, body)
    return [heading for heading in merged if not any(heading is one for one in loose)]


def _may_be_kicker(line: Line, body: Type) -> bool:
    apart = body.is_other(line) and line.size >= SMALLEST * body.size and not line.upright
    if not apart or len(line.text) > MAX_KICKER or line.text.endswith(("。", "，", "、", "；")):
        return False
    said = opens_byline(line.text) or begins_text(line.text)
    return byline_of(line.text) is None and not said


def _merged(
    headings: Sequence[Heading], others: Sequence[Box], sheet: Sheet, body: Type
) -> list[Heading]:
    rest = sorted(_beside_upright(headings, body), key=lambda heading: heading.box.y0)
    done: list[Heading] = []
    while rest:
        upper = rest.pop(0)
        lower = next((n for n in rest if _stand_together(upper, n, others, sheet, body)), None)
        if lower is None:
            done.append(upper)
            continue
        rest[rest.index(lower)] = _joined(upper, lower)
        rest.sort(key=lambda heading: heading.box.y0)
    return done


def _beside_upright(headings: Sequence[Heading], body: Type) -> list[Heading]:
    """The headings, those set level at the top beside an upright one taken into it."""
    uprights = [heading for heading in headings if heading.upright]
    kept = []
    for heading in headings:
        near = [one for one in uprights if _leads(one, heading, body)]
        if heading.upright or not near:
            kept.append(heading)
            continue
        main = min(near, key=lambda one: heading.box.x0 - one.box.x1)
        group = main.subtitle if is_subtitle(heading.lines[0].text) else main.kicker
        group += heading.all
        main.byline += heading.byline
    return kept


def _leads(upright: Heading, level: Heading, body: Type) -> bool:
    """Whether a level heading stands at the top of what is right of an upright headline."""
    a, b = upright.own_box, level.box
    beside = -0.5 * body.size < b.x0 - a.x1 < 2.5 * body.size
    top = a.y0 - 2 * level.size < b.y0 < a.y0 + 3 * level.size
    return beside and top and weight(level) < LIGHTER * weight(upright)


def _stand_together(
    upper: Heading, lower: Heading, others: Sequence[Box], sheet: Sheet, body: Type
) -> bool:
    if upper.upright or lower.upright or upper.byline:
        return False
    a, b = upper.box, lower.box
    size = max(upper.size, lower.size)
    gap = b.y0 - a.y1
    if not -SLACK * size < gap < max(CLOSE * size, CLOSE_PITCHES * body.pitch):
        return False
    lighter = weight(upper) < weight(lower) or is_subtitle(lower.lines[0].text)
    if b.y0 <= a.y0 or not (lighter or overlap(a, b) > 0.3) or lower.lines[-1].text.endswith("。"):
        return False
    both = around([a, b])
    ruled = any(rule.height > rule.width and _meet(rule, both) for rule in sheet.rules)
    return not ruled and not parted(a, b, sheet) and not any(_meet(box, both) for box in others)


def _meet(a: Box, b: Box) -> bool:
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.y1, b.y1) - max(a.y0, b.y0)
    return across > 1 and down > 1


def _joined(upper: Heading, lower: Heading) -> Heading:
    byline, minor = [*upper.byline, *lower.byline], upper.minor and lower.minor
    if alike(upper.lines[-1], lower.lines[0]) and not (upper.subtitle or lower.kicker):
        lines = [*upper.lines, *lower.lines]
        return Heading(lines, upper.kicker, lower.subtitle, byline, minor)
    if weight(upper) > weight(lower):
        below = [*upper.subtitle, *lower.all]
        return Heading(upper.lines, upper.kicker, below, byline, minor)
    return Heading(lower.lines, [*upper.all, *lower.kicker], lower.subtitle, byline, minor)
