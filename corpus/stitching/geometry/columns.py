"""Columns: lines of running text, one below the other, become pieces of reports.

A piece is what a reader sees as one run of a column: it ends where a headline, a picture, a rule
or a gap stops it. Inside, lines narrow and widen round a picture; an indented line begins a
paragraph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.reading.lines import Box, Line, Sheet, around
from corpus.stitching.byline import (
    byline_of,
    comes_from,
    credit_of,
    dateline_of,
    goes_on_at,
    names_of,
)
from corpus.stitching.geometry.heading import (
    ends_signed,
    head_goes_on,
    is_head,
    is_item,
    join_lines,
    parted,
    run_in,
)
from corpus.stitching.geometry.typography import Type, overlap
from corpus.stitching.joins import end_class

# In body sizes.
EDGE = 0.7
INDENT = (1.4, 3.3)
SHORT = 1.6
LOOSE = 1.75
"""In pitches: how far apart two lines of one column may be."""


@dataclass(slots=True)
class ColumnParagraph:
    """A paragraph, or the part of one that stands in a piece; `indented` where its start is."""

    lines: list[Line]
    indented: bool
    subhead: bool = False

    @property
    def text(self) -> str:
        """Its lines joined."""
        return join_lines(self.lines)


@dataclass(slots=True, eq=False)
class Piece:
    """One run of a column.

    `full` says that the last line reaches the column's right edge: the paragraph may go on;
    `byline` holds lines that stood above the first and say who wrote it; `item` says that it is a
    report of a strip, with nothing but a mark before it.
    """

    lines: list[Line]
    paragraphs: list[ColumnParagraph] = field(default_factory=list)
    full: bool = False
    byline: list[Line] = field(default_factory=list)
    item: bool = False

    @property
    def box(self) -> Box:
        """Around all lines."""
        return around([line.box for line in self.lines])

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def indented(self) -> bool:
        """Whether it begins with the beginning of a paragraph."""
        return self.paragraphs[0].indented

    @property
    def continued(self) -> str | None:
        """From which page it comes, by its first words."""
        return comes_from(self.paragraphs[0].text)

    @property
    def continues(self) -> str | None:
        """On which page it goes on, by its last words."""
        return goes_on_at(self.paragraphs[-1].text)

    @property
    def breaks_off(self) -> bool:
        """Whether it ends with a subhead: what that stands above comes elsewhere."""
        return self.paragraphs[-1].subhead

    @property
    def opens(self) -> bool:
        """Whether its first words can only begin a report."""
        first = self.paragraphs[0].text
        said = self.item or self.byline or self.continued
        return bool(said) or dateline_of(first) is not None

    @property
    def closes(self) -> bool:
        """Whether nothing can follow its last words."""
        return self.continues is not None or credit_of(self.paragraphs[-1].text) is not None


def pieces_of(sheet: Sheet, lines: Sequence[Line], stops: Sequence[Box], body: Type) -> list[Piece]:
    """The pieces of a page's running text. `stops` are the boxes of headings, captions and such."""
    walls = [*stops, *sheet.pictures]
    columns: list[_Column] = []
    for line in sorted(lines, key=lambda n: (n.box.y0, n.box.x0)):
        fitting = [c for c in columns if c.takes(line, body, sheet, walls)]
        if fitting:
            max(fitting, key=lambda c: (c.lines[-1].box.y1, overlap(c.box, line.box))).add(line)
        else:
            columns.append(_Column([line], line.box))
    return [piece for column in columns for piece in _split(column.lines, body)]


@dataclass(slots=True, eq=False)
class _Column:
    """Lines one below the other, and how far they reach."""

    lines: list[Line]
    box: Box

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.box = around([self.box, line.box])

    def takes(self, line: Line, body: Type, sheet: Sheet, walls: Sequence[Box]) -> bool:
        """Whether a line stands right below the last one, in the same type and column."""
        last = self.lines[-1]
        alike = max(line.size, last.size) <= (1.09 if body.exact else 1.3) * min(
            line.size, last.size
        )
        step = line.box.y1 - last.box.y1
        if alike and abs(step) < 0.3 * line.size:
            return (
                last.box.x1 - 0.7 * body.size < line.box.x0
                and line.box.x1 < self.box.x1 + body.size
            )
        if not alike or not 0.55 * line.size < step <= LOOSE * max(body.pitch, 1.15 * line.size):
            return False
        if line.upright != last.upright:
            return False
        if not self._fits(line, body) and not self._clears(line, body, walls):
            return False
        gap = Box(
            min(self.box.x0, line.box.x0), last.box.y1, max(self.box.x1, line.box.x1), line.box.y0
        )
        return not any(_blocks(wall, gap) for wall in walls) and not parted(
            _across(last.box, self.box), line.box, sheet
        )

    def _fits(self, line: Line, body: Type) -> bool:
        """Whether a line lies inside the column, or shares its left or right edge."""
        edge, em = EDGE * body.size, body.size
        left, right = line.box.x0 - self.box.x0, line.box.x1 - self.box.x1
        inside = left > -edge and right < 1.2 * em
        last = self.lines[-1].box
        same_left = abs(line.box.x0 - last.x0) < edge or abs(left) < edge
        same_right = abs(line.box.x1 - last.x1) < 1.2 * em
        first = len(self.lines) == 1 and -INDENT[1] * em < left < 0
        paragraph = INDENT[0] * em <= line.box.x0 - last.x0 <= INDENT[1] * em
        return inside or same_left or same_right or first or paragraph

    def _clears(self, line: Line, body: Type, walls: Sequence[Box]) -> bool:
        """Whether a line takes its full width again below what the column had to run round."""
        em, last = body.size, self.lines[-1].box
        if line.box.x0 > self.box.x0 or not last.x0 < line.box.x1 <= self.box.x1 + 1.2 * em:
            return False
        return any(
            wall.x0 < self.box.x0
            and wall.x1 > line.box.x0
            and wall.x1 <= last.x0 + em
            and last.y0 - 3 * body.pitch < wall.y1 <= line.box.y0 + em
            for wall in walls
        )


def _across(box: Box, column: Box) -> Box:
    return Box(column.x0, box.y0, column.x1, box.y1)


def _blocks(wall: Box, gap: Box) -> bool:
    """Whether a box stands in the gap between two lines."""
    middle = (wall.y0 + wall.y1) / 2
    across = min(wall.x1, gap.x1) - max(wall.x0, gap.x0)
    return gap.y0 - 2 <= middle <= gap.y1 + 2 and across > 0.3 * min(wall.width, gap.width)


def _split(lines: Sequence[Line], body: Type) -> Iterator[Piece]:
    """Cut a column where one report surely ends and another begins."""
    paragraphs = list(paragraphs_of(lines, body))
    group: list[ColumnParagraph] = []
    box = around([line.box for line in lines])
    for paragraph in paragraphs:
        apart = _is_apart(paragraph, box, body) or (group and _is_apart(group[0], box, body))
        if group and (apart or (paragraph.indented and _parts(group[-1], paragraph))):
            yield _piece(group, body)
            group = []
        group.append(paragraph)
    yield _piece(group, body)


def _is_apart(paragraph: ColumnParagraph, column: Box, body: Type) -> bool:
    """Whether a paragraph of body type heads what is below: a head line, an item, a line set by
    the column's middle."""
    first = paragraph.lines[0]
    if is_head(first):
        return True
    text = paragraph.text
    if len(paragraph.lines) > 2 or end_class(text) == "stop" or ends_signed(text):
        return False
    left, right = first.box.x0 - column.x0, column.x1 - first.box.x1
    centred = min(left, right) > body.size and abs(left - right) < 1.2 * body.size
    item = is_item(text) and run_in(text) is None
    return item or (centred and len(paragraph.lines) == 1)


def _parts(before: ColumnParagraph, after: ColumnParagraph) -> bool:
    ended = credit_of(before.text) is not None or goes_on_at(before.text) is not None
    begun = dateline_of(after.text) is not None or comes_from(after.text) is not None
    return (ended and credit_of(after.text) is None) or begun


def _piece(paragraphs: list[ColumnParagraph], body: Type) -> Piece:
    byline: list[Line] = []
    first = paragraphs[0]
    if len(paragraphs) > 1 and len(first.lines) <= 2 and is_byline(first, body):
        byline, paragraphs = first.lines, paragraphs[1:]
    lines = [line for paragraph in paragraphs for line in paragraph.lines]
    return Piece(lines, paragraphs, _reaches(lines, body), byline)


def is_byline(paragraph: ColumnParagraph, body: Type) -> bool:
    """Whether a paragraph says who wrote the report, and nothing else."""
    words = byline_of(paragraph.text)
    plain = words is not None and names_of(words) == (words,)
    return words is not None and (body.is_other(paragraph.lines[0]) or not plain)


def _reaches(lines: Sequence[Line], body: Type) -> bool:
    """Whether the last line is about as long as those before it."""
    near = lines[-6:]
    right = max(line.box.x1 for line in near)
    return lines[-1].box.x1 > right - SHORT * body.size


def paragraphs_of(lines: Sequence[Line], body: Type) -> Iterator[ColumnParagraph]:
    """Cut lines of a column into paragraphs: at indents, and behind lines that end short."""
    indented = [_is_indented(lines, n, body) for n in range(len(lines))]
    uses_indents = sum(indented) > 0
    group: list[Line] = []
    start = indented[0]
    for n, line in enumerate(lines):
        if group and (indented[n] or _new(lines, n, body, uses_indents=uses_indents)):
            yield ColumnParagraph(group, start)
            group, start = [], True
        group.append(line)
    yield ColumnParagraph(group, start)


def _new(lines: Sequence[Line], n: int, body: Type, *, uses_indents: bool) -> bool:
    """Whether a line begins a paragraph without being indented: behind a short, ended one."""
    before, line = lines[n - 1], lines[n]
    closed = before.text.endswith(("）", ")")) and credit_of(before.text) is not None
    if is_head(before) and head_goes_on(lines, n, body):
        return False
    if closed or is_head(before) or is_head(line) or is_item(line.text) or run_in(line.text):
        return True
    right = max(one.box.x1 for one in lines[max(0, n - 5) : n + 5])
    short = before.box.x1 < right - 2 * SHORT * body.size
    if short and is_item(before.text):
        return True
    ends = end_class(before.text) == "stop"
    far_right = line.box.x0 > before.box.x0 + INDENT[1] * body.size
    apart = credit_of(line.text) is not None and line.text.startswith(("（", "("))
    if short and (apart or (ends and far_right)):
        return True
    return not uses_indents and short and ends


def _is_indented(lines: Sequence[Line], n: int, body: Type) -> bool:
    """Whether a line begins further right than the lines around it do."""
    line = lines[n]
    around_it = [*lines[max(0, n - 3) : n], *lines[n + 1 : n + 4]]
    if not around_it:
        return False
    edges = [one.box.x0 for one in around_it if abs(one.box.x0 - line.box.x0) < 4 * body.size]
    if not edges:
        return False
    shift = (line.box.x0 - min(edges)) / body.size
    return INDENT[0] <= shift <= INDENT[1]
