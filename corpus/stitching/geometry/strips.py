"""Strips of briefs: short reports under a common name, with a mark before each and no headline, or
with one that heavier type in their first line is.
"""

from itertools import pairwise

from corpus.stitching.byline import credit_of
from corpus.stitching.geometry.columns import Piece
from corpus.stitching.geometry.heading import frame_of, is_item, is_marked, lead_of, run_in
from corpus.stitching.geometry.order.scene import stands_above
from corpus.stitching.geometry.subheads import Surroundings
from corpus.stitching.geometry.typography import overlap

FAR = 2.0
"""In pitches: how far below a headline a text begins that is another's. By hand."""


def items_of(piece: Piece, near: Surroundings) -> list[Piece]:
    """The reports in a piece of a strip, each behind a mark, or its headline in its first line;
    any other piece as it is."""
    starts = [n for n, part in enumerate(piece.paragraphs) if _begins(part.text)]
    if starts and not _in_strip(piece, near):
        starts = []
    starts = starts or [n for n in range(len(piece.paragraphs)) if _has_lead(piece, n, near)]
    if not starts:
        return [piece]
    parts = []
    for start, end in pairwise(sorted({0, *starts, len(piece.paragraphs)})):
        paragraphs = piece.paragraphs[start:end]
        lines = [line for paragraph in paragraphs for line in paragraph.lines]
        last = end == len(piece.paragraphs)
        parts.append(Piece(lines, paragraphs, piece.full and last, item=start in starts))
    parts[0].byline = piece.byline
    return parts


def _begins(text: str) -> bool:
    """Whether a paragraph is a marked report, or begins one, and no marked headline alone."""
    return is_marked(text) and (not is_item(text) or run_in(text) is not None)


def _has_lead(piece: Piece, n: int, near: Surroundings) -> bool:
    """Whether a paragraph begins with its headline: what is above ends with a credit, or is none
    of its report's."""
    lead = lead_of(piece.paragraphs[n].lines[0])
    if lead is None or credit_of(piece.paragraphs[-1].text) is None:
        return False
    if n:
        return credit_of(piece.paragraphs[n - 1].text) is not None
    above = (one.box for one in near.headings if stands_above(one.box, piece.box, near.body.size))
    under = max((box.y1 for box in above), default=0.0)
    return piece.box.y0 - under > FAR * near.body.pitch


def _in_strip(piece: Piece, near: Surroundings) -> bool:
    """Whether a strip's name stands above a piece, in its frame if it has one, and no headline
    between the two."""
    frame, top = frame_of(piece.box, near.sheet), piece.box.y0
    return any(
        label.y1 < top + near.body.size
        and (frame is None or frame.holds((label.x0 + label.x1) / 2, (label.y0 + label.y1) / 2))
        and not any(
            label.y0 < one.box.y0 < top and overlap(one.box, piece.box) > 0 for one in near.headings
        )
        for label in near.labels
    )
