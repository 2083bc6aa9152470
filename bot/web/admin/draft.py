"""A page that waits to be published, as it is shown: on its picture or as printed, each piece of a
report in the report's colour, each doubtful join marked; beside it the reports as they are now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot import review
from bot.source.outlines import outlines
from bot.web.library.printed import printed
from corpus.library import LibraryPage
from corpus.publishing.drafts import Draft
from corpus.reading.lines import Document
from corpus.section import Page, Paragraph, Section
from corpus.stitching.result import Stitched

# Code points of the other reading of a join that are shown.
OTHER = 40


@dataclass(frozen=True, slots=True)
class DoubtfulJoin:
    """A doubtful join: its number on the page, from 1; how sure it is, in per cent; the beginning
    of what may follow instead, "" where nothing is known to."""

    number: int
    percent: int
    other: str


Doubts = dict[tuple[int, int], DoubtfulJoin]
"""Doubtful joins by the end of the piece before and the start of the piece after."""


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of a report, from 1: its texts in a row, before each the doubt of its join."""

    number: int
    paragraph: Paragraph
    runs: tuple[tuple[DoubtfulJoin | None, str], ...]


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A report of the page, from 1; how sure it is in per cent, None where a person made it."""

    number: int
    section: Section
    percent: int | None
    parts: tuple[DraftParagraph, ...]


def shown(draft: Draft, held: Sequence[LibraryPage]) -> list[dict[str, Any]]:
    """What the template shows of each page of a draft."""
    return [_page(draft, at, held[at]) for at in range(len(held))]


def _page(draft: Draft, at: int, held: LibraryPage) -> dict[str, Any]:
    given = draft.given
    page, document = given.pages[at], given.document
    stitched = given.stitched[at] if given.stitched else None
    doubts = _doubts(page, stitched)
    reports = list(_reports(page, stitched, doubts))
    drawn = document if document and document.sheets else None
    raw = held.raw_text if drawn is None else None
    return {
        "name": held.name,
        "title": page.title,
        "reports": reports,
        "unsure": [r for r in reports if review.is_unsure(r.section, stitched)],
        "doubts": sorted(doubts.values(), key=lambda doubt: doubt.number),
        "sheets": list(_sheets(page, drawn, doubts)) if drawn else [],
        "printed": list(printed(page, raw)) if raw else [],
        "leftover": review.left_over(given, at),
    }


def _doubts(page: Page, stitched: Stitched | None) -> Doubts:
    """The doubtful joins that the page's reports still have, numbered in reading order."""
    joins = review.doubtful_joins(stitched) if stitched else {}
    found: Doubts = {}
    for section in page.sections:
        spans = [span for paragraph in section.paragraphs for span in paragraph.spans]
        for before, after in pairwise(spans):
            if (join := joins.get((before[1], after[0]))) and stitched:
                words = stitched.text[slice(*join.alternative)] if join.alternative else ""
                other = " ".join(words.split())[:OTHER]
                percent = int(join.confidence * 100)
                found[before[1], after[0]] = DoubtfulJoin(len(found) + 1, percent, other)
    return found


def _reports(page: Page, stitched: Stitched | None, doubts: Doubts) -> Iterator[DraftReport]:
    for number, section in enumerate(page.sections, 1):
        certain = review.certainty(section, stitched)
        end = -1
        parts = []
        for place, paragraph in enumerate(section.paragraphs, 1):
            parts.append(DraftParagraph(place, paragraph, tuple(_runs(paragraph, end, doubts))))
            end = paragraph.spans[-1][1] if paragraph.spans else -1
        percent = None if certain is None else int(certain * 100)
        yield DraftReport(number, section, percent, tuple(parts))


def _runs(
    paragraph: Paragraph, end: int, doubts: Doubts
) -> Iterator[tuple[DoubtfulJoin | None, str]]:
    if not paragraph.spans:
        yield None, paragraph.text
    at = 0
    for start, stop in paragraph.spans:
        yield doubts.get((end, start)), paragraph.text[at : at + stop - start]
        at, end = at + stop - start, stop


def _sheets(page: Page, document: Document, doubts: Doubts) -> Iterator[dict[str, Any]]:
    """The sheets that the reports stand on, as SVG: pieces, their numbers, joins in doubt."""
    pieces = [
        {
            "page": outline.page,
            "report": number,
            "part": place,
            "first": (place, order) == (1, 0),
            "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in outline.points),
            "at": outline.bounds,
        }
        for number, section in enumerate(page.sections, 1)
        for place, paragraph in enumerate(section.paragraphs, 1)
        for order, outline in enumerate(outlines(document.boxes(list(paragraph.spans))))
    ]
    marks = [
        {"page": out.page, "doubt": doubt, "x": out.x1, "y": out.y0, "to": (into.x0, into.y0)}
        for (end, start), doubt in doubts.items()
        for out in document.boxes([(end - 1, end)])
        for into in document.boxes([(start, start + 1)])
        if into.page == out.page
    ]
    for sheet in document.sheets:
        here = [piece for piece in pieces if piece["page"] == sheet.number]
        if here:
            found = [mark for mark in marks if mark["page"] == sheet.number]
            yield {"sheet": sheet, "pieces": here, "marks": found}
