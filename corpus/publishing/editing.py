"""A page mended by hand, without opening its file: reports dropped, joined, cut, corrected.

Each function gives another page; no words get lost on the way. What is in no report any more is
what `checking.unplaced` finds.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from corpus.errors import InputError
from corpus.publishing.comparing import FIELDS
from corpus.section import Page, Paragraph, Section, Span

NO_REPORT = "没有第 {number} 篇，共 {count} 篇"
NO_PARAGRAPH = "第 {number} 篇没有第 {paragraph} 段，共 {count} 段"
NO_WORDS = "第 {number} 篇里没有“{words}”，或者不止一处"
NOT_AT_START = "第 {number} 篇从这里切开，前面就没有文字了"
ONLY_PARAGRAPH = "第 {number} 篇只有这一段；要删整篇，请写 删 {number}"
SAME = "请给出两篇不同的"
NO_FIELD = "没有“{field}”这一项，可以改的有 {fields}"
BAD_DAY = "日期应写成 2016-01-20"


def drop(page: Page, number: int) -> Page:
    """Without one report, counted from 1.

    Raises:
        InputError: there is no such report.
    """
    _section(page, number)
    left = (*page.sections[: number - 1], *page.sections[number:])
    return replace(page, sections=left)


def drop_paragraph(page: Page, number: int, at: int) -> Page:
    """One report without one paragraph, both counted from 1.

    Raises:
        InputError: there is no such report or paragraph, or it is the report's only one.
    """
    section = _section(page, number)
    _require_paragraph(section, number, at)
    if len(section.paragraphs) == 1:
        raise InputError(ONLY_PARAGRAPH.format(number=number))
    left = (*section.paragraphs[: at - 1], *section.paragraphs[at:])
    return _put(page, number, replace(section, paragraphs=left))


def join(page: Page, number: int, other: int) -> Page:
    """One report put behind another; its headline becomes a paragraph where they meet.

    Raises:
        InputError: there are no two such reports.
    """
    first, second = _section(page, number), _section(page, other)
    if number == other:
        raise InputError(SAME)
    seam = (Paragraph(second.headline, subhead=True),) if second.headline else ()
    paragraphs = (*first.paragraphs, *seam, *second.paragraphs)
    joined = replace(
        first,
        paragraphs=paragraphs,
        credit=first.credit or second.credit,
        reporters=tuple(dict.fromkeys((*first.reporters, *second.reporters))),
        continued=first.continued or second.continued,
    )
    return drop(_put(page, number, joined), other)


def cut(page: Page, number: int, at: int | str) -> Page:
    """One report made two: the second begins with a paragraph (from 1), or with some words.

    Raises:
        InputError: there is no such report or place.
    """
    section = _section(page, number)
    paragraphs = section.paragraphs
    if isinstance(at, str):
        paragraphs, at = _parted(section, number, at)
    _require_paragraph(replace(section, paragraphs=paragraphs), number, at)
    if at == 1:
        raise InputError(NOT_AT_START.format(number=number))
    above, below = paragraphs[: at - 1], paragraphs[at - 1 :]
    closes = section.credit is not None and section.credit in below[-1].text
    bare = Section(section.city, None, None, None, None, below)
    first, second = replace(section, paragraphs=above), bare
    if closes:
        second = replace(bare, credit=section.credit, reporters=section.reporters)
        first = replace(first, credit=None, reporters=())
    sections = (*page.sections[: number - 1], first, second, *page.sections[number:])
    return replace(page, sections=sections)


def correct(page: Page, number: int, field: str, value: str) -> Page:
    """One report with another headline, byline, speaker or place; empty for none.

    Raises:
        InputError: there is no such report or field.
    """
    section = _section(page, number)
    if field not in FIELDS:
        raise InputError(NO_FIELD.format(field=field, fields="、".join(FIELDS)))
    said = " ".join(value.split()) or None
    if field == "地名" and said and len(said) > len("沙市"):
        said = said.removesuffix("市")
    changes: dict[str, Any] = {FIELDS[field]: said}
    changed = replace(section, **changes)
    if field == "署名":
        from corpus.stitching.byline import names_of

        changed = replace(changed, reporters=names_of(said or ""))
    return _put(page, number, changed)


def correct_page(page: Page, field: str, value: str) -> Page:
    """The page with another date or publication; empty for none.

    Raises:
        InputError: it is no date, or no field of a page.
    """
    if field == "日期":
        return replace(page, date=day_of(value) if value else None)
    return replace(page, publication=value or None)


def day_of(text: str) -> date:
    """A date as typed.

    Raises:
        InputError: it is none.
    """
    match = re.fullmatch(r"\s*(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?\s*", text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(BAD_DAY) from None


def _section(page: Page, number: int) -> Section:
    if not 1 <= number <= len(page.sections):
        raise InputError(NO_REPORT.format(number=number, count=len(page.sections)))
    return page.sections[number - 1]


def _require_paragraph(section: Section, number: int, at: int) -> None:
    count = len(section.paragraphs)
    if not 1 <= at <= count:
        raise InputError(NO_PARAGRAPH.format(number=number, paragraph=at, count=count))


def _put(page: Page, number: int, section: Section) -> Page:
    sections = (*page.sections[: number - 1], section, *page.sections[number:])
    return replace(page, sections=sections)


def _parted(section: Section, number: int, words: str) -> tuple[tuple[Paragraph, ...], int]:
    """The paragraphs with one cut before some words, and the number of what begins with these."""
    holding = [n for n, paragraph in enumerate(section.paragraphs) if words in paragraph.text]
    if len(holding) != 1 or section.paragraphs[holding[0]].text.count(words) != 1:
        raise InputError(NO_WORDS.format(number=number, words=words))
    n = holding[0]
    pieces = split(section.paragraphs[n], section.paragraphs[n].text.index(words))
    made = (*section.paragraphs[:n], *pieces, *section.paragraphs[n + 1 :])
    return made, n + len(pieces)


def split(paragraph: Paragraph, place: int) -> tuple[Paragraph, ...]:
    """A paragraph cut before a character, each piece with its own spans; whole at its start."""
    if place == 0:
        return (paragraph,)
    before, after = _split_spans(paragraph.spans, place)
    text = paragraph.text
    return replace(paragraph, text=text[:place], spans=before), replace(
        paragraph, text=text[place:], spans=after
    )


def _split_spans(spans: Sequence[Span], place: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    before: list[Span] = []
    after: list[Span] = []
    for start, end in spans:
        middle = min(max(start, start + place), end)
        before += [(start, middle)] if middle > start else []
        after += [(middle, end)] if end > middle else []
        place -= end - start
    return tuple(before), tuple(after)
