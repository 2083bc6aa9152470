"""`wencheng corpus import`: passages without a page, kept beside the pages."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from bot import config
from bot.cli import messages, opening, options, progress
from corpus import library
from corpus.errors import InputError
from corpus.files import is_name
from corpus.imports import add, jsonlines
from corpus.imports.survey import SUFFIX
from corpus.publishing.drafts import SUFFIXES
from retrieval.passages import places


@click.command("import")
@click.argument(
    "file", type=click.Path(path_type=Path, allow_dash=True, readable=False), metavar="文件.jsonl|-"
)
@click.option("--name", metavar="名字", help="在语料库里的名字；不给则用文件的名字。")
@click.option("--replace", is_flag=True, help="语料库里有同名的，内容不同就换成这次的。")
@options.config
def command(file: Path, name: str | None, replace: bool, config_path: Path | None) -> None:
    """导入段落：每行一个 JSON，要有 id 和 text，可有 title、city、author 等。"""
    settings = config.load(config_path)
    held = library.load(settings.folders)
    with _open(file) as (source, lines), progress.bar(messages.IMPORTING, _size(source)) as advance:
        target = settings.library / f"{_name(file, name)}{SUFFIX}"
        known = places(held)
        found = add.add(source, lines, target, held, known, replace=replace, progress=advance)
    if found is None:
        click.echo(messages.UNCHANGED.format(path=target))
        return
    cities = messages.CITIES.format(count=len(found.cities)) if found.cities else ""
    click.echo(messages.IMPORTED.format(path=target, passages=found.passages, cities=cities))
    # Whoever asks next should not have to wait for it.
    opening.arrays(settings)


def _name(file: Path, name: str | None) -> str:
    if name is None:
        if str(file) == "-":
            raise click.UsageError(messages.NAME_IT)
        name = file.stem
    if not is_name(name):
        raise click.UsageError(messages.BAD_NAME.format(name=name))
    return name


@contextmanager
def _open(file: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """The lines to import, after what errors call their file."""
    if str(file) == "-":
        yield Path(messages.STANDARD_INPUT), sys.stdin.buffer
        return
    if file.suffix.lower() in SUFFIXES:
        raise InputError.at(file, None, messages.PAGE_IMPORTS.format(file=file.name))
    with jsonlines.opened(file) as lines:
        yield file, lines


def _size(file: Path) -> int | None:
    return file.stat().st_size if file.is_file() else None
