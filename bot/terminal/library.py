"""The library for reading in a terminal: its pages, its reports, what one report says."""

import re
from collections.abc import Iterator
from itertools import islice

from rich.cells import cell_len

from bot.terminal import messages as say
from bot.terminal.render import CITY, HEADLINE, QUIET
from bot.terminal.screen import Screen
from corpus.imports.records import PlainPassage
from corpus.imports.survey import Import, Survey
from corpus.library import Library, LibraryPage
from corpus.section import Section
from retrieval.answering.answer import answer
from retrieval.answering.telling.suggest import suggestions
from retrieval.snapshot import Snapshot

_FIRST_WORDS = re.compile(r"\w{2,20}")
_TRIES = 20


def welcome(snapshot: Snapshot, width: int) -> list[str]:
    """At most three lines for people who come to ask; one where nothing is held."""
    if not snapshot.passages:
        return [say.EMPTY]
    lines = [say.WELCOME.format(holdings=_holdings(snapshot))]
    if snapshot.cities:
        lines.append(_cities(snapshot.cities, width))
    if question := example(snapshot):
        lines.append(say.WELCOME_EXAMPLE.format(question=question))
    return lines


def example(snapshot: Snapshot) -> str | None:
    """A question made of the library's own words: of some that have answers, the fullest."""
    tried = suggestions(snapshot, (), count=_TRIES) or islice(_first_words(snapshot), _TRIES)
    found = {question: len(answer(snapshot, question, limit=1).hits) for question in tried}
    best = max(found, key=found.__getitem__, default=None)
    return best if best and found[best] else None


def _first_words(snapshot: Snapshot) -> Iterator[str]:
    """What can be asked where there are neither cities nor authors."""
    for passage in snapshot.passages:
        if words := _FIRST_WORDS.search(passage.headline or passage.text):
            yield words.group()


def _holdings(snapshot: Snapshot) -> str:
    census = snapshot.census
    parts = ((say.REPORTS, census.reports), (say.PASSAGES, census.imported))
    return say.AND.join(words.format(count=count) for words, count in parts if count)


def _cities(cities: tuple[str, ...], width: int) -> str:
    """As many cities as a line holds."""
    line = say.WELCOME_CITIES.format(cities=say.LIST_JOIN.join(cities))
    shown = len(cities)
    while cell_len(line) > width and shown > 1:
        shown -= 1
        listed = say.LIST_JOIN.join(cities[:shown]) + say.AND_OTHERS.format(count=len(cities))
        line = say.WELCOME_CITIES.format(cities=listed)
    return line


def print_library(screen: Screen, library: Library) -> None:
    """Print one line a report, under the name and the title of its page."""
    if not library.pages and not library.imports:
        screen.line(say.EMPTY)
    for held in library.pages:
        title = page_title(held)
        named = title if title == held.name else say.PAGE.format(name=held.name, title=title)
        screen.line(named, HEADLINE)
        for number, section in enumerate(held.page.sections, 1):
            screen.line(_line(section), first=f"{number:>3}. ")


def print_import(screen: Screen, held: Import, found: Survey) -> None:
    """Print how much an import holds, in one line."""
    counts = say.IMPORT.format(name=held.name, passages=found.passages)
    cities = say.IMPORT_CITIES.format(cities=len(found.cities)) if found.cities else ""
    screen.line(counts + cities, HEADLINE)


def print_section(screen: Screen, held: LibraryPage, section: Section) -> None:
    """Print one report as printed in the paper, its attribution above."""
    screen.line(page_title(held), QUIET)
    if section.headline:
        screen.line(section.headline, HEADLINE)
    if byline := _byline(section):
        screen.line(byline, CITY)
    for paragraph in section.paragraphs:
        screen.line()
        screen.line(paragraph.text)


def print_passage(screen: Screen, held: Import, passage: PlainPassage) -> None:
    """Print an imported passage, its attribution above."""
    screen.line(say.IMPORTED.format(name=held.name, id=passage.id), QUIET)
    if headline := passage.headline or passage.title:
        screen.line(headline, HEADLINE)
    if byline := _byline(passage):
        screen.line(byline, CITY)
    screen.line(passage.text)
    if passage.credit and passage.credit not in passage.text:
        screen.line(say.CREDIT.format(credit=passage.credit), QUIET)


def page_title(held: LibraryPage) -> str:
    """The publication, date and title lines of a page; its file's name where it has none."""
    page = held.page
    date = page.date.isoformat() if page.date else None
    parts = (page.publication, date, *page.title)
    return " ".join(filter(None, parts)) or held.name


def _line(section: Section) -> str:
    headline = say.HEADLINE.format(headline=section.headline) if section.headline else ""
    return f"{_byline(section)}{headline}"


def _byline(section: Section | PlainPassage) -> str:
    office = say.OFFICE.format(office=section.office) if section.office else ""
    return " · ".join(filter(None, (section.city, f"{section.author or ''}{office}")))
