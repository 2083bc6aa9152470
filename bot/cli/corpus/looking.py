"""`wencheng corpus search`, `stats`, `export`: the library's words, figures and passages."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from bot import config
from bot.cli import messages, options
from bot.cli.corpus.browse import reporters
from bot.cli.printing import print_json
from bot.terminal.messages import CUT
from bot.terminal.screen import Screen, Styled, marked, styled
from corpus import library
from corpus.errors import InputError
from corpus.files import writing
from corpus.imports.records import PlainPassage
from corpus.library import Library
from corpus.printable import printable
from corpus.section import Span
from retrieval.passages import Passage, passages

AROUND = 30
HIT = "{page} · {headline}"


@click.command("search")
@click.argument("words", metavar="文字")
@options.limit
@options.config
def search(words: str, limit: int, config_path: Path | None) -> None:
    """照字面找：哪些段落里有这几个字。"""
    held = library.load(config.load(config_path).folders)
    screen, found = Screen(), 0
    for passage in passages(held):
        place = passage.text.find(words)
        if place < 0 or not words.strip():
            continue
        found += 1
        if found <= limit:
            screen.line(
                HIT.format(
                    page=passage.page or messages.IMPORTED_LOOKING, headline=_headline(passage)
                )
            )
            screen.line(_around(screen, passage.text, (place, place + len(words))), first="  ")
    if not found:
        screen.line(messages.NOT_FOUND.format(words=printable(words)))
    if found > limit:
        screen.line(messages.MORE_PLACES.format(more=found - limit))


def _around(screen: Screen, text: str, span: Span) -> Styled:
    """The words at the span, marked, among those around them, with a sign where these are cut."""
    start, end = max(span[0] - AROUND, 0), span[1] + AROUND
    place = (span[0] - start, span[1] - start)
    shown = marked(styled(printable(text[start:end])), [place], screen.match)
    return styled(CUT if start else "") + shown + styled(CUT if end < len(text) else "")


def _headline(passage: Passage) -> str:
    who = " ".join(filter(None, (passage.city, passage.author)))
    return " ".join(
        filter(
            None, (passage.headline and messages.HEADLINE.format(headline=passage.headline), who)
        )
    )


@click.command("stats")
@options.config
def stats(config_path: Path | None) -> None:
    """语料库有多少：版、篇、段、字，各报各地的篇数。"""
    held = library.load(config.load(config_path).folders)
    for line in _figures(held):
        click.echo(line)


def _figures(held: Library) -> Iterator[str]:
    sections = [section for _, _, section in held.sections()]
    paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
    characters = sum(len(paragraph.text) for paragraph in paragraphs)
    sourced = sum(bool(paragraph.spans) for paragraph in paragraphs)
    yield messages.FIGURES.format(
        pages=len(held.pages),
        reports=len(sections),
        paragraphs=len(paragraphs),
        characters=characters,
        sourced=sourced,
    )
    yield messages.IMPORTED_FILES.format(count=len(held.imports))
    papers = Counter(p.page.publication for p in held.pages if p.page.publication)
    yield from _counted(messages.PAPERS, papers)
    yield from _counted(messages.PLACES, Counter(s.city for s in sections if s.city))
    named = Counter(name for s in sections for name in reporters(s))
    yield from _counted(messages.REPORTERS, named)


def _counted(of: tuple[str, str], counts: "Counter[str]") -> Iterator[str]:
    title, unit = of
    most = (
        messages.COUNT.format(name=name, count=n, unit=unit) for name, n in counts.most_common(20)
    )
    if counts:
        yield messages.COUNTED.format(title=title, counts=messages.COUNTS_JOIN.join(most))


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="文件.jsonl|-")
@options.config
def export(file: Path, config_path: Path | None) -> None:
    """把全部段落写成 JSON，一行一段，可用 corpus import 导入到别处。"""
    held = library.load(config.load(config_path).folders)
    if str(file) == "-":
        for passage in passages(held):
            print_json(_plain(passage))
        return
    if file.exists():
        raise InputError.at(file, None, messages.FILE_EXISTS)
    count = 0
    with writing(file) as out:
        for count, passage in enumerate(passages(held), 1):  # noqa: B007
            out.write(_line(passage))
    click.echo(messages.EXPORTED.format(count=count, path=file))


def _line(passage: Passage) -> bytes:
    return json.dumps(_plain(passage), ensure_ascii=False).encode() + b"\n"


def _plain(passage: Passage) -> dict[str, Any]:
    """What an import takes, without what is not known."""
    names = (field.name for field in fields(PlainPassage))
    values = {name: getattr(passage, name, None) for name in names}
    return {name: value for name, value in values.items() if value is not None}
