"""Fit the confidence's weights: `python -m retrieval.measure.fit PASSAGES.jsonl QUERIES.jsonl`.

The queries carry their answers, `{"id", "question", "relevant": [id], "answers": [texts]}`. Three
cases are made of each: the library as it is (the best passage answers); without its relevant
passage; and with the sentences that hold an answer cut out of it (a near miss).
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.imports import jsonlines, records
from corpus.library import Library
from retrieval.answering.question import understand
from retrieval.answering.rank import Candidate, Evidence, weigh
from retrieval.answering.silence import LEAD
from retrieval.measure.evaluate import auc
from retrieval.passages import passage_of
from retrieval.snapshot import Snapshot, in_memory
from retrieval.text.fold import normal, sentences

Features = NDArray[np.float64]

RIDGE = 1e-4
STEPS = 80


def fit(features: Features, answers: NDArray[np.bool_]) -> Features:
    """Logistic regression by Newton's method (ridge 1e-4).

    Args:
        features: shape (cases, n).
        answers: shape (cases,), True where the passage answers.

    Returns:
        Shape (n + 1,): a weight for each feature, then the bias.
    """
    inputs = np.c_[features, np.ones(len(features))]
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chance - answers) / len(inputs) + RIDGE * weights
        curve = (inputs.T * (chance * (1 - chance))) @ inputs / len(inputs)
        weights -= np.linalg.solve(curve + RIDGE * np.eye(len(weights)), slope)
    return weights


def cases(built: Snapshot, queries: Path) -> Iterator[tuple[str, Evidence]]:
    """The evidence of the best passage for each query: `full`, `out` and `near` (see above)."""
    rows = {passage.id: row for row, passage in enumerate(built.passages)}
    for _, record in jsonlines.read(queries):
        terms = built.index.terms(understand(built, record["question"]).theme)
        ranked = built.index.rank(terms)
        relevant = rows[record["relevant"][0]]
        others = [c for c in ranked if c.row != relevant]
        yield "full", _first(ranked)
        yield "out", _first(others)
        text = built.index.text(relevant)
        cut = _without(text, [normal(answer) for answer in record["answers"]])
        if cut != text:
            missed = weigh(terms, cut, built.index.head(relevant))
            yield "near", max([missed, _first(others)], key=lambda e: e.sentence)


def _first(candidates: Sequence[Candidate]) -> Evidence:
    return candidates[0].evidence if candidates else Evidence(0.0, 0.0, 0.0, 0.0)


def _without(text: str, answers: Sequence[str]) -> str:
    kept = (part for part in sentences(text) if not any(answer in part for answer in answers))
    return "".join(kept)


def main(passages: Path, queries: Path) -> None:
    """Fit on the first half of the cases, print the weights, and the AUC on the second half."""
    built = in_memory(Library(), map(passage_of, records.read(passages)))
    found = list(cases(built, queries))
    kinds = np.array([kind for kind, _ in found])
    features = np.array([astuple(evidence) for _, evidence in found])
    half = len(found) // 2
    weights = fit(features[:half], kinds[:half] == "full")
    names = ", ".join(f"{n}={w:.2f}" for n, w in zip(Evidence.__slots__, weights, strict=False))
    print(f"WEIGHTS = Evidence({names})\nBIAS = {weights[-1]:.2f}  (LEAD = {LEAD} was chosen)")
    held_out, held_kinds = features[half:] @ weights[:-1], kinds[half:]
    for kind in ("out", "near"):
        score = auc(held_out[held_kinds == "full"].tolist(), held_out[held_kinds == kind].tolist())
        print(f"AUC, full against {kind}: {score}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
