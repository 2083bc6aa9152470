"""Headlines: which lines in larger or heavier type belong together, and what each of them is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.reading.lines import Box, Line, Sheet, around
from corpus.stitching.byline import byline_of, credit_of, opens_byline
from corpus.stitching.geometry.furniture import is_quotation
from corpus.stitching.geometry.typography import Type, beside, overlap
from corpus.stitching.headline import parse_head

# In type sizes of the larger of two lines.
CLOSE = 0.6
SAME = 0.12
MAX_LINES = 5
LARGE = 1.5
"""In body sizes: from here on type is no running text."""
MAX_MINOR = 6

Near = Callable[[Line, Line, Sheet], bool]


@dataclass(slots=True)
class Heading:
    """Lines that stand together above a report, from top to bottom.

    `minor` says that the headline is set about as large as the body; `lines` are the headline's.
    """

    lines: list[Line]
    kicker: list[Line] = field(default_factory=list)
    subtitle: list[Line] = field(default_factory=list)
    byline: list[Line] = field(default_factory=list)
    minor: bool = False

    @property
    def all(self) -> list[Line]:
        """All lines, the byline apart."""
        return [*self.kicker, *self.lines, *self.subtitle]

    @property
    def box(self) -> Box:
        """Around all lines, the byline apart."""
        return around([line.box for line in self.all])

    @property
    def own_box(self) -> Box:
        """Around the headline's lines."""
        return around([line.box for line in self.lines])

    @property
    def size(self) -> float:
        """The headline's type size."""
        return max(line.size for line in self.lines)

    @property
    def upright(self) -> bool:
        """Whether it is set downwards."""
        return self.lines[0].upright

    @property
    def text(self) -> str:
        """The headline; its lines joined."""
        return join_lines(self.lines)


def join_lines(lines: Sequence[Line]) -> str:
    """The text of lines that go on in each other."""
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii()
        text += " " + line.text if latin and line.text[:1].isalpha() else line.text
    return text


def headings_of(
    sheet: Sheet, lines: Sequence[Line], body: Type
) -> tuple[list[Heading], list[list[Line]]]:
    """The page's headings, and the groups of larger lines that are sentences lifted out of one."""
    large = [line for line in lines if body.is_heading(line)]
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
        _attach(heading, rest, sheet, body)
    return headings, quotations


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


def _upright_near(a: Line, b: Line, _sheet: Sheet) -> bool:
    gap = max(a.box.x0, b.box.x0) - min(a.box.x1, b.box.x1)
    return gap <= 1.2 * max(a.size, b.size) and beside(a.box, b.box) > 0.5


def parted(a: Box, b: Box, sheet: Sheet) -> bool:
    """Whether a rule is drawn, or a frame ends, between two boxes one below the other."""
    low, high = min(a.y1, b.y1) - 1, max(a.y0, b.y0) + 1
    left, right = max(a.x0, b.x0), min(a.x1, b.x1)
    for rule in sheet.rules:
        inside = min(rule.x1, right) - max(rule.x0, left)
        if rule.width > rule.height and low <= rule.y0 <= high and inside > 0.3 * (right - left):
            return True
    return frame_of(a, sheet) != frame_of(b, sheet)


def frame_of(box: Box, sheet: Sheet) -> Box | None:
    """The smallest frame with something more in it that a box stands in."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    found = [frame for frame in sheet.frames if frame.holds(x, y)]
    return min(found, key=lambda frame: frame.width * frame.height, default=None)


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
    first = max(plain, key=_weight)
    main = [n for n in plain if n.size >= (1 - SAME) * first.size and _one_face(n, first)]
    top, low = main[0].box.y0, main[-1].box.y1
    rest = [n for n in group if n not in main]
    yield Heading(
        lines=_in_order(main),
        kicker=_in_order([n for n in rest if n.box.y0 < top]),
        subtitle=_in_order([n for n in rest if n.box.y0 >= top or n.box.y1 > low]),
    )


HEAVY = 1.2
"""How much larger a line looks that is bold."""


def _weight(line: Line) -> float:
    return line.size * (HEAVY if line.bold else 1.0)


def weight(heading: Heading) -> float:
    """How large a headline looks."""
    return max(map(_weight, heading.lines))


def _one_face(a: Line, b: Line) -> bool:
    return a.face == b.face and a.bold == b.bold


def alike(a: Line, b: Line) -> bool:
    """Whether two lines are set in one type."""
    return _one_face(a, b) and abs(a.size - b.size) < 0.04 * a.size


def is_subtitle(text: str) -> bool:
    """Whether a line begins as subtitles do."""
    return text.startswith(("——", "—", "--", "──", "⸺"))


def _in_order(lines: Sequence[Line]) -> list[Line]:
    """By lines from top to bottom; those on one baseline from left to right."""
    return sorted(lines, key=lambda n: (round(n.box.y1 / (0.6 * n.size)), n.box.x0))


def _upright_heading(group: Sequence[Line]) -> Heading:
    """Upright lines are read from right to left."""
    ordered = sorted(group, key=lambda line: -line.box.x0)
    largest = max(line.size for line in ordered)
    main = [line for line in ordered if line.size >= (1 - SAME) * largest]
    return Heading(
        lines=main,
        kicker=[n for n in ordered if n not in main and n.box.x0 > main[0].box.x0],
        subtitle=[n for n in ordered if n not in main and n.box.x0 < main[0].box.x0],
    )


def _attach(heading: Heading, rest: list[Line], sheet: Sheet, body: Type) -> None:
    """Take the lines right above and below that are no running text: kicker, subtitle, byline."""
    if heading.upright:
        return
    for _ in range(3):
        above = [n for n in rest if _is_above(n, heading, sheet, body)]
        if not above:
            break
        line = max(above, key=lambda n: n.box.y1)
        heading.kicker.insert(0, line)
        rest.remove(line)
    for _ in range(4):
        below = [n for n in rest if _is_below(n, heading, sheet, body)]
        if not below:
            break
        line = min(below, key=lambda n: n.box.y0)
        rest.remove(line)
        (heading.byline if _reads_byline(line, heading) else heading.subtitle).append(line)


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


def _is_below(line: Line, heading: Heading, sheet: Sheet, body: Type) -> bool:
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
    return aligned and minor and _is_centred(line, heading) and not line.text.endswith("。")


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


def minor_groups(lines: Sequence[Line], sheet: Sheet, body: Type) -> list[Heading]:
    """Lines a little larger or heavier than the body, those below each other together."""
    minor = [line for line in lines if body.is_minor(line) and not line.upright]
    groups = _clusters(minor, sheet, _minor_near)
    return [
        Heading(lines=_in_order(group), minor=True) for group in groups if len(group) <= MAX_MINOR
    ]


def _minor_near(a: Line, b: Line, sheet: Sheet) -> bool:
    gap = b.box.y0 - a.box.y1
    alike = abs(a.size - b.size) < 0.04 * a.size and a.face == b.face
    below = -0.2 * a.size < gap < 0.7 * a.size and overlap(a.box, b.box) > 0.5
    return alike and below and not parted(a.box, b.box, sheet)
