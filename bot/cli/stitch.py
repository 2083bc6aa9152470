"""`wencheng stitch PAGE`: put a page together, and say what a person should look at."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from bot import config
from bot.cli import options
from bot.cli.printing import print_json
from corpus import library
from corpus.adding import ConflictError, add
from corpus.library import Library
from corpus.printable import printable
from corpus.reading.lines import Document
from corpus.section import Page, Span
from corpus.stitching.result import Join, Stitched, StitchedSection
from corpus.stitching.stitch import stitch_file

DOUBTFUL = 0.9
CONTEXT = 24
MAX_DIFF = 60

SECTION = "{number:>2}  {place} · {author}   可信度 {confidence}%"
SECTION_DETAIL = "    {headline}\n    {office}｜{paragraphs} 段 {characters} 字{credit}"
CREDIT = "｜{credit}"
NO_PLACE, NO_HEADLINE = "（未写明地方）", "（无标题）"
SUMMARY = "共 {sections} 篇，拼接 {joins} 处，其中 {doubtful} 处请核对。"
DOUBT = "{place} · {author}   可信度 {confidence}%"
READING, OTHER_READING = "    现在拼作：{before}┃{after}", "    也可能是：{before}┃{after}"
ENDS_HERE = "（到此为止）"
LEFTOVER = "没有归处的文字："
WRITTEN = "已写入 {path}。"
UNCHANGED = "{path} 已有，内容相同。"
DIFFERENCES = "不同之处（- 是文件，+ 是这次）："
MORE = "……还有 {count} 行"


@click.command("stitch")
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option(
    "-o", "output", type=click.Path(path_type=Path), metavar="FILE.yaml", help="写成语料库文件。"
)
@options.config
def command(page: Path, as_json: bool, output: Path | None, config_path: Path | None) -> None:
    """把串栏的版面文字拼回一篇篇报道，并标出拿不准的地方。"""
    stitched, raw = stitch_file(page, library.load(config.load(config_path).folders))
    if as_json:
        print_json(to_json(stitched))
    else:
        show(stitched)
    if output is not None:
        write(stitched.page(raw), page, output, Library(), quiet=as_json)


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


def show(stitched: Stitched) -> None:
    """Print the reports, how sure each is, and the doubtful joins with both readings."""
    console = Console(highlight=False, soft_wrap=True)
    for block in stitched.title:
        console.print(_plain(block.text), style="bold")
    for number, section in enumerate(stitched.sections, 1):
        console.print(_describe(number, section))
    doubtful = [join for join in stitched.joins if join.confidence < DOUBTFUL]
    counts = {"sections": len(stitched.sections), "joins": len(stitched.joins)}
    console.print(SUMMARY.format(**counts, doubtful=len(doubtful)))
    for join in doubtful:
        console.print(_explain(stitched, join))
    if stitched.leftover:
        console.print(LEFTOVER)
        for block in stitched.leftover:
            console.print(_plain("    " + block.text))


def _describe(number: int, stitched: StitchedSection) -> Text:
    section = stitched.section
    line = SECTION.format(
        number=number,
        place=section.city or NO_PLACE,
        author=section.author,
        confidence=_percent(stitched.confidence),
    )
    detail = SECTION_DETAIL.format(
        headline=section.headline or NO_HEADLINE,
        office=section.office,
        paragraphs=len(section.paragraphs),
        characters=sum(len(paragraph.text) for paragraph in section.paragraphs),
        credit=CREDIT.format(credit=section.credit) if section.credit else "",
    )
    return _plain(f"{line}\n{detail}")


def _explain(stitched: Stitched, join: Join) -> Text:
    """A doubtful join in its context, with both readings."""
    owner = next(s.section for s in stitched.sections if _holds(s, join))
    place = owner.city or NO_PLACE
    lines = [DOUBT.format(place=place, author=owner.author, confidence=_percent(join.confidence))]
    before = "…" + stitched.text[slice(*join.before)][-CONTEXT:]
    other = ENDS_HERE
    if join.alternative:
        other = stitched.text[slice(*join.alternative)][:CONTEXT] + "…"
    after = stitched.text[slice(*join.after)][:CONTEXT] + "…"
    lines.append(READING.format(before=before, after=after))
    lines.append(OTHER_READING.format(before=before, after=other))
    return _plain("\n".join(" ".join(line.splitlines()) for line in lines))


def _holds(stitched: StitchedSection, join: Join) -> bool:
    spans = (span for paragraph in stitched.section.paragraphs for span in paragraph.spans)
    return any(start == join.before[0] for start, _ in spans)


def _percent(confidence: float) -> int:
    """Rounded down: what is not certain is never called so."""
    return int(confidence * 100)


def _plain(text: str) -> Text:
    """Text for a terminal: control characters of the page must not steer it."""
    return Text(printable(text))


def write(
    page: Page, raw: Path | None, target: Path, held: Library, *, quiet: bool = False
) -> None:
    """Add a page to a library, and say so; where another file stands there, show what differs."""
    try:
        message = WRITTEN if add(page, raw, target, held) else UNCHANGED
    except ConflictError as conflict:
        click.echo(DIFFERENCES, err=True)
        for line in conflict.diff[:MAX_DIFF]:
            click.echo(line, err=True)
        if len(conflict.diff) > MAX_DIFF:
            click.echo(MORE.format(count=len(conflict.diff) - MAX_DIFF), err=True)
        raise
    if not quiet:
        click.echo(message.format(path=target))
