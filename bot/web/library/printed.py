"""A page as it was printed, cut where its reports begin and end: what shows how they were torn."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.section import Page, Section, Span


@dataclass(frozen=True, slots=True)
class PrintedPiece:
    """A stretch of one report: the `number`th of `count`, in reading order, both from 1.

    `runs` are its texts and whether each is of the marked passage.
    """

    section: int
    number: int
    count: int
    runs: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A line that is in no report's text; `section` is the report whose headline it prints."""

    text: str
    section: int | None


def pieces_of(section: Section, raw: str) -> list[list[Span]]:
    """The spans of a report in reading order, those together that nothing parts on the page."""
    pieces: list[list[Span]] = []
    for span in (span for paragraph in section.paragraphs for span in paragraph.spans):
        if pieces and pieces[-1][-1][1] <= span[0] and not raw[pieces[-1][-1][1] : span[0]].strip():
            pieces[-1].append(span)
        else:
            pieces.append([span])
    return pieces


def printed(page: Page, raw: str, marked: tuple[Span, ...] = ()) -> Iterator[PrintedPiece | Other]:
    """The raw page in its own order; `marked` are the spans of a passage."""
    placed = [
        (spans, number, order, len(pieces))
        for number, section in enumerate(page.sections, 1)
        for pieces in [pieces_of(section, raw)]
        for order, spans in enumerate(pieces, 1)
    ]
    at = 0
    for spans, section, number, count in sorted(placed):
        yield from _others(page, raw[at : spans[0][0]])
        runs = tuple(_runs(raw, spans, marked))
        yield PrintedPiece(section, number, count, runs)
        at = max(at, spans[-1][1])
    yield from _others(page, raw[at:])


def _others(page: Page, text: str) -> Iterator[Other]:
    for line in filter(None, map(str.strip, text.splitlines())):
        yield Other(line, _headed(page, line))


def _headed(page: Page, line: str) -> int | None:
    """The report whose headline a line prints."""
    sections = enumerate(page.sections, 1)
    return next(
        (n for n, section in sections if section.headline and section.headline in line), None
    )


def _runs(raw: str, spans: list[Span], marked: tuple[Span, ...]) -> Iterator[tuple[str, bool]]:
    """The piece's text with the white space between its spans, as printed."""
    for place, (start, end) in enumerate(spans):
        if place:
            yield "\n", False
        yield raw[start:end], any(a <= start and end <= b for a, b in marked)
