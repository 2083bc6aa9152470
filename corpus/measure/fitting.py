"""Fit the weights of joins: `python -m corpus.measure.fitting TEXTS.jsonl …`.

TEXTS.jsonl holds one `{"text": …}` a line. Pairs of blocks from pages made of the texts are put
into `pairs.npz`, and what is fitted on these into `data/joins.json`, to the byte; without texts the
pairs that are there are fitted again.
"""

import json
import math
import random
from hashlib import sha256
from pathlib import Path

import click
import numpy as np

from corpus.measure import pairs
from corpus.measure.pairs import Pairs
from corpus.measure.regression import logistic
from corpus.measure.synthetic import HELD_OUT, make_pages, read_texts, shipped_texts
from corpus.stitching.weights import JOINS

PAIRS = Path(__file__).parent / "pairs.npz"
"""What the committed weights were fitted on."""
RIDGE = 5.0
"""By hand: as if each weight had been seen to be nothing a few times."""
DIGITS = 2
SMALL = 0.03
"""Smaller weights change no reading, and are left out."""


def fitted(found: Pairs) -> dict[str, float]:
    """The weights by feature name; the bias is less the log-odds of a join among the pairs."""
    count = len(found.joined)
    weights = logistic(found.features, found.joined, np.full(count, 1 / count), RIDGE / count)
    share = found.joined.mean()
    weights[-1] -= math.log(share / (1 - share))
    named = zip((*found.names, "bias"), weights.round(DIGITS).tolist(), strict=True)
    return {name: weight for name, weight in named if abs(weight) >= SMALL}


def written(path: Path) -> str:
    """The file of weights that the pairs in a file give."""
    found, inputs = pairs.read(path)
    held = {"inputs": {"pairs": _digest(path), **inputs}, "weights": fitted(found)}
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


@click.command()
@click.argument("texts", type=Path, nargs=-1)
@click.option("--pages", default=200, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(texts: tuple[Path, ...], pages: int, seed: int) -> None:
    """Fit the weights and write them where the program reads them.

    Every fourth text is left out, for `python -m corpus.measure.evaluation --held-out`; the
    shipped page's reports are added.
    """
    if texts:
        rng = random.Random(seed)
        used = [text for n, text in enumerate(read_texts(texts)) if n % HELD_OUT] + shipped_texts()
        digests = {path.name: _digest(path) for path in texts}
        inputs = {"texts": digests, "pages": pages, "seed": seed}
        pairs.write(PAIRS, pairs.gather(make_pages(used, pages, rng), rng), inputs)
    JOINS.write_text(written(PAIRS), encoding="utf-8")


if __name__ == "__main__":
    main()
