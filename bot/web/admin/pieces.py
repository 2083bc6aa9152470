"""What a person changes inside the reports of a page: each a page from a page.

Reports and paragraphs count from 1. The words stay those of the raw page: they are moved, joined
and cut, and take their spans along.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from corpus.publishing.editing import drop, split
from corpus.section import Page, Paragraph, Section

HEAD = ("city", "author", "office", "headline", "credit")


def headed(page: Page, number: int, fields: dict[str, str]) -> Page:
    """A report with another head; an empty field is unknown."""
    given: dict[str, Any] = {name: fields.get(name, "").strip() or None for name in HEAD}
    return _with(page, number, replace(_section(page, number), **given))


def moved(page: Page, number: int, paragraph: int, to: int, after: int | None = None) -> Page:
    """A paragraph put into a report behind its paragraph `after`: 0 is its beginning, None its end.

    A report without paragraphs goes.
    """
    taken = _paragraph(page, number, paragraph)
    target = list(_section(page, to).paragraphs)
    place = len(target) if after is None else after
    if not 0 <= place <= len(target):
        raise IndexError(place)
    if number == to:
        del target[paragraph - 1]
        place -= place >= paragraph
    target.insert(place, taken)
    page = _paragraphed(page, to, target)
    return page if number == to else _without(page, number, paragraph)


def shifted(page: Page, number: int, paragraph: int, by: int) -> Page:
    """A paragraph that changed places with the one before it (-1) or behind it (1)."""
    paragraphs = list(_section(page, number).paragraphs)
    other = paragraph - 1 + by
    _paragraph(page, number, paragraph)
    if not 0 <= other < len(paragraphs):
        return page
    paragraphs[paragraph - 1], paragraphs[other] = paragraphs[other], paragraphs[paragraph - 1]
    return _paragraphed(page, number, paragraphs)


def joined(page: Page, number: int, paragraph: int) -> Page:
    """A paragraph put behind the one before it, as one."""
    paragraphs = list(_section(page, number).paragraphs)
    last = _paragraph(page, number, paragraph)
    if paragraph == 1:
        return page
    first = paragraphs[paragraph - 2]
    spans = (*first.spans, *last.spans) if first.spans and last.spans else ()
    whole = replace(first, text=first.text + last.text, spans=spans)
    return _paragraphed(
        page, number, [*paragraphs[: paragraph - 2], whole, *paragraphs[paragraph:]]
    )


def cut(page: Page, number: int, paragraph: int, at: int) -> Page:
    """A paragraph cut in two before its character `at`, counted from 0."""
    paragraphs = list(_section(page, number).paragraphs)
    whole = _paragraph(page, number, paragraph)
    if not 0 < at < len(whole.text):
        return page
    halves = split(whole, at)
    return _paragraphed(
        page, number, [*paragraphs[: paragraph - 1], *halves, *paragraphs[paragraph:]]
    )


def _section(page: Page, number: int) -> Section:
    """The report; IndexError where there is none."""
    if number < 1:
        raise IndexError(number)
    return page.sections[number - 1]


def _paragraph(page: Page, number: int, paragraph: int) -> Paragraph:
    if paragraph < 1:
        raise IndexError(paragraph)
    return _section(page, number).paragraphs[paragraph - 1]


def _with(page: Page, number: int, section: Section) -> Page:
    sections = (*page.sections[: number - 1], section, *page.sections[number:])
    return replace(page, sections=sections)


def _paragraphed(page: Page, number: int, paragraphs: Sequence[Paragraph]) -> Page:
    return _with(page, number, replace(_section(page, number), paragraphs=tuple(paragraphs)))


def _without(page: Page, number: int, paragraph: int) -> Page:
    paragraphs = _section(page, number).paragraphs
    left = (*paragraphs[: paragraph - 1], *paragraphs[paragraph:])
    return _paragraphed(page, number, left) if left else drop(page, number)
