"""The weights of ranking, quoting and silence: one frozen record, read from a data file."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "data" / "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """What `python -m retrieval.measure.fit` fitted, by the names of features.

    `rank` orders passages and `choice` the first of them (conditional logits), `quote` gives the
    log-odds that a clause holds the answer, `answers` those that a passage does by its words alone,
    and `decision` by all that is known of it; each of the last three has a `bias`.
    """

    rank: dict[str, float]
    choice: dict[str, float]
    quote: dict[str, float]
    answers: dict[str, float]
    decision: dict[str, float]


@cache
def amounts(part: str, features: tuple[str, ...]) -> NDArray[np.float64]:
    """The weights that a part of the record has for features, shape (features,)."""
    held: dict[str, float] = getattr(fitted(), part)
    return np.array([held[name] for name in features])


@cache
def fitted() -> Weights:
    """The weights that come with the program."""
    held: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return Weights(held["rank"], held["choice"], held["quote"], held["answers"], held["decision"])
