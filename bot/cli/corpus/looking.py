"""`wencheng corpus search`, `stats`, `export`: the library's words, figures and passages."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from bot import config
from bot.cli import options
from bot.cli.printing import print_json
from bot.terminal.screen import Screen, marked, styled
from corpus import library
from corpus.errors import InputError, RunError
from corpus.files import writing
from corpus.imports.records import PlainPassage
from corpus.library import Library
from corpus.printable import printable
from retrieval.passages import Passage, passages

AROUND = 30
HIT = "{page} · {headline}"
MORE = "还有 {more} 处，可用 --limit 多看几处。"
NOT_FOUND = "语料库里没有“{words}”这几个字"
EXPORTED = "已写出 {count} 段到 {path}。"
IMPORTED = "（导入）"


@click.command("search")
@click.argument("words")
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
            screen.line(HIT.format(page=passage.page or IMPORTED, headline=_headline(passage)))
            start = max(place - AROUND, 0)
            shown = passage.text[start : place + len(words) + AROUND]
            span = (place - start, place - start + len(words))
            screen.line(marked(styled(printable(shown)), [span], screen.match), first="  ")
    if not found:
        raise RunError(NOT_FOUND.format(words=words))
    if found > limit:
        screen.line(MORE.format(more=found - limit))


def _headline(passage: Passage) -> str:
    who = " ".join(filter(None, (passage.city, passage.author)))
    return " ".join(filter(None, (passage.headline and f"《{passage.headline}》", who)))


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
    yield (
        f"{len(held.pages)} 版，{len(sections)} 篇，{len(paragraphs)} 段，{characters} 字；"
        f"可查出处的 {sourced} 段"
    )
    yield f"导入 {len(held.imports)} 个文件"
    papers = Counter(p.page.publication for p in held.pages if p.page.publication)
    yield from _counted("报纸", papers, "版")
    yield from _counted("地方", Counter(s.city for s in sections if s.city), "篇")
    yield from _counted("记者", Counter(name for s in sections for name in s.reporters), "篇")


def _counted(title: str, counts: "Counter[str]", unit: str) -> Iterator[str]:
    if counts:
        yield f"{title}：" + "，".join(f"{name} {n} {unit}" for name, n in counts.most_common(20))


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE.jsonl|-")
@options.config
def export(file: Path, config_path: Path | None) -> None:
    """把全部段落写成 JSON，一行一段，可用 corpus import 导入到别处。"""
    held = library.load(config.load(config_path).folders)
    if str(file) == "-":
        for passage in passages(held):
            print_json(_plain(passage))
        return
    if file.exists():
        raise InputError.at(file, None, "已有这个文件，请换个名字")
    count = 0
    with writing(file) as out:
        for count, passage in enumerate(passages(held), 1):  # noqa: B007
            out.write(_line(passage))
    click.echo(EXPORTED.format(count=count, path=file))


def _line(passage: Passage) -> bytes:
    return json.dumps(_plain(passage), ensure_ascii=False).encode() + b"\n"


def _plain(passage: Passage) -> dict[str, Any]:
    """What an import takes, without what is not known."""
    names = (field.name for field in fields(PlainPassage))
    values = {name: getattr(passage, name, None) for name in names}
    return {name: value for name, value in values.items() if value is not None}
