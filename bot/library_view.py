"""The library for reading in a terminal: its pages, its reports, what one report says."""

from bot import chat_messages as say
from bot.render import CITY, HEADLINE, QUIET, Screen
from corpus.library import Library, LibraryPage
from corpus.section import Section


def print_library(screen: Screen, library: Library) -> None:
    """Print one line a report, under the title of its page."""
    if not library.pages:
        screen.line(say.EMPTY)
    for held in library.pages:
        screen.line(page_title(held), HEADLINE)
        for number, section in enumerate(held.page.sections, 1):
            screen.line(_line(section), first=f"{number:>3}. ")


def print_section(screen: Screen, held: LibraryPage, section: Section) -> None:
    """Print one report as printed in the paper, its attribution above."""
    screen.line(page_title(held), QUIET)
    if section.headline:
        screen.line(section.headline, HEADLINE)
    screen.line(_byline(section), CITY)
    for paragraph in section.paragraphs:
        screen.line()
        screen.line(paragraph.text)


def page_title(held: LibraryPage) -> str:
    """The publication, date and title lines of a page; its file's name where it has none."""
    page = held.page
    date = page.date.isoformat() if page.date else None
    parts = (page.publication, date, *page.title)
    return " ".join(filter(None, parts)) or held.name


def _line(section: Section) -> str:
    headline = f"《{section.headline}》" if section.headline else ""
    return f"{_byline(section)}{headline}"


def _byline(section: Section) -> str:
    office = say.OFFICE.format(office=section.office) if section.office else ""
    return " · ".join(filter(None, (section.city, f"{section.author or ''}{office}")))
