"""The library for reading in a terminal: its pages, its reports, what one report says."""

from bot import chat_messages as say
from bot.render import CITY, HEADLINE, QUIET
from bot.screen import Screen
from corpus.imports import Import
from corpus.library import Library, LibraryPage
from corpus.plain import PlainPassage
from corpus.section import Section
from corpus.survey import Survey


def print_library(screen: Screen, library: Library) -> None:
    """Print one line a report, under the title of its page."""
    if not library.pages and not library.imports:
        screen.line(say.EMPTY)
    for held in library.pages:
        screen.line(page_title(held), HEADLINE)
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
    screen.line(_byline(section), CITY)
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
    headline = f"《{section.headline}》" if section.headline else ""
    return f"{_byline(section)}{headline}"


def _byline(section: Section | PlainPassage) -> str:
    office = say.OFFICE.format(office=section.office) if section.office else ""
    return " · ".join(filter(None, (section.city, f"{section.author or ''}{office}")))
