"""Measure a real page against its published truth: `python -m corpus.measure.published`.

A development module. TRUTH is a page of OmniDocBench (Apache-2.0): blocks with category, order,
and text that has slips. ARTICLES says which of the orders are one report: `1-20,21-25,…`. Prints
for each report the lines that its section lacks and those that are another's.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import click

from corpus.stitching.result import StitchedSection
from corpus.stitching.stitch import stitch_file

SLIP = 6
"""Characters in a row that differ: fewer are slips of OCR or of the truth."""
SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """A report of the truth, and how many characters its section lacks and has too much."""

    title: str
    length: int
    lacks: int
    foreign: int

    def within(self, lines: float, width: int) -> bool:
        """Whether it is right but for so many lines of so many characters, either way."""
        return max(self.lacks, self.foreign) <= lines * width


def compare(
    truth: dict[str, Any], articles: str, sections: Sequence[StitchedSection]
) -> Iterator[Compared]:
    """Each report beside the section that shares most with it."""
    blocks = [b for b in truth["layout_dets"] if b.get("order") and b.get("text")]
    blocks.sort(key=lambda block: block["order"])
    texts = [_letters("".join(p.text for p in s.section.paragraphs)) for s in sections]
    for span in articles.split(","):
        first, last = map(int, span.split("-"))
        own = [block for block in blocks if first <= block["order"] <= last]
        body = [b["text"] for n, b in enumerate(own) if b["category_type"] != "title" or n > 2]
        want = _letters("".join(body))
        have = max(texts, key=lambda text: len(_shingles(text) & _shingles(want)), default="")
        yield Compared(own[0]["text"][:16], len(want), *_differing(want, have))


def _differing(want: str, have: str) -> tuple[int, int]:
    """Characters in runs that only the one has, and only the other."""
    lacks = foreign = 0
    for kind, a, b, c, d in SequenceMatcher(None, want, have, autojunk=False).get_opcodes():
        if kind != "equal":
            lacks += b - a if b - a >= SLIP + (d - c) / 2 else 0
            foreign += d - c if d - c >= SLIP + (b - a) / 2 else 0
    return lacks, foreign


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _shingles(text: str) -> set[str]:
    return {text[n : n + SHINGLE] for n in range(len(text))}


@click.command()
@click.argument("truth", type=Path)
@click.argument("page", type=Path)
@click.argument("articles")
@click.option("--width", default=16, show_default=True, help="Characters of a line.")
def main(truth: Path, page: Path, articles: str, width: int) -> None:
    """Print the measures."""
    stitched, _ = stitch_file(page)
    gold = json.loads(truth.read_text(encoding="utf-8"))
    found = list(compare(gold, articles, stitched.sections))
    for one in found:
        right = "right" if one.within(1, width) else "-----"
        click.echo(f"{right} of {one.length} lacks {one.lacks}, foreign {one.foreign}: {one.title}")
    click.echo(f"within one line: {sum(one.within(1, width) for one in found)} of {len(found)}")


if __name__ == "__main__":
    main()
