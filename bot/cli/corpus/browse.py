"""`wencheng corpus list` and `show`: what the library holds."""

from functools import partial
from pathlib import Path

import click

from bot import config
from bot.cli import messages, options, progress
from bot.terminal import library as view
from bot.terminal.render import QUIET
from bot.terminal.screen import Screen
from corpus import library
from corpus.errors import InputError
from corpus.imports.records import PlainPassage
from corpus.imports.survey import Import, survey
from corpus.library import Library
from corpus.section import Section
from retrieval.index.names import reporters_of


@click.command("list")
@options.config
def listed(config_path: Path | None) -> None:
    """列出语料库里的每篇报道，和导入的段落有多少。"""
    held = library.load(config.load(config_path).folders)
    screen = Screen()
    view.print_library(screen, held)
    for imported in held.imports:
        with progress.bar(imported.name, _size(imported)) as advance:
            found = survey(imported.path, advance)
        view.print_import(screen, imported, found)


def reporters(section: Section) -> tuple[str, ...]:
    """Who reported: those that are named as such, or else the names in the credit."""
    return section.reporters or (reporters_of(section.credit) if section.credit else ())


@click.command("show")
@click.argument("name", metavar="名字")
@click.option(
    "--limit",
    type=options.Between(1),
    metavar="N",
    default=20,
    show_default=True,
    help="导入的段落最多显示几段。",
)
@options.config
def shown(name: str, limit: int, config_path: Path | None) -> None:
    """显示一页、一报、一地、一位发言人或记者的报道全文，或导入的段落。"""
    held = library.load(config.load(config_path).folders)
    found = [
        (page, section)
        for page, _, section in held.sections()
        if name in (page.name, page.page.publication, section.author, section.city)
        or name in reporters(section)
        or name.removesuffix("市") == section.city
    ]
    is_page = any(page.name == name for page in held.pages)
    imported, more = ([], 0) if is_page else _imported(held, name, limit)
    if not found and not imported:
        raise InputError(
            messages.NO_REPORT_OF.format(name=name, known=_known(held) or messages.NO_PAGES)
        )
    screen = Screen()
    prints = [partial(view.print_section, screen, *pair) for pair in found]
    prints += [partial(view.print_passage, screen, *pair) for pair in imported]
    for number, print_ in enumerate(prints):
        if number:
            screen.line()
        print_()
    if more:
        screen.line()
        screen.line(messages.MORE_PASSAGES.format(more=more), QUIET)


def _imported(
    held: Library, name: str, limit: int
) -> tuple[list[tuple[Import, PlainPassage]], int]:
    """The first passages of the import, the city or the author of this name; how many more."""
    found: list[tuple[Import, PlainPassage]] = []
    count = 0
    searched = [imported for imported in held.imports if imported.name == name] or held.imports
    with progress.bar(messages.SEARCHING, sum(map(_size, searched))) as advance:
        for imported in searched:
            for _, passage in imported.passages(advance):
                city = name.removesuffix("市") == passage.city
                if city or name in (imported.name, passage.author, passage.city):
                    count += 1
                    if count <= limit:
                        found.append((imported, passage))
    return found, count - len(found)


def _size(imported: Import) -> int:
    return imported.stamp[0] if imported.stamp else 0


def _known(held: Library) -> str:
    cities = (section.city for _, _, section in held.sections() if section.city)
    return messages.JOIN.join(
        dict.fromkeys((*cities, *(imported.name for imported in held.imports)))
    )
