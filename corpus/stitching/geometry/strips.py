"""Strips of briefs: short reports under a common name, with a mark before each and no headline."""

from itertools import pairwise

from corpus.stitching.geometry.columns import Piece
from corpus.stitching.geometry.heading import frame_of, is_item, is_marked, run_in
from corpus.stitching.geometry.subheads import Surroundings
from corpus.stitching.geometry.typography import overlap


def items_of(piece: Piece, near: Surroundings) -> list[Piece]:
    """The reports in a piece of a strip, each behind a mark; any other piece as it is."""
    starts = [n for n, part in enumerate(piece.paragraphs) if _begins(part.text)]
    if not starts or not _in_strip(piece, near):
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
