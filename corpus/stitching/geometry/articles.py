"""A sheet with geometry → its reports: headings and pieces told apart, put together, and named."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.reading.lines import Box, Line, Sheet, around
from corpus.stitching.byline import LONGEST_JUMP
from corpus.stitching.geometry.columns import ColumnParagraph, Piece, is_byline, pieces_of
from corpus.stitching.geometry.furniture import captions_of, edges_of, imprint_of, tables_of
from corpus.stitching.geometry.heading import Heading, is_item, is_notice
from corpus.stitching.geometry.headings import headings_of, labels_of, minor_groups
from corpus.stitching.geometry.initials import put_back, set_in
from corpus.stitching.geometry.order.flow import Flow, flow_of
from corpus.stitching.geometry.order.scene import Scene, stands_above
from corpus.stitching.geometry.stacking import stacked
from corpus.stitching.geometry.strips import items_of
from corpus.stitching.geometry.subheads import Surroundings, small_headlines
from corpus.stitching.geometry.typography import Type, levelled, measured, overlap, type_of
from corpus.stitching.headline import parse_head, parse_speaker
from corpus.stitching.joins import Joins, end_class
from corpus.stitching.result import Imprint
from corpus.stitching.words import WordModel

MIN_FRAMED = 3
MAX_HEAD_LINES = 4
# In its own size: how far a bar with the speaker stands above the headline at most. By hand.
MAX_BAR_GAP = 3.0
MAX_PIECES = 100
"""The reading takes the cube of their number: a second for so many. Pages of a newspaper have some
forty; what has more is small advertisements, or a table."""
FIRST = "。"
"""Stands before the pieces in the joins' model, where a report's head line would."""


@dataclass(slots=True, eq=False)
class SheetContents:
    """What was told apart on a sheet; each line stands in one place."""

    sheet: Sheet
    body: Type
    furniture: list[Line] = field(default_factory=list)
    labels: list[Line] = field(default_factory=list)
    tables: list[list[Line]] = field(default_factory=list)
    captions: list[list[Line]] = field(default_factory=list)
    quotations: list[list[Line]] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    scattered: list[Piece] = field(default_factory=list)

    @property
    def imprint(self) -> Imprint:
        """What masthead and foot say."""
        return imprint_of(self.furniture)


def tell_apart(sheet: Sheet) -> SheetContents:
    """Say of each line of a sheet what it is; the sheet has to have lines."""
    sheet = _with_article_frames(measured(levelled(sheet)))
    body = type_of(sheet)
    lines, initials = set_in(sheet.lines, body)
    sheet = replace(sheet, lines=tuple(lines))
    found = SheetContents(sheet, body)
    rest = list(sheet.lines)
    found.furniture = edges_of(sheet, rest, body)
    rest = _without(rest, found.furniture)
    found.labels = labels_of(sheet, rest, body)
    rest = _without(rest, found.labels)
    found.tables = tables_of(sheet, rest, body)
    rest = _without(rest, [line for group in found.tables for line in group])
    found.captions = captions_of(sheet, rest, body)
    rest = _without(rest, [line for group in found.captions for line in group])
    found.headings, found.quotations = headings_of(sheet, rest, body)
    rest = _without(rest, _notices(found))
    taken = [line for heading in found.headings for line in (*heading.all, *heading.byline)]
    rest = _without(rest, [*taken, *(line for group in found.quotations for line in group)])
    subheads = _tell_minor(found, rest)
    rest = _without(rest, [line for heading in found.headings for line in heading.all])
    rest = _without(rest, [line for group in subheads for line in group.all])
    stops = [heading.box for heading in (*found.headings, *subheads)]
    stops += [around([line.box for line in group]) for group in _groups(found)]
    found.pieces = pieces_of(sheet, rest, stops, body)
    found.furniture += put_back(initials, found.pieces)
    near = _surroundings(found, [])
    found.pieces = [part for piece in found.pieces for part in items_of(piece, near)]
    _take_heads(found)
    _take_bylines(found)
    _take_jumps(found)
    centred = _centred(found)
    heads = small_headlines(
        centred, _surroundings(found, [line for piece in found.pieces for line in piece.lines])
    )
    found.headings += heads
    for group in (*subheads, *(one for one in centred if one not in heads)):
        _put_in(group, found)
    _set_scattered_aside(found)
    _give_speakers(found)
    return found


def _give_speakers(found: SheetContents) -> None:
    """A bar that says who speaks and nothing else is the kicker of the headline close below it."""
    for label in [line for line in found.labels if parse_speaker(line.text)]:
        below = [n for n in found.headings if stands_above(label.box, n.box, found.body.size)]
        nearest = min(below, key=lambda n: n.box.y0, default=None)
        gap = MAX_BAR_GAP * label.size
        if nearest and not nearest.kicker and nearest.box.y0 - label.box.y1 < gap:
            nearest.kicker = [label]
            found.labels.remove(label)


def _notices(found: SheetContents) -> list[Line]:
    """Take frames out that hold notices somebody paid for and nothing else; the lines in them."""
    lines: list[Line] = []
    for frame in found.sheet.frames:
        inside = [one for one in found.headings if frame.holds(*_middle(one.box))]
        if inside and all(is_notice(heading.text) for heading in inside):
            lines += [line for line in found.sheet.lines if frame.holds(*_middle(line.box))]
            found.headings = [one for one in found.headings if one not in inside]
    lines = _without(lines, found.furniture)
    found.furniture += lines
    return lines


def _set_scattered_aside(found: SheetContents) -> None:
    """Leave the shortest pieces out where there are more than the reading has time for."""
    ranked = sorted(found.pieces, key=lambda piece: -len(piece.text))
    kept = {id(piece) for piece in ranked[:MAX_PIECES]}
    found.scattered = [piece for piece in found.pieces if id(piece) not in kept]
    found.pieces = [piece for piece in found.pieces if id(piece) in kept]


def _centred(found: SheetContents) -> list[Heading]:
    """Take out the pieces of a line or two that are set by the middle of the piece below."""
    groups = []
    for piece in list(found.pieces):
        below = _piece_below(piece, found)
        if below is None or len(piece.lines) > 2 or end_class(piece.text) in ("stop", "comma"):
            continue
        box, under, em = piece.box, below.box, found.body.size
        middle = abs(box.x0 + box.x1 - under.x0 - under.x1) < 2.5 * em
        if middle and box.x0 > under.x0 + em and box.x1 < under.x1 - em:
            groups.append(Heading(lines=list(piece.lines), minor=True))
            found.pieces.remove(piece)
    return groups


def _groups(found: SheetContents) -> list[list[Line]]:
    groups = [*found.captions, *found.quotations, *found.tables, *([line] for line in found.labels)]
    return [*groups, *(heading.byline for heading in found.headings if heading.byline)]


def _without(lines: Sequence[Line], taken: Sequence[Line]) -> list[Line]:
    gone = {id(line) for line in taken}
    return [line for line in lines if id(line) not in gone]


def _with_article_frames(sheet: Sheet) -> Sheet:
    """Keep frames that hold some lines, and one of those drawn twice."""
    frames: list[Box] = []
    for frame in sheet.frames:
        inside = sum(frame.holds(*_middle(line.box)) for line in sheet.lines)
        twice = any(
            max(abs(a - b) for a, b in zip(frame, other, strict=True)) < 6 for other in frames
        )
        if not twice and (inside >= MIN_FRAMED or inside == 1):
            frames.append(frame)
    return replace(sheet, frames=tuple(frames))


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _tell_minor(found: SheetContents, rest: Sequence[Line]) -> list[Heading]:
    """Add the small headlines to the headings; give back the subheads inside of reports."""
    groups = minor_groups(rest, found.sheet, found.body, strip=bool(found.labels))
    running = _without(rest, [line for group in groups for line in group.lines])
    others = [*(around([n.box for n in group]) for group in _groups(found)), *found.sheet.pictures]
    headings = stacked([*found.headings, *groups], running, others, found.sheet, found.body)
    found.headings = [one for one in headings if not one.minor]
    groups = [one for one in headings if one.minor]
    taken = [line for heading in headings for line in heading.all]
    heads = small_headlines(groups, _surroundings(found, _without(rest, taken)))
    found.headings += heads
    return [group for group in groups if group not in heads]


def _surroundings(found: SheetContents, lines: Sequence[Line]) -> Surroundings:
    labels = [line.box for line in found.labels]
    return Surroundings(found.sheet, found.body, lines, found.headings, labels)


def _take_heads(found: SheetContents) -> None:
    """Pieces in body type that are head lines, or items' first lines, become headings."""
    for piece in list(found.pieces):
        short = len(piece.lines) <= MAX_HEAD_LINES and not piece.text.endswith("。")
        heads = parse_head(piece.text) is not None or is_item(piece.text)
        if short and not piece.byline and not piece.item and heads:
            found.pieces.remove(piece)
            found.headings.append(Heading(lines=list(piece.lines), minor=True))


def _take_bylines(found: SheetContents) -> None:
    """A byline close below a headline is the headline's, any other the piece's below it."""
    scene = _scene(found)
    for n, piece in enumerate(list(found.pieces)):
        above = _heading_above(scene, n, found)
        first = piece.paragraphs[0]
        alone = len(piece.paragraphs) == 1 and len(first.lines) <= 2
        if piece.byline and above is not None:
            above.byline += piece.byline
            piece.byline = []
        elif alone and not piece.byline and is_byline(first, found.body):
            _give_byline(piece, above, found)
    found.pieces = [piece for piece in found.pieces if piece.lines]


def _give_byline(piece: Piece, above: Heading | None, found: SheetContents) -> None:
    """Hand a piece that is nothing but a byline on, and leave it without lines."""
    below = _piece_below(piece, found)
    if above is not None:
        above.byline += piece.lines
    elif below is not None:
        below.byline[:0] = piece.lines
    else:
        return
    piece.lines = []


def _take_jumps(found: SheetContents) -> None:
    """A line that says from which page a report comes, and nothing else, opens the text below."""
    for piece in list(found.pieces):
        jump = piece.continued and len(piece.text) <= LONGEST_JUMP
        if jump and (below := _piece_below(piece, found)):
            below.paragraphs[0].lines[:0] = piece.lines
            below.lines[:0] = piece.lines
            found.pieces.remove(piece)


def _piece_below(piece: Piece, found: SheetContents) -> Piece | None:
    """The piece close below another."""
    size = found.body.size
    others = [n for n in found.pieces if n is not piece and n.lines]
    below = [n for n in others if stands_above(piece.box, n.box, size)]
    nearest = min(below, key=lambda n: n.box.y0, default=None)
    close = nearest is not None and nearest.box.y0 - piece.box.y1 < 3.5 * size
    return nearest if close else None


def _heading_above(scene: Scene, n: int, found: SheetContents) -> Heading | None:
    """The headline that stands close above a piece, or above the byline that opened it."""
    kind, m = scene.above[n]
    if kind != "heading":
        return None
    lines = found.pieces[n].byline or found.pieces[n].lines
    gap = min(line.box.y0 for line in lines) - found.headings[m].box.y1
    return found.headings[m] if gap < 3 * found.body.size else None


def _put_in(group: Heading, found: SheetContents) -> None:
    """A subhead opens the piece right below it, or ends the one above; else it is a heading."""
    reach = 2.5 * found.body.pitch
    under = [n for n in found.pieces if 0 <= _step(group.box, n.box, found) < reach]
    over = [n for n in found.pieces if 0 <= _step(n.box, group.box, found) < reach]
    subhead = ColumnParagraph(group.all, indented=True, subhead=True)
    if under:
        piece = min(under, key=lambda one: one.box.y0)
        piece.paragraphs.insert(0, subhead)
        piece.lines[:0] = group.all
    elif over:
        piece = max(over, key=lambda one: one.box.y1)
        piece.paragraphs.append(subhead)
        piece.lines += group.all
    else:
        found.headings.append(group)


def _step(upper: Box, lower: Box, found: SheetContents) -> float:
    """From one box down to another of its column; less than nothing where it stands elsewhere."""
    if not stands_above(upper, lower, found.body.size) or overlap(upper, lower) <= 0.4:
        return -1.0
    return max(lower.y0 - upper.y1, 0.0)


def _scene(found: SheetContents) -> Scene:
    notes = [around([line.box for line in group]) for group in _groups(found)]
    lifted = [around([line.box for line in group]) for group in found.quotations]
    return Scene(found.sheet, found.body, found.headings, found.pieces, notes, lifted)


def flow(found: SheetContents, known: Sequence[str] = ()) -> Flow:
    """How the reports run over what was told apart."""
    scene = _scene(found)
    joins = Joins([FIRST, *(piece.text for piece in found.pieces)], WordModel(), known)
    return flow_of(scene, joins, 1)
