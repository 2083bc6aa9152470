"""Fit the weights: `python -m retrieval.measure.fit SET…`, each a folder with `passages.jsonl` and
`queries.jsonl`, the queries with their answers: `{"id", "question", "relevant": [ids], "answers"}`,
or one with a `library` and what people ask of it, see `asking.QUESTIONS`.

The first kind gives the examples of ranking, quoting and silence, the second those of the choice
among passages, and of the decision whether the one that the weights choose answers: where others
come to be chosen, the command is run again.
They are put into `examples.npz`, and what is fitted on them into `data/weights.json`, to the byte;
what no set is given for stays as it is there.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.measure.regression import STEPS, logistic
from retrieval import weights
from retrieval.measure import asking, choices, decisions, examples
from retrieval.measure.examples import Cases, Examples, Sets
from retrieval.ranking.parts import Floats

RIDGE = 1e-4
# Of the decision, whose features are few.
DECISION_RIDGE = 1e-5
# The weights of ranking and of the choice are scaled so that those above zero add up to so much: a
# score is then of the size that the shares in `answering.finding` were chosen for.
SCALE = 2.0
DIGITS = 4


def chosen(features: Floats, right: Floats, groups: NDArray[np.intp], shares: Floats) -> Floats:
    """Conditional logit by Newton's method: which one of each group is chosen.

    Args:
        features: shape (cases, n), the cases of a group one after another.
        right: shape (cases,), adding up to 1 in each group.
        groups: shape (groups,), where each begins.
        shares: shape (groups,), how much each counts; they add up to 1.

    Returns:
        Shape (n,): a weight for each feature.
    """
    sizes = np.diff([*groups, len(features)])
    count = np.repeat(shares, sizes)
    found = np.zeros(features.shape[1])
    for _ in range(STEPS):
        support = features @ found
        support -= np.repeat(np.maximum.reduceat(support, groups), sizes)
        chance = np.exp(support)
        chance /= np.repeat(np.add.reduceat(chance, groups), sizes)
        mean = np.add.reduceat(chance[:, None] * features, groups)
        slope = features.T @ (count * (chance - right)) + RIDGE * found
        curve = (features.T * (count * chance)) @ features - (mean.T * shares) @ mean
        found -= np.linalg.solve(curve + RIDGE * np.eye(len(found)), slope)
    return found


def fitted(held: Examples) -> dict[str, dict[str, float]]:
    """The weights that the examples give."""
    return {
        "rank": _order(held.rank),
        "choice": _order(held.choice),
        **{
            of: _chance(getattr(held, of), ridge)
            for of, ridge in (("quote", RIDGE), ("answers", RIDGE), ("decision", DECISION_RIDGE))
        },
    }


def _order(cases: Cases) -> dict[str, float]:
    """The weights of the scores by which the right ones of each group come first."""
    found = chosen(cases.features, cases.right, cases.groups, cases.shares)
    return _named(cases.names, found * SCALE / found[found > 0].sum())


def _chance(cases: Cases, ridge: float) -> dict[str, float]:
    """The weights of the chance that a case is right."""
    found = logistic(cases.features, cases.right, cases.shares, ridge)
    return _named([*cases.names, "bias"], found)


def _named(names: Sequence[str], found: Floats) -> dict[str, float]:
    return dict(zip(names, found.round(DIGITS).tolist(), strict=True))


def main(sets: Sequence[Path]) -> None:
    """Gather the examples of the sets, if any are named, fit, and write the weights."""
    if sets:
        examples.write(EXAMPLES, *gathered(sets))
    weights.FILE.write_text(written(EXAMPLES), "utf-8")


def gathered(sets: Sequence[Path]) -> tuple[Examples, Sets]:
    """The examples with those of the sets in them, and the digests of all that they are made of."""
    held, known = examples.read(EXAMPLES)
    asked = [folder for folder in sets if (folder / asking.QUESTIONS).exists()]
    found = [folder for folder in sets if folder not in asked]
    if found:
        held = replace(held, **examples.gather(found))
    if asked:
        held = replace(held, choice=choices.gather(asked), decision=decisions.gather(asked))
    kept = {n: of for n, of in known.items() if not (asked if asking.QUESTIONS in of else found)}
    return held, kept | {folder.name: _digests(folder) for folder in (*found, *asked)}


def written(path: Path) -> str:
    """The file of weights that the examples in a file give."""
    held, sets = examples.read(path)
    inputs = {"examples": _digest(path), "sets": sets}
    return json.dumps({"inputs": inputs, **fitted(held)}, indent=1, ensure_ascii=False) + "\n"


def _digests(folder: Path) -> dict[str, str]:
    """Of each file that a set is made of, its digest."""
    names = ("passages.jsonl", "queries.jsonl", asking.QUESTIONS)
    files = [folder / name for name in names] + sorted((folder / "library").rglob("*"))
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files if path.is_file()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


EXAMPLES = Path(__file__).parent / "examples.npz"
"""What the committed weights were fitted on."""

if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
