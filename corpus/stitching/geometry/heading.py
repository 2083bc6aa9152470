"""What a heading is: lines that stand together above a report, and how they compare."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.reading.lines import Box, Line, Sheet, around
from corpus.stitching.byline import byline_of, credit_of, opens_byline
from corpus.stitching.geometry.typography import Type
from corpus.stitching.headline import parse_head
from corpus.stitching.joins import end_class

FEW = 3
"""Characters of which one can't be sure how heavy they are."""
SHORT = 1.6
"""In body sizes: how far before its column's edge a line ends that is not full."""
LEADING = 0.15
"""By how much more paper than between lines parts a head line's last from the text."""
HEAVY = 1.2
"""How much larger a line looks that is bold."""


_MARK = "[■●◆◇▲▼★◎◼►▶❖]"
_ITEM = re.compile(rf"{_MARK}\s*[^。！？；]{{2,40}}")
_RUN_IN = re.compile(rf"{_MARK}\s*(?P<words>[^\s。，！？；]{{4,20}})\s+\S")
_NOTICE = re.compile(
    r"(?:遗失|注销|清算|拍卖|招标|招租|招聘|寻人|征婚|致歉|减资|债权)?.{0,4}(?:声明|启事|公告|通告|广告)"
)
LONGEST_NOTICE = 8
SHORTEST_LEAD = 4


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


def line_weight(line: Line) -> float:
    """How large a line looks."""
    return line.size * (HEAVY if line.bold else 1.0)


def weight(heading: Heading) -> float:
    """How large a headline looks."""
    return max(map(line_weight, heading.lines))


def one_face(a: Line, b: Line) -> bool:
    """Whether two lines are set in one face and weight."""
    short = min(len(a.text), len(b.text)) <= FEW
    unsure = short or (not a.face and abs(a.size - b.size) < 0.01 * a.size)
    return a.face == b.face and (a.bold == b.bold or unsure)


def alike(a: Line, b: Line) -> bool:
    """Whether two lines are set in one type."""
    return one_face(a, b) and abs(a.size - b.size) < 0.04 * a.size


def head_goes_on(lines: Sequence[Line], n: int, body: Type) -> bool:
    """Whether a full head line goes on in the next, which ends short with paper below it."""
    before, line, below = lines[n - 1], lines[n], lines[n + 1] if n + 1 < len(lines) else None
    short = line.box.x1 < before.box.x1 - 2 * SHORT * body.size
    if not short or end_class(line.text) == "stop":
        return False
    if below is None:
        return True
    full = before.box.x1 > below.box.x1 - SHORT * body.size
    nearer = line.box.y1 - before.box.y1 < below.box.y1 - line.box.y1 - LEADING * body.size
    return full and nearer


def is_head(line: Line) -> bool:
    """Whether a line in body type is a head line: office, name, and a headline."""
    head = parse_head(line.text)
    return head is not None and head.headline is not None and head.city is not None


def is_item(text: str) -> bool:
    """Whether a short text is set apart by a mark before it, and is no byline."""
    return bool(_ITEM.fullmatch(text)) and byline_of(text) is None and not opens_byline(text)


def is_marked(text: str) -> bool:
    """Whether a text has the mark of a strip's items before it."""
    return re.match(_MARK, text) is not None


def run_in(text: str) -> str | None:
    """The headline that a marked item begins with, a blank between it and the text; else None."""
    match = _RUN_IN.match(text)
    return match["words"] if match else None


def lead_of(line: Line) -> str | None:
    """The headline that a text begins with in heavier type, a blank behind it; else None."""
    words = line.text[: line.lead].strip()
    return words if len(words) >= SHORTEST_LEAD and not re.search(r"[。，；]", words) else None


def ends_signed(text: str) -> bool:
    """Whether a text ends in a credit, and is more than that."""
    return text[:1] not in "（(" and text[-1:] in "）)" and credit_of(text) is not None


def is_notice(text: str) -> bool:
    """Whether a headline is the name of a notice that somebody paid for: 遗失声明, 拍卖公告."""
    bare = re.sub(r"\s", "", text)
    return len(bare) <= LONGEST_NOTICE and _NOTICE.fullmatch(bare) is not None


def unmarked(text: str) -> str:
    """A headline without the mark before it."""
    return text[1:].lstrip() if _ITEM.fullmatch(text) else text


def is_subtitle(text: str) -> bool:
    """Whether a line begins as subtitles do."""
    return text.startswith(("——", "—", "--", "──", "⸺"))


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
