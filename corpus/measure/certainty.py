"""Fit how sure joins on paper are: `python -m corpus.measure.certainty TEXTS.jsonl …`.

A development module, for after `corpus.measure.fitting`: pages of every kind are made of the texts
that it left out, and put together. What speaks for each join is put into `joins.npz`, and what is
fitted on these into `data/certainty.json`, to the byte; without texts the joins that are there are
fitted again.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path

import click
import numpy as np

from corpus.measure import pairs
from corpus.measure.articles import follows
from corpus.measure.pairs import STEPS, Pairs
from corpus.measure.papers.newspaper import KINDS, NewspaperPage, make_page
from corpus.measure.regression import Floats, logistic
from corpus.measure.synthetic import HELD_OUT, read_texts
from corpus.reading.document import document_of
from corpus.stitching.geometry import articles
from corpus.stitching.geometry.order.certainty import JoinEvidence
from corpus.stitching.weights import CERTAINTY

JOINS = Path(__file__).parent / "joins.npz"
"""What the committed weights were fitted on."""
NAMES = tuple(field.name for field in fields(JoinEvidence))
RIDGE = 5.0
"""By hand: as if each weight had been seen to be nothing a few times."""
DIGITS = 2
SURE, MIN_RIGHT = 0.9, 0.97
"""Of joins given so much confidence so many have to be right, on kinds of pages never seen."""
CAUTION = 0.1
"""Log-odds by which the bias is lowered until it is so."""

Row = tuple[JoinEvidence, bool]


def joins_of(page: NewspaperPage) -> Iterator[Row]:
    """What speaks for each join of a page that is put together, and whether it is right."""
    for sheet in document_of(page.pdf, Path("page.pdf")).sheets:
        found = articles.tell_apart(sheet)
        flow = articles.flow(found)
        for _, chain in flow.chains:
            for a, b in pairwise(chain):
                before, after = found.pieces[a].lines[-1].text, found.pieces[b].lines[0].text
                yield flow.evidence[b], follows(page, before, after)


def gather(texts: Sequence[str], pages: int, rng: random.Random) -> tuple[Pairs, dict[str, int]]:
    """The joins of so many pages of each kind, and how many of them each kind has, in order."""
    rows: list[Row] = []
    counts: dict[str, int] = {}
    for name, kind in KINDS.items():
        found = [row for _ in range(pages) for row in joins_of(make_page(texts, rng, kind))]
        counts[name] = len(found)
        rows += found
    matrix = np.array([list(asdict(evidence).values()) for evidence, _ in rows])
    joined = np.array([float(right) for _, right in rows])
    return Pairs(NAMES, (matrix * STEPS).round() / STEPS, joined), counts


def fitted(found: Pairs, counts: dict[str, int]) -> dict[str, float]:
    """The weights by feature name, with a bias so low that each kind that is left out is sound."""
    weights = _weights(found.features, found.joined)
    caution = 0.0
    while any(right < MIN_RIGHT for _, right in left_out(found, counts, caution).values()):
        caution += CAUTION
    weights[-1] -= caution
    return dict(zip((*found.names, "bias"), weights.round(DIGITS).tolist(), strict=True))


def left_out(found: Pairs, counts: dict[str, int], caution: float) -> dict[str, tuple[int, float]]:
    """For each kind how many joins are sure by the others' weights, and the share right of them."""
    edges = [0, *accumulate(counts.values())]
    told = {}
    for name, (start, end) in zip(counts, pairwise(edges), strict=True):
        others = np.ones(len(found.joined), dtype=bool)
        others[start:end] = False
        weights = _weights(found.features[others], found.joined[others])
        score = found.features[~others] @ weights[:-1] + weights[-1] - caution
        sure = 1 / (1 + np.exp(-score)) >= SURE
        right = found.joined[~others][sure]
        told[name] = (len(right), float(right.mean()) if len(right) else 1.0)
    return told


def _weights(features: Floats, joined: Floats) -> Floats:
    count = len(joined)
    return logistic(features, joined, np.full(count, 1 / count), RIDGE / count)


def written(path: Path) -> str:
    """The file of weights that the joins in a file give."""
    found, inputs = pairs.read(path)
    counts: dict[str, int] = inputs["joins"]  # type: ignore[assignment]
    held = {"inputs": {"file": _digest(path), **inputs}, "weights": fitted(found, counts)}
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


@click.command()
@click.argument("texts", type=Path, nargs=-1)
@click.option("--pages", default=40, show_default=True, help="Of each kind.")
@click.option("--seed", default=1, show_default=True)
def main(texts: tuple[Path, ...], pages: int, seed: int) -> None:
    """Fit the weights, write them where the program reads them, and print how kinds left out do."""
    if texts:
        found, counts = gather(read_texts(texts)[::HELD_OUT], pages, random.Random(seed))
        digests = {path.name: _digest(path) for path in texts}
        inputs = {"texts": digests, "pages": pages, "seed": seed, "joins": counts}
        pairs.write(JOINS, found, inputs)
    CERTAINTY.write_text(written(JOINS), encoding="utf-8")
    found, inputs = pairs.read(JOINS)
    for name, (sure, right) in left_out(found, inputs["joins"], 0.0).items():  # type: ignore[arg-type]
        click.echo(f"{name} left out: {right:.3f} of {sure} joins given ≥ {SURE} are right")


if __name__ == "__main__":
    main()
