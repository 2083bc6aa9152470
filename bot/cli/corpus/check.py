"""`wencheng corpus check`: what is wrong with library files, and what a person should look at."""

from collections.abc import Sequence
from pathlib import Path

import click

from bot import config
from bot.cli import messages, options, progress
from corpus import checking, library, pins, strict
from corpus.errors import InputError, WenchengError
from corpus.files import read_text, regular
from corpus.imports.survey import SUFFIX, Survey, reject_doubles, survey
from corpus.library import ALIASES, OWN, Library, LibraryPage
from corpus.pins import PinFile
from corpus.publishing import publish
from corpus.publishing.drafts import SUFFIXES
from retrieval.passages import places
from retrieval.text import synonyms


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[文件…]")
@options.config
def command(files: tuple[Path, ...], config_path: Path | None) -> None:
    """检查语料文件；不指明文件则检查整个语料库。"""
    folders = () if files else config.load(config_path).folders
    files = files or tuple(path for folder in folders for path in _files(folder))
    pages: list[LibraryPage] = []
    surveys: list[Survey] = []
    bad = sum(not _checked(path, pages, surveys) for path in files)
    if bad:
        raise InputError(messages.BAD.format(files=len(files), bad=bad))
    held = Library(tuple(pages))
    library.reject_doubles(held)
    reject_doubles(places(held), surveys)
    click.echo(messages.GOOD.format(files=len(files)))


def _files(folder: Path) -> Sequence[Path]:
    """What a library's folder holds that is the library's: pages, imports, its own files."""
    held = regular(folder)
    pages = [path for path in held if path.suffix == publish.SUFFIX and path.name not in OWN]
    imports = [path for path in held if path.suffix == SUFFIX]
    return [*pages, *imports, *(path for path in held if path.name in OWN)]


def _checked(path: Path, pages: list[LibraryPage], surveys: list[Survey]) -> bool:
    """Print what is wrong with a file, or what it holds; add it to those of its kind."""
    try:
        if path.suffix == SUFFIX:
            surveys.append(_import(path))
        elif path.name in OWN:
            _own(path)
        else:
            pages.append(_page(path))
    except WenchengError as error:
        click.echo(str(error), err=True)
        return False
    return True


def _page(path: Path) -> LibraryPage:
    if path.suffix.lower() in SUFFIXES and path.suffix.lower() != publish.SUFFIX:
        raise InputError.at(path, None, messages.RAW.format(file=path.name))
    held, _ = library.read(path, all_kinds=True)
    sections = held.page.sections
    paragraphs = sum(len(section.paragraphs) for section in sections)
    click.echo(messages.PAGE.format(path=path, reports=len(sections), paragraphs=paragraphs))
    for warning in checking.warnings(held):
        click.echo(messages.WARNING.format(warning=warning))
    return held


def _import(path: Path) -> Survey:
    with progress.bar(
        messages.CHECKING, path.stat().st_size if path.is_file() else None
    ) as advance:
        found = survey(path, advance)
    click.echo(messages.IMPORT.format(path=path, passages=found.passages, cities=len(found.cities)))
    return found


def _own(path: Path) -> None:
    """One of the library's own files: short names, words that mean the same, pins."""
    if path.name == ALIASES:
        said, count = messages.SHORT_NAMES, len([*library.read_aliases(path)])
    elif path.name == pins.TERMS:
        lines = read_text(path).splitlines()
        said, count = messages.TERMS, len([*synonyms.read(lines)])
    else:
        said, count = messages.PINS, len(strict.read(path, PinFile).value.pins)
    click.echo(said.format(path=path, count=count))
