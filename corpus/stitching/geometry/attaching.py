"""What stands right above and below a headline and is no running text: kicker, subtitle, byline."""

from collections.abc import Sequence

from corpus.reading.lines import Line, Sheet, around
from corpus.stitching.byline import begins_text, byline_of, credit_of, dateline_of, opens_byline
from corpus.stitching.geometry.heading import Heading, is_subtitle, parted
from corpus.stitching.geometry.typography import Type, overlap
from corpus.stitching.headline import parse_head

CLOSE = 0.6
"""In sizes of the headline: how far above it a kicker stands."""


def attach(heading: Heading, rest: list[Line], sheet: Sheet, body: Type) -> None:
    """Take the lines that belong to a heading out of `rest`."""
    if heading.upright:
        return
    _part_byline(heading)
    for _ in range(3):
        above = [n for n in rest if _is_above(n, heading, sheet, body)]
        if not above:
            break
        line = max(above, key=lambda n: n.box.y1)
        heading.kicker.insert(0, line)
        rest.remove(line)
    for _ in range(4):
        below = [n for n in rest if _is_below(n, heading, sheet, body, rest)]
        if not below:
            break
        line = min(below, key=lambda n: n.box.y0)
        rest.remove(line)
        (heading.byline if _reads_byline(line, heading) else heading.subtitle).append(line)


def _part_byline(heading: Heading) -> None:
    """Tell a byline in larger type than the body's from the subtitle it was taken for."""
    bylines = [
        line
        for line in heading.subtitle
        if opens_byline(line.text) and (byline_of(line.text) or dateline_of(line.text))
    ]
    heading.subtitle = [line for line in heading.subtitle if line not in bylines]
    heading.byline = [*bylines, *heading.byline]


def _reads_byline(line: Line, heading: Heading) -> bool:
    """Whether a line is a byline, or the second line of one."""
    if is_subtitle(line.text):
        return False
    if heading.byline:
        first = heading.byline[0]
        whole = byline_of("".join(n.text for n in heading.byline) + line.text)
        return whole is not None and line.face == first.face
    return byline_of(line.text) is not None or opens_byline(line.text)


def _is_above(line: Line, heading: Heading, sheet: Sheet, body: Type) -> bool:
    box = heading.box
    gap = box.y0 - line.box.y1
    stands_out = body.is_minor(line) or (body.is_other(line) and not body.is_small(line))
    head = parse_head(line.text)
    speaker = head is not None and head.headline is None
    within = line.box.x0 > box.x0 - 2 * body.size and line.box.x1 < box.x1 + 2 * body.size
    return (
        (stands_out or speaker)
        and not line.upright
        and -0.3 * line.size < gap <= CLOSE * heading.size
        and overlap(line.box, box) > 0.6
        and (within or speaker or line.size >= 1.1 * body.size)
        and not parted(line.box, box, sheet)
        and credit_of(line.text) is None
        and not line.text.endswith(("。", "，", "、"))
    )


def _is_below(line: Line, heading: Heading, sheet: Sheet, body: Type, rest: Sequence[Line]) -> bool:
    box = around([heading.box, *(n.box for n in heading.byline)])
    gap = line.box.y0 - box.y1
    size = max(line.size, body.size)
    if line.upright or parted(line.box, box, sheet):
        return False
    if heading.byline and abs(line.box.y1 - heading.byline[-1].box.y1) < 0.3 * size:
        return _reads_byline(line, heading) and line.box.x0 - heading.byline[-1].box.x1 < 2 * size
    byline = _reads_byline(line, heading) and (body.is_other(line) or byline_of(line.text))
    reach = 2.5 if byline else 1.3
    if not -0.3 * size < gap <= reach * size:
        return False
    if not heading.byline and (is_subtitle(line.text) or _continues_subtitle(line, heading)):
        near = line.box.x0 > box.x0 - 2 * size and line.box.x1 < box.x1 + 12 * size
        return near or overlap(line.box, box) > 0.5
    aligned = line.box.x0 > box.x0 - 2 * size and line.box.x1 < box.x1 + 2 * size
    if heading.byline or byline:
        return aligned and bool(byline)
    minor = body.is_minor(line) and not body.is_heading(line)
    text = line.text.endswith("。") or begins_text(line.text)
    alone = not _has_beside(line, heading, rest)
    return aligned and minor and not text and alone and _is_centred(line, heading)


def _has_beside(line: Line, heading: Heading, rest: Sequence[Line]) -> bool:
    """Whether columns of text run beside a line under its headline: it stands in one of them."""
    box = heading.box
    return any(
        other is not line
        and other.box.y0 < line.box.y1 - 2
        and other.box.y1 > line.box.y0 + 2
        and box.x0 - other.box.width < other.box.x0 < box.x1
        for other in rest
    )


def _continues_subtitle(line: Line, heading: Heading) -> bool:
    """Whether a line is set like the subtitle above it, close below."""
    if not heading.subtitle or byline_of(line.text) is not None:
        return False
    last = heading.subtitle[-1]
    alike = line.face == last.face and abs(line.size - last.size) < 0.04 * last.size
    return alike and bool(line.face) and line.box.y0 - last.box.y1 < 0.5 * last.size


def _is_centred(line: Line, heading: Heading) -> bool:
    """Whether a line is set by the headline's middle, left or right edge."""
    box = heading.box
    middle = abs((line.box.x0 + line.box.x1) - (box.x0 + box.x1)) < 2 * line.size
    return middle or abs(line.box.x0 - box.x0) < line.size or abs(line.box.x1 - box.x1) < line.size
