"""`wencheng stitch PAGE`: put a page together, and say what a person should look at."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bot import config
from bot.cli import messages, options, progress
from bot.cli.corpus.add import show_differences
from bot.cli.corpus.review import show_all
from bot.cli.printing import print_json
from corpus import library
from corpus.errors import InputError
from corpus.files import write_atomic
from corpus.library import Library
from corpus.publishing import publish
from corpus.publishing.publish import ConflictError, Incoming
from corpus.reading.lines import Document
from corpus.section import Span
from corpus.stitching.result import Stitched, StitchedSection, merged


@click.command("stitch")
@click.argument("page", type=click.Path(path_type=Path), metavar="版面")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option(
    "-o", "output", type=click.Path(path_type=Path), metavar="文件.yaml", help="写成语料库文件。"
)
@options.config
def command(page: Path, as_json: bool, output: Path | None, config_path: Path | None) -> None:
    """把串栏的版面文字拼回一篇篇报道，并标出拿不准的地方。"""
    if page.suffix.lower() in (publish.SUFFIX, ".yml") and page.exists():
        raise InputError(messages.YAML.format(file=page))
    if output is not None and (output.is_dir() or output.suffix != publish.SUFFIX):
        raise InputError(messages.NO_LIBRARY_FILE.format(file=output))
    held = library.load(config.load(config_path).folders)
    with progress.share_bar(messages.READING_FILE.format(name=page.name)) as advance:
        given = publish.incoming(page, held, advance)
    if as_json:
        print_json(to_json(merged(given.stitched)))
    else:
        show_all(given)
    if output is not None:
        write(given.renamed(output.stem), output.parent, quiet=as_json)


def to_json(stitched: Stitched) -> dict[str, Any]:
    """The result as plain values; spans count code points of what was read."""
    return {
        "title": [block.text for block in stitched.title],
        "sections": [_section_json(section, stitched.document) for section in stitched.sections],
        "captions": [block.text for block in stitched.captions],
        "leftover": [block.text for block in stitched.leftover],
        "furniture": [block.text for block in stitched.furniture],
        "publication": stitched.imprint.publication,
        "date": str(stitched.imprint.day) if stitched.imprint.day else None,
        "page": stitched.imprint.number,
        "joins": [
            {
                "before": join.before,
                "after": join.after,
                "confidence": join.confidence,
                "alternative": join.alternative,
            }
            for join in stitched.joins
        ],
    }


def _section_json(stitched: StitchedSection, document: Document | None) -> dict[str, Any]:
    section = stitched.section
    plain: dict[str, Any] = {
        "city": section.city,
        "author": section.author,
        "office": section.office,
        "headline": section.headline or "",
        "kicker": section.kicker,
        "subtitle": section.subtitle,
        "credit": section.credit,
        "reporters": list(section.reporters),
        "continued": section.continued,
        "paragraphs": [paragraph.text for paragraph in section.paragraphs],
        "subheads": [n for n, paragraph in enumerate(section.paragraphs) if paragraph.subhead],
        "spans": [paragraph.spans for paragraph in section.paragraphs],
        "confidence": stitched.confidence,
    }
    if document and document.sheets:
        plain["boxes"] = [_boxes(document, p.spans) for p in section.paragraphs]
    return plain


def _boxes(document: Document, spans: Sequence[Span]) -> list[list[float]]:
    return [[box.page, *(round(n, 1) for n in box[1:])] for box in document.boxes(spans)]


def write(given: Incoming, folder: Path, *, quiet: bool) -> None:
    """Write a file's pages as library files, and say so; where others stand, show what differs."""
    try:
        files = publish.missing(given, folder, Library())
    except ConflictError as conflict:
        show_differences(conflict.path, conflict.differences)
        raise
    for name, data in files.items():
        write_atomic(folder / name, data)
    for name in given.names:
        path = folder / (name + publish.SUFFIX)
        if not quiet:
            click.echo(
                (messages.ADDED if path.name in files else messages.PAGE_UNCHANGED).format(
                    path=path
                )
            )
