"""What was told apart on a sheet, and how it runs → sections, with spans into the document."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.reading.lines import Document, Line, Sheet
from corpus.section import Paragraph, Section, Span
from corpus.stitching.blocks import Block, BlockKind
from corpus.stitching.byline import credit_of, dateline_of, names_of
from corpus.stitching.geometry import articles
from corpus.stitching.geometry.articles import SheetContents
from corpus.stitching.geometry.columns import ColumnParagraph as Part
from corpus.stitching.geometry.columns import Piece
from corpus.stitching.geometry.heading import Heading, lead_of, run_in, unmarked
from corpus.stitching.geometry.order.flow import Flow
from corpus.stitching.headline import Head, parse_head, parse_speaker
from corpus.stitching.joins import start_class
from corpus.stitching.result import Join, Stitched, StitchedSection, check_conserved, rounded

MIN_TITLE_WIDTH = 0.5
_STOP = re.compile(r"[。！？，；]|[a-z][.,;] ")

MIN_HEADLESS = 120
"""Characters of a report without headline, byline or dateline."""


def stitch_sheet(
    document: Document, sheet: Sheet, known: Sequence[str] = (), *, goes_on: bool = False
) -> Stitched:
    """Put a page with geometry together; without lines it is an empty page.

    `goes_on` says that a page before it ends inside a sentence: what begins inside one is a report.

    Raises:
        RunError: the result would lose or double characters.
    """
    parts = (_extent(sheet),) if sheet.lines else ((0, 0),)
    empty = Stitched(
        document.text, (), (), (), (), (), document=document, parts=parts, number=sheet.number
    )
    if not sheet.lines:
        return empty
    found = articles.tell_apart(sheet)
    stitched = _assembled(found, articles.flow(found, known), empty, goes_on)
    check_conserved(stitched)
    return stitched


def _extent(sheet: Sheet) -> Span:
    starts = [line.start for line in sheet.lines]
    ends = [line.end for line in sheet.lines]
    # What ends a line, a blank or its break, may belong to it.
    return min(starts), max(ends) + 1


def _assembled(found: SheetContents, flow: Flow, empty: Stitched, goes_on: bool) -> Stitched:
    chains = [chain for chain in flow.chains if _is_report(found, *chain, flow, goes_on)]
    placed = {n for _, chain in chains for n in chain}
    used = {head for head, _ in chains}
    unused = [h for n, h in enumerate(found.headings) if n not in used]
    titles = [heading for heading in unused if _is_title(heading, found)]
    left = [heading for heading in unused if heading not in titles]
    sections = [_section(found, head, chain, flow) for head, chain in chains]
    groups = [*found.quotations, *([line] for line in found.labels)]
    return replace(
        empty,
        title=tuple(
            _block([line], BlockKind.TITLE) for h in titles for line in (*h.all, *h.byline)
        ),
        sections=tuple(_in_reading_order(sections, found)),
        captions=tuple(_block(group, BlockKind.CAPTION) for group in found.captions),
        leftover=(
            *(_block(group, BlockKind.TEXT) for group in found.tables),
            *(_block([n], BlockKind.TEXT) for h in left for n in (*h.all, *h.byline)),
            *(
                _block([*piece.byline, *piece.lines], BlockKind.TEXT)
                for n, piece in enumerate(found.pieces)
                if n not in placed
            ),
            *(_block([*piece.byline, *piece.lines], BlockKind.TEXT) for piece in found.scattered),
        ),
        joins=tuple(_joins(found, chains, flow)),
        furniture=tuple(
            _block(group, BlockKind.TEXT) for group in (*([n] for n in found.furniture), *groups)
        ),
        imprint=found.imprint,
    )


def _is_report(
    found: SheetContents, head: int | None, chain: Sequence[int], flow: Flow, goes_on: bool
) -> bool:
    """Whether pieces are a report: sentences with a headline, by their first words, or surely."""
    first = found.pieces[chain[0]]
    if not any(_STOP.search(found.pieces[n].text) for n in chain):
        return False
    if head is not None or first.opens or (goes_on and not first.indented):
        return True
    length = sum(len(found.pieces[n].text) for n in chain)
    return length >= MIN_HEADLESS and flow.confidence[chain[0]] >= 0.5


def _in_reading_order(
    sections: Sequence[StitchedSection], found: SheetContents
) -> list[StitchedSection]:
    """By strips of an eighth of the page's height from top to bottom, and from left to right."""
    lines = sorted(found.sheet.lines, key=lambda line: line.start)

    def place(section: StitchedSection) -> tuple[float, float]:
        start = (
            section.heads[0].span[0] if section.heads else section.section.paragraphs[0].spans[0][0]
        )
        # A report may begin inside of a line: behind an ornament, or another's end.
        box = lines[bisect_right(lines, start, key=lambda line: line.start) - 1].box
        return round(box.y0 / (found.sheet.height / 8)), box.x0

    return sorted(sections, key=place)


def _is_title(heading: Heading, found: SheetContents) -> bool:
    """Whether a headline without a text of its own is the whole page's."""
    left = min(line.box.x0 for line in found.sheet.lines)
    right = max(line.box.x1 for line in found.sheet.lines)
    wide = heading.box.width > MIN_TITLE_WIDTH * (right - left)
    return wide and heading.box.y0 < found.sheet.height / 3


def _block(lines: Sequence[Line], kind: BlockKind, head: Head | None = None) -> Block:
    return Block(kind, "".join(n.text for n in lines), tuple((n.start, n.end) for n in lines), head)


def _section(
    found: SheetContents, head: int | None, chain: Sequence[int], flow: Flow
) -> StitchedSection:
    heading = found.headings[head] if head is not None else None
    pieces = [found.pieces[n] for n in chain]
    parts = _joined([part for piece in pieces for part in piece.paragraphs])
    paragraphs = tuple(_paragraph(part) for part in parts)
    byline = [*(heading.byline if heading else []), *(n for p in pieces for n in p.byline)]
    speaker = _speaker(heading)
    credit, reporters, city = _credit(byline, paragraphs)
    section = Section(
        city=speaker.city if speaker else city,
        author=speaker.author if speaker else None,
        office=speaker.office if speaker else None,
        headline=_headline(heading, speaker) if heading else _opening(pieces[0]),
        credit=credit,
        paragraphs=paragraphs,
        kicker=_beside(heading.kicker) if heading else None,
        subtitle=_beside(heading.subtitle) if heading else None,
        reporters=reporters,
        continued=pieces[0].continued or pieces[-1].continues,
    )
    # What goes wrong with one join goes wrong with its neighbours.
    confidence = min(flow.confidence[n] for n in chain)
    return StitchedSection(
        section, tuple(_heads(heading, byline, speaker)), rounded(confidence), found.sheet.number
    )


def _heads(
    heading: Heading | None, byline: Sequence[Line], speaker: Head | None
) -> Iterator[Block]:
    if heading is not None:
        for group in (heading.lines, heading.kicker, heading.subtitle):
            if group:
                yield _block(group, BlockKind.HEAD, speaker if group is heading.lines else None)
    if byline:
        yield _block(byline, BlockKind.HEAD)


def _speaker(heading: Heading | None) -> Head | None:
    """Who speaks, where the headline, or the line above it or below it, is a head line."""
    if heading is None:
        return None
    beside = (parse_speaker(_text(lines) or "") for lines in (heading.kicker, heading.subtitle))
    return parse_head(heading.text) or next(filter(None, beside), None)


def _beside(lines: Sequence[Line]) -> str | None:
    """The line above a headline or below it, but for one that says who speaks."""
    text = _text(lines)
    return text if text and parse_speaker(text) is None else None


def _headline(heading: Heading, speaker: Head | None) -> str:
    return speaker.headline if speaker and speaker.headline else unmarked(heading.text)


def _opening(piece: Piece) -> str | None:
    """The headline that a piece begins with in its first line."""
    return run_in(piece.text) or (lead_of(piece.lines[0]) if piece.item else None)


def _text(lines: Sequence[Line]) -> str | None:
    return "".join(line.text for line in lines) or None


def _credit(
    byline: Sequence[Line], paragraphs: Sequence[Paragraph]
) -> tuple[str | None, tuple[str, ...], str | None]:
    """The words that name the reporters, the names, and the place of the dateline."""
    first = next((p for p in paragraphs if not p.subhead), paragraphs[0])
    dateline = dateline_of(first.text)
    city = dateline.city if dateline else None
    closing = credit_of(paragraphs[-1].text)
    words = [
        _text(byline),
        dateline.words if dateline else None,
        closing,
    ]
    for text in words:
        if text and (names := names_of(text)):
            return text, names, city
    return closing if closing and not names_of(closing) else None, (), city


def _paragraph(part: Part) -> Paragraph:
    spans: list[Span] = []
    text = ""
    for line in part.lines:
        spans.append((line.start, line.end))
    for n, (a, b) in enumerate(pairwise(part.lines)):
        if _needs_blank(a.text, b.text):
            spans[n] = (a.start, a.end + 1)
    for line, (start, end) in zip(part.lines, spans, strict=True):
        text += line.text + " " * (end - start - len(line.text))
    return Paragraph(text, tuple(spans), part.subhead)


def _needs_blank(before: str, after: str) -> bool:
    """Whether two lines part in a Latin word's end: the document has a blank there."""
    last, first = before[-1], after[0]
    letters = last.isascii() and first.isascii() and first.isalpha()
    return letters and (last.isalpha() or last in ",.;:!?")


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Parts of one paragraph, from two pieces, as one."""
    joined: list[Part] = []
    for part in parts:
        goes_on = not part.indented or start_class(part.text) in ("comma", "stop", "close")
        if joined and goes_on and not joined[-1].subhead and not part.subhead:
            last = joined.pop()
            part = Part([*last.lines, *part.lines], last.indented)
        joined.append(part)
    return joined


def _joins(
    found: SheetContents, chains: Sequence[tuple[int | None, tuple[int, ...]]], flow: Flow
) -> Iterator[Join]:
    for _, chain in chains:
        for a, b in pairwise(chain):
            other = flow.other[a]
            alternative = None if other in (None, -1) else _start(found.pieces[other or 0])
            yield Join(
                _end(found.pieces[a]),
                _start(found.pieces[b]),
                rounded(flow.confidence[b]),
                alternative,
            )


def _start(piece: Piece) -> Span:
    line = piece.lines[0]
    return line.start, line.end


def _end(piece: Piece) -> Span:
    line = piece.lines[-1]
    return line.start, line.end
