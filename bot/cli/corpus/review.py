"""A page looked at in the terminal before it is stored: what was found, and corrections."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from bot import messages as shared
from bot import review
from bot.cli import messages
from bot.terminal.screen import Screen
from corpus.errors import InputError
from corpus.library import LibraryPage
from corpus.publishing import comparing
from corpus.publishing.publish import Incoming
from corpus.section import Page

BOLD = "bold"


def show(given: Incoming, at: int) -> None:
    """Print what was found on a page of a file (from 0): reports, doubts, what is left over."""
    _print_all(_lines(given, at))


Line = tuple[str, str]
"""What is shown, and its style."""


def _lines(given: Incoming, at: int) -> Iterator[Line]:
    page = given.pages[at]
    yield messages.REVIEW_TITLE.format(name=given.names[at], count=len(page.sections)), BOLD
    day = page.date.isoformat() if page.date else messages.NOT_RECOGNISED
    publication = page.publication or messages.NOT_RECOGNISED
    yield messages.REVIEW_PRINTED.format(date=day, publication=publication), ""
    yield from ((line, BOLD) for line in page.title)
    yield from ((line, "") for line in review.reports(given, at))
    if left := review.left_over(given, at):
        yield shared.LEFT_OVER.format(count=len(left)), ""
        yield from ((shared.LEFT_OVER_LINE.format(words=words), "") for words in left)


def _show_change(old: Incoming, new: Incoming, at: int) -> None:
    """Print what is shown otherwise after an edit, and what the edit changed."""
    known = {*_lines(old, at)}
    _print_all(line for line in _lines(new, at) if line not in known)
    _print(_difference(old.pages[at], new.pages[at]))


def show_all(given: Incoming) -> None:
    """Print all pages of a file, and what is to be known of the file itself."""
    for at in range(len(given.pages)):
        show(given, at)
    for warning in given.warnings:
        _print(shared.WARNING.format(warning=warning))
    count = sum(len(page.sections) for page in given.pages)
    _print(messages.REVIEW_SUMMARY.format(reports=count, doubtful=review.doubtful(given)))


def ask(given: Incoming) -> Incoming | None:
    """Have a person look at a file's pages, one by one; None where they are not to be stored."""
    for warning in given.warnings:
        _print(shared.WARNING.format(warning=warning))
    for at in range(len(given.pages)):
        looked_at = _ask_page(given, at)
        if looked_at is None:
            return None
        given = looked_at
    return given


def _ask_page(given: Incoming, at: int) -> Incoming | None:
    before: list[Incoming] = []
    show(given, at)
    while True:
        words = _typed()
        if words in messages.YES:
            return given
        if words in messages.NO:
            return None
        if words in messages.REVIEW_HELP:
            _print(f"{shared.HOW_TO_CORRECT}｜{messages.REVIEW_COMMANDS}")
        elif words in messages.REVIEW_UNDO:
            given = _undone(given, at, before)
        elif words == messages.REVIEW_TEXT:
            show(given, at)
        elif words.startswith(messages.REVIEW_TEXT):
            _show_text(given, at, words.removeprefix(messages.REVIEW_TEXT).strip())
        else:
            changed = _corrected(given, at, words)
            if changed is not None:
                before.append(given)
                _show_change(given, changed, at)
                given = changed


def _difference(old: Page, new: Page) -> str:
    """What an edit changed, in one line."""
    held = LibraryPage(Path(), old, (), None)
    lines = [line.strip() for line in comparing.differences(held, new)]
    return messages.REVIEW_CHANGED.format(lines=" ".join(lines) or comparing.NOTHING)


def _typed() -> str:
    """What a person types; the end of the input is no consent."""
    click.echo(messages.REVIEW_ASK, nl=False, err=True)
    line = sys.stdin.readline()
    return line.strip() if line else messages.NO[0]


def _corrected(given: Incoming, at: int, words: str) -> Incoming | None:
    try:
        return given.with_page(at, review.corrected(given.pages[at], words))
    except InputError as error:
        _print(str(error))
        return None


def _undone(given: Incoming, at: int, before: list[Incoming]) -> Incoming:
    if not before:
        _print(messages.NOTHING_TO_UNDO)
        return given
    _show_change(given, before[-1], at)
    return before.pop()


def _show_text(given: Incoming, at: int, number: str) -> None:
    sections = given.pages[at].sections
    if not number.isdecimal() or not 1 <= int(number) <= len(sections):
        _print(
            shared.UNKNOWN_CORRECTION.format(
                words=f"{messages.REVIEW_TEXT} {number}", how=messages.REVIEW_COMMANDS
            )
        )
        return
    for n, paragraph in enumerate(sections[int(number) - 1].paragraphs, 1):
        _print(f"{n:>3} {paragraph.text}")


def _print_all(lines: Iterable[Line]) -> None:
    for line, style in lines:
        _print(line, style)


def _print(line: str, style: str = "") -> None:
    Screen().line(line, style)
