"""Reports that go on on another page of the same file: put together where jump lines, or an open
sentence, say so."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from corpus.numerals import value
from corpus.section import Paragraph, Section
from corpus.stitching.byline import closes, comes_from, dateline_of, goes_on_at, opens_byline
from corpus.stitching.joins import Joins, end_class, start_class
from corpus.stitching.result import (
    Join,
    Stitched,
    StitchedSection,
    check_conserved,
    rounded,
    without,
)
from corpus.stitching.words import WordModel

TOLD = 0.95
"""How sure two jump lines are that name each other's page, where nothing else fits."""
EXPECTED = 3.0
"""Log-odds: a sentence that no page ends and one that no page begins are seldom of two reports."""
UNTOLD = 0.85
"""The most that a sentence which goes on is worth: somebody should look."""
ALONE = 0.7
"""How sure it is that a page's only report goes on on the next one, where that begins without a
headline. By hand: nothing else speaks for it, and nothing against."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A report, by its page and its place there, that goes on in another."""

    start: tuple[int, int]
    rest: tuple[int, int]
    confidence: float


def ends_open(page: Stitched) -> bool:
    """Whether a report of a page ends inside a sentence, and does not say where it goes on."""
    return any(_is_open(one.section) for one in page.sections)


def continued(pages: Sequence[Stitched]) -> list[Stitched]:
    """The pages of a file, each report whole on the page where it begins.

    Raises:
        RunError: the result would lose or double characters.
    """
    joined = list(pages)
    for number in range(len(pages) - 1, 0, -1):
        while step := _step(joined, number):
            _join(joined, step)
    return joined


def _step(pages: Sequence[Stitched], number: int) -> _Step | None:
    """The likeliest report before a page that goes on on it."""
    steps = [
        step for rest in range(len(pages[number].sections)) for step in _into(pages, number, rest)
    ]
    return max(steps, key=lambda step: step.confidence, default=None)


def _into(pages: Sequence[Stitched], number: int, rest: int) -> Iterator[_Step]:
    """The reports that one of a page may be the rest of."""
    section = pages[number].sections[rest].section
    first = section.paragraphs[0].text
    if source := comes_from(first):
        found = [
            (page, n)
            for page in range(number)
            for n, one in enumerate(pages[page].sections)
            if _is_named(pages[page], source)
            and (target := goes_on_at(one.section.paragraphs[-1].text))
            and _is_named(pages[number], target)
        ]
        yield from (_Step(start, (number, rest), TOLD / len(found)) for start in found)
    elif section.headline is None:
        yield from _untold(pages[number - 1], section, (number, rest))


def _untold(before: Stitched, section: Section, rest: tuple[int, int]) -> Iterator[_Step]:
    """The reports of the page before that one without headline may be the rest of."""
    number = rest[0] - 1
    first = section.paragraphs[0].text
    for n, one in enumerate(before.sections):
        last = one.section.paragraphs[-1].text
        if _is_open(one.section):
            sure = _reads_on(one.section, section)
            if start_class(first) not in ("open", "digit") and sure >= 0.5:
                yield _Step((number, n), rest, min(sure, UNTOLD))
        elif len(before.sections) == 1 and rest[1] == 0 and not (closes(last) or _begins(first)):
            yield _Step((number, n), rest, ALONE)


def _begins(text: str) -> bool:
    """Whether a report's first words say that it begins there."""
    return opens_byline(text) or dateline_of(text) is not None


def _is_named(page: Stitched, label: str) -> bool:
    """Whether a page of a file is the one of the paper that a jump line names."""
    if page.imprint.number is None:
        return _bare(label).lstrip(ascii_uppercase) == str(page.number)
    return _bare(page.imprint.number) == _bare(label)


def _bare(label: str) -> str:
    """A page's label without what is not always printed: 第三版, 03 and 3 are one, A1 and A01."""
    label = re.sub(r"[第版\s]", "", label)
    letter = label[:1] if label[:1].isascii() and label[:1].isalpha() else ""
    number = value(label.removeprefix(letter))
    return f"{letter}{number}" if number is not None else label


def _is_open(section: Section) -> bool:
    last = section.paragraphs[-1].text
    return end_class(last) not in ("stop", "close") and goes_on_at(last) is None


def _reads_on(section: Section, rest: Section) -> float:
    """How well a report reads on in another."""
    blocks = (section.headline or "。", section.paragraphs[-1].text, rest.paragraphs[0].text)
    return 1 / (1 + math.exp(-Joins(blocks, WordModel()).score(0, 1, 2) - EXPECTED))


def _join(pages: list[Stitched], step: _Step) -> None:
    """Move the rest of a report to its start."""
    (here, n), (there, m) = step.start, step.rest
    whole, rest = pages[here].sections[n], pages[there].sections[m]
    moved = sorted(rest.spans)
    join = Join(
        whole.section.paragraphs[-1].spans[-1],
        rest.section.paragraphs[0].spans[0],
        rounded(step.confidence),
        None,
    )
    inside = [one for one in pages[there].joins if _within(one, moved)]
    sections = list(pages[here].sections)
    # How surely the rest begins without a headline no longer matters.
    sure = min(whole.confidence, step.confidence, *(one.confidence for one in inside))
    sections[n] = _whole(whole, rest, sure, pages[here].text)
    pages[here] = replace(
        pages[here],
        sections=tuple(sections),
        joins=(*pages[here].joins, join, *inside),
        parts=tuple(sorted((*pages[here].parts, *moved))),
    )
    pages[there] = replace(
        pages[there],
        sections=tuple(one for k, one in enumerate(pages[there].sections) if k != m),
        joins=tuple(one for one in pages[there].joins if one not in inside),
        parts=without(pages[there].parts, moved),
    )
    check_conserved(pages[here])
    check_conserved(pages[there])


def _within(join: Join, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= join.after[0] < end for start, end in spans)


def _whole(
    start: StitchedSection, rest: StitchedSection, sure: float, text: str
) -> StitchedSection:
    one, two = start.section, rest.section
    reporters = one.reporters or two.reporters
    section = replace(
        one,
        city=one.city or two.city,
        credit=one.credit if one.reporters else two.credit or one.credit,
        reporters=reporters,
        paragraphs=_paragraphs(one.paragraphs, two.paragraphs, text),
        continued=None if goes_on_at(two.paragraphs[-1].text) is None else two.continued,
    )
    return replace(
        start, section=section, heads=(*start.heads, *rest.heads), confidence=rounded(sure)
    )


def _paragraphs(
    start: tuple[Paragraph, ...], rest: tuple[Paragraph, ...], text: str
) -> tuple[Paragraph, ...]:
    """The paragraphs of both; the last and the first are one where a sentence goes on."""
    last, first = start[-1], rest[0]
    if end_class(last.text) == "stop" or goes_on_at(last.text) or last.subhead or first.subhead:
        return (*start, *rest)
    spans = last.spans
    low, high = spans[-1]
    blank = text[high : high + 1] == " " and first.text[0].isascii()
    if blank:
        spans = (*spans[:-1], (low, high + 1))
    both = Paragraph(last.text + " " * blank + first.text, (*spans, *first.spans))
    return (*start[:-1], both, *rest[1:])
