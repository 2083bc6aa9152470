"""Fit the weights of joins on synthetic pages: `python -m corpus.measure.fitting TEXTS.jsonl …`.

A development module. TEXTS.jsonl holds one `{"text": …}` a line.
"""

import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from corpus.measure.synthetic import HELD_OUT, SyntheticPage, make_pages, read_texts, shipped_texts
from corpus.stitching.joins import Features, Joins
from corpus.stitching.words import Words

WEIGHTS = Path(__file__).parents[1] / "data" / "joins.json"
NEGATIVES = 4
RARE = 15
RIDGE = 5.0
NEWTON_STEPS = 8

Array = NDArray[np.float64]


def fit(pages: Sequence[SyntheticPage], rng: random.Random) -> dict[str, float]:
    """The weights by feature name. `bias` is less the log-odds of a join among the pairs drawn."""
    pairs = [pair for page in pages for pair in _pairs(page, rng)]
    counts = Counter(name for features, _ in pairs for name in features)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    labels = np.array([joined for _, joined in pairs])
    matrix = _matrix([features for features, _ in pairs], names)
    weights = _regress(matrix, labels)
    odds = math.log(labels.mean() / (1 - labels.mean()))
    fitted = {"bias": weights[0] - odds, **dict(zip(names, weights[1:], strict=True))}
    rounded = {name: round(float(weight), 2) for name, weight in fitted.items()}
    return {name: weight for name, weight in rounded.items() if abs(weight) >= 0.03}


def _pairs(page: SyntheticPage, rng: random.Random) -> Iterator[tuple[Features, bool]]:
    """Each true join, and a few false ones of the same block before."""
    blocks = [block for chain in page.chains for block in chain]
    joins = Joins(blocks, Words())
    heads = np.cumsum([0, *map(len, page.chains)]).tolist()
    runs = [range(a + 2, b) for a, b in pairwise(heads)]
    inner = [n for run in runs for n in run]
    for head, run in zip(heads, runs, strict=False):
        for b in run:
            yield joins.features(head, b - 1, b), True
            others = [n for n in inner if n not in (b - 1, b)]
            for other in rng.sample(others, min(NEGATIVES, len(others))):
                yield joins.features(head, b - 1, other), False


def _matrix(rows: Sequence[Features], names: Sequence[str]) -> Array:
    columns = {name: column for column, name in enumerate(names, 1)}
    matrix = np.zeros((len(rows), len(names) + 1))
    matrix[:, 0] = 1.0
    for row, features in enumerate(rows):
        for name, value in features.items():
            if name in columns:
                matrix[row, columns[name]] = value
    return matrix


def _regress(matrix: Array, labels: NDArray[np.bool_]) -> Array:
    """Logistic regression by Newton's method, with a ridge penalty on all weights but the first."""
    ridge = np.full(matrix.shape[1], RIDGE)
    ridge[0] = 0.0
    weights = np.zeros(matrix.shape[1])
    for _ in range(NEWTON_STEPS):
        share = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ (labels - share) - ridge * weights
        curve = (matrix * (share * (1 - share))[:, None]).T @ matrix + np.diag(ridge)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


@click.command()
@click.argument("texts", type=Path, nargs=-1, required=True)
@click.option("--pages", default=400, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(texts: tuple[Path, ...], pages: int, seed: int) -> None:
    """Fit the weights and write them where the program reads them.

    Every fourth text is left out, for `python -m corpus.measure.evaluation --held-out`; the
    shipped page's reports are added.
    """
    rng = random.Random(seed)
    used = [text for n, text in enumerate(read_texts(texts)) if n % HELD_OUT] + shipped_texts()
    weights = fit(make_pages(used, pages, rng), rng)
    WEIGHTS.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    click.echo(f"{len(weights)} weights → {WEIGHTS}")


if __name__ == "__main__":
    main()
