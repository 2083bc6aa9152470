"""Pairs of blocks from made-up pages: what the weights of joins are fitted on."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.measure.regression import Floats
from corpus.measure.synthetic import SyntheticPage
from corpus.stitching.joins import Features, Joins
from corpus.stitching.words import WordModel

NEGATIVES = 4
"""False pairs for each true one: there are many more, and these tell as much."""
RARE = 15
"""A feature that fewer pairs have is left out: its weight would be chance."""
STEPS = 100
"""Features are kept in steps of 1/100: less tells nothing."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of blocks.

    Attributes:
        names: of the features, n of them.
        features: shape (pairs, n).
        joined: shape (pairs,), 1 where the second block follows the first, else 0.
    """

    names: tuple[str, ...]
    features: Floats
    joined: Floats


def gather(pages: Sequence[SyntheticPage], rng: random.Random) -> Pairs:
    """The pairs of pages: each true join, and a few false ones of the same block before."""
    found = [pair for page in pages for pair in _of_page(page, rng)]
    counts = Counter(name for features, _ in found for name in features)
    names = tuple(sorted(name for name, count in counts.items() if count >= RARE))
    joined = np.array([float(joined) for _, joined in found])
    return Pairs(names, _matrix([features for features, _ in found], names), joined)


def _of_page(page: SyntheticPage, rng: random.Random) -> Iterator[tuple[Features, bool]]:
    blocks = [block for chain in page.chains for block in chain]
    joins = Joins(blocks, WordModel())
    heads = np.cumsum([0, *map(len, page.chains)]).tolist()
    runs = [range(a + 2, b) for a, b in pairwise(heads)]
    inner = [n for run in runs for n in run]
    for head, run in zip(heads, runs, strict=False):
        for b in run:
            yield joins.features(head, b - 1, b), True
            others = [n for n in inner if n not in (b - 1, b)]
            for other in rng.sample(others, min(NEGATIVES, len(others))):
                yield joins.features(head, b - 1, other), False


def _matrix(rows: Sequence[Features], names: Sequence[str]) -> Floats:
    columns = {name: column for column, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for row, features in enumerate(rows):
        for name in features.keys() & columns.keys():
            matrix[row, columns[name]] = features[name]
    found: Floats = (matrix * STEPS).round() / STEPS
    return found


def write(path: Path, pairs: Pairs, inputs: dict[str, object]) -> None:
    """Keep pairs, and what they were made of; most features of a pair are nothing."""
    rows, columns = pairs.features.nonzero()
    np.savez_compressed(
        path,
        allow_pickle=False,
        inputs=_bytes(json.dumps(inputs)),
        names=_bytes("\n".join(pairs.names)),
        joined=pairs.joined.astype(np.uint8),
        counts=np.bincount(rows, minlength=len(pairs.joined)).astype(np.uint8),
        columns=columns.astype(np.uint16),
        values=(pairs.features[rows, columns] * STEPS).round().astype(np.int16),
    )


def read(path: Path) -> tuple[Pairs, dict[str, object]]:
    """What `write` kept."""
    with np.load(path, allow_pickle=False) as file:
        held = {name: file[name] for name in file.files}
    names = tuple(held["names"].tobytes().decode().split("\n"))
    features = np.zeros((len(held["joined"]), len(names)))
    rows = np.repeat(np.arange(len(features)), held["counts"])
    features[rows, held["columns"]] = held["values"] / STEPS
    inputs: dict[str, object] = json.loads(held["inputs"].tobytes())
    return Pairs(names, features, held["joined"].astype(np.float64)), inputs


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)
