"""How often joins are right, by kind of page: `python -m corpus.measure.confidence TEXTS.jsonl`.

A development module. Pages on paper are of the generator's kinds. Those of text go from what the
search was made for to what nobody foresaw: columns cut anywhere or at ends of sentences, a head
line that was missed, whole paragraphs read in rows.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from corpus.errors import InputError
from corpus.measure import synthetic
from corpus.measure.articles import score_pages
from corpus.measure.evaluation import followers
from corpus.measure.papers.newspaper import KINDS, make_page
from corpus.measure.synthetic import SyntheticPage, make_pages, read_texts
from corpus.stitching.stitch import stitch

SURE = 0.9
SURE_TENTHS = 9
SHARES = (0.1, 0.7, 1.0)


def pages_by_kind(
    texts: Sequence[str], count: int, rng: random.Random
) -> Iterator[tuple[str, SyntheticPage]]:
    """So many pages of each kind."""
    for share in SHARES:
        for page in make_pages(texts, count, rng, between=share):
            yield f"{share:.1f} at sentences", page
    for share in SHARES[:2]:
        for page in make_pages(texts, count, rng, between=share):
            if len(page.chains) > 2:
                yield f"{share:.1f}, a head missed", _headless(page, rng)
    for _ in range(count):
        drafts = synthetic.make_pages(texts, 1, rng, between=1.0)[0]
        yield "paragraphs in rows", _in_rows(drafts, rng)
        yield "one by one", replace(drafts, text=_text(drafts))


def _headless(page: SyntheticPage, rng: random.Random) -> SyntheticPage:
    head = rng.choice(page.chains[1:])[0]
    return replace(page, text=page.text.replace(head + "\n\n", "", 1))


def _in_rows(page: SyntheticPage, rng: random.Random) -> SyntheticPage:
    """The reports' blocks by heights of their own."""
    placed = []
    for number, chain in enumerate(page.chains):
        height = rng.uniform(0.0, 0.3)
        for block in chain:
            placed.append((height, number, block))
            height += rng.uniform(0.05, 0.3)
    return replace(page, text="\n\n".join(block for *_, block in sorted(placed)))


def _text(page: SyntheticPage) -> str:
    return "\n\n".join(block for chain in page.chains for block in chain)


@click.command()
@click.argument("texts", type=Path, nargs=-1, required=True)
@click.option("--pages", default=40, show_default=True)
@click.option("--seed", default=5, show_default=True)
def main(texts: tuple[Path, ...], pages: int, seed: int) -> None:
    """Print, by kind, the share of all joins that are right, and of those given 0.9 and more."""
    found, rng = read_texts(texts), random.Random(seed)
    for kind, style in KINDS.items():
        joins = score_pages(make_page(found, rng, style) for _ in range(pages)).joins
        _print(f"PDF, {kind}", sum(joins.values(), Counter()), joins[SURE_TENTHS])
    every: dict[str, Counter[bool]] = defaultdict(Counter)
    sure: dict[str, Counter[bool]] = defaultdict(Counter)
    for kind, page in pages_by_kind(found, pages, rng):
        for right, confidence in judged(page):
            every[kind][right] += 1
            sure[kind][right] += confidence >= SURE
    for kind, counts in every.items():
        _print(kind, counts, sure[kind])


def judged(page: SyntheticPage) -> Iterator[tuple[bool, float]]:
    """Whether each join of a page that is put together is right, and how sure it is given."""
    try:
        stitched = stitch(page.text)
    except InputError:
        return
    after = followers(page)
    for join in stitched.joins:
        before, behind = (stitched.text[slice(*span)] for span in (join.before, join.after))
        yield behind in after[before], join.confidence


def _print(kind: str, every: Counter[bool], sure: Counter[bool]) -> None:
    click.echo(
        f"{kind:22} joins {every.total():5} right {every[True] / max(every.total(), 1):.3f}  "
        f"≥ {SURE}: {sure.total():5} right {sure[True] / max(sure.total(), 1):.3f}"
    )


if __name__ == "__main__":
    main()
