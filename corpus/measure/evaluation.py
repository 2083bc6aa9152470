"""Measure stitching on made-up pages: `python -m corpus.measure.evaluation TEXTS.jsonl …`.

A development module. TEXTS.jsonl holds one `{"text": …}` a line; use texts that the weights
of joins were not fitted on. Prints the share of reports put together exactly and of characters in
their place, by layout and beside plain reading order, how often joins are right by the confidence
given them, and the time and memory of a process that stitches one page, by the page's size.
"""

import difflib
import json
import random
import subprocess
import sys
import tempfile
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import click

from corpus.measure.articles import score_pages
from corpus.measure.papers.newspaper import make_page as make_newspaper
from corpus.measure.synthetic import HELD_OUT, SyntheticPage, make_page, make_pages, read_texts
from corpus.stitching.blocks import BlockKind, read_blocks
from corpus.stitching.result import Stitched
from corpus.stitching.stitch import stitch

BINS = (0.0, 0.5, 0.7, 0.9, 0.99)
SIZES = ((5, 1), (5, 3), (10, 3), (15, 3), (15, 4))
MIN_STRETCH = 4

Reports = dict[tuple[str | None, str | None], str]
"""The text of each report without white space, by city and author."""

_ONE_PAGE = """
import json, os, sys, time
begin = time.perf_counter()
from pathlib import Path
from corpus import apart
from corpus.stitching.stitch import stitch_file
stitch_file(Path(sys.argv[1]))
seconds = time.perf_counter() - begin
# Pages are put together in a process of their own. ru_maxrss would count what started this one.
peaks = [Path(f"/proc/{n}/status").read_text().split("VmHWM:")[1].split()[0]
         for n in (os.getpid(), *(child.pid for child in apart.children))]
print(json.dumps([seconds, sum(map(int, peaks)) / 1024]))
"""


@dataclass(slots=True)
class Score:
    """Sums over pages of one layout."""

    reports: int = 0
    exact: int = 0
    characters: int = 0
    placed: int = 0

    def add(self, gold: Reports, got: Reports) -> None:
        """Count the reports and characters of a page."""
        for key, want in gold.items():
            have = got.get(key, "")
            self.reports += 1
            self.exact += have == want
            self.characters += len(want)
            self.placed += _placed(have, want)


@dataclass(slots=True)
class Evaluation:
    """Scores by layout, of stitching and of plain reading order, and joins (right, all) by bin."""

    stitched: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    naive: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    joins: dict[int, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    sections: dict[int, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))


def evaluate(pages: Iterable[SyntheticPage]) -> Evaluation:
    """Stitch pages and compare with their gold."""
    result = Evaluation()
    for page in pages:
        gold: Reports = {(r.city, r.author): _bare(r.text) for r in page.reports}
        stitched = stitch(page.text)
        got = _reports(stitched)
        for layout in (page.layout, "all"):
            result.stitched[layout].add(gold, got)
            result.naive[layout].add(gold, reading_order(page.text))
        behind = followers(page)
        for join in stitched.joins:
            before, after = (page.text[slice(*span)] for span in (join.before, join.after))
            result.joins[_bin(join.confidence)][after in behind[before]] += 1
        for section in stitched.sections:
            key = (section.section.city, section.section.author)
            result.sections[_bin(section.confidence)][got[key] == gold.get(key)] += 1
    return result


def reading_order(text: str) -> Reports:
    """What reading on from each head line to the next one gives."""
    reports: Reports = {}
    key = None
    for block in read_blocks(text):
        if block.head:
            key = (block.head.city, block.head.author)
            reports[key] = ""
        elif key and block.kind is BlockKind.TEXT:
            reports[key] += _bare(block.text)
    return reports


def _reports(stitched: Stitched) -> Reports:
    return {
        (s.section.city, s.section.author): _bare("".join(p.text for p in s.section.paragraphs))
        for s in stitched.sections
    }


def followers(page: SyntheticPage) -> dict[str, set[str]]:
    """For each block the texts that truly follow it."""
    behind: dict[str, set[str]] = defaultdict(set)
    for chain in page.chains:
        for before, after in pairwise(chain):
            behind[before].add(after)
    return behind


def _placed(have: str, want: str) -> int:
    """Characters in common stretches of at least `MIN_STRETCH`, in order."""
    if have == want:
        return len(want)
    matcher = difflib.SequenceMatcher(None, have, want, autojunk=False)
    return sum(b.size for b in matcher.get_matching_blocks() if b.size >= MIN_STRETCH)


def _bin(confidence: float) -> int:
    return bisect_right(BINS, confidence) - 1


def _bare(text: str) -> str:
    return "".join(text.split())


def benchmark(texts: Sequence[str], rng: random.Random) -> list[tuple[int, int, float, float]]:
    """Reports, pieces, seconds, and megabytes of both processes, for pages of growing size."""
    rows = []
    for reports, columns in SIZES:
        page = make_page(rng.choices(texts, k=reports), "rows", columns, rng)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.txt"
            path.write_text(page.text, encoding="utf-8")
            command = [sys.executable, "-c", _ONE_PAGE, str(path)]
            run = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, megabytes = json.loads(run.stdout)
        rows.append((reports, reports * columns, seconds, megabytes))
    return rows


@click.command()
@click.argument("texts", type=Path, nargs=-1, required=True)
@click.option("--pages", default=100, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--held-out", is_flag=True, help="Use only the texts that fitting leaves out.")
def main(texts: tuple[Path, ...], pages: int, seed: int, held_out: bool) -> None:
    """Print the measures."""
    rng = random.Random(seed)
    found = read_texts(texts)
    if held_out:
        found = found[::HELD_OUT]
    papers = score_pages(make_newspaper(found, rng) for _ in range(pages))
    for line in papers.lines():
        click.echo(f"PDF      {line}")
    result = evaluate(make_pages(found, pages, rng))
    for layout in sorted(result.stitched):
        score, naive = result.stitched[layout], result.naive[layout]
        click.echo(
            f"{layout:8} sections exact {score.exact}/{score.reports} "
            f"{score.exact / score.reports:.3f}  characters {score.placed / score.characters:.4f}  "
            f"reading order {naive.exact / naive.reports:.3f} {naive.placed / naive.characters:.4f}"
        )
    for name, bins in (("joins", result.joins), ("sections", result.sections)):
        for place, counts in sorted(bins.items()):
            total = counts.total()
            click.echo(f"{name} given ≥ {BINS[place]}: {counts[True] / total:.3f} of {total} right")
    for reports, pieces, seconds, megabytes in benchmark(found, rng):
        click.echo(f"{reports:2} reports {pieces:2} pieces: {seconds:.2f} s, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
