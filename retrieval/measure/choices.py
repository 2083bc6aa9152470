"""Choices: the passages looked at for people's questions, and which of them answer."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from retrieval.answering.finding.choice import FEATURES, Choice
from retrieval.measure.asking import posed
from retrieval.measure.examples import Cases
from retrieval.ranking.parts import Floats


def gather(sets: Sequence[Path]) -> Cases:
    """The cases of folders with a `library` and questions of it, a group for each question.

    A library's questions together count as the square root of their number.
    """
    of_sets = [list(_groups(folder)) for folder in sets]
    every = [group for of_set in of_sets for group in of_set]
    sizes = np.array([len(right) for _, right in every], np.intp)
    numbers = [len(of_set) for of_set in of_sets]
    shares = np.repeat([max(number, 1) ** -0.5 for number in numbers], numbers)
    return Cases(
        FEATURES,
        np.concatenate([features for features, _ in every]),
        np.concatenate([right for _, right in every]),
        np.cumsum([0, *sizes[:-1]]),
        shares / shares.sum(),
    )


def _groups(folder: Path) -> Iterator[tuple[Floats, Floats]]:
    """Of each question the passages, shape (passages, features), and which answer, adding up to 1;
    where all or none do, that tells nothing."""
    for one in posed(folder):
        choice = Choice(one.snapshot, one.question, one.candidates)
        right = np.array([float(one.right(candidate.row)) for candidate in choice.looked])
        if 0 < right.sum() < len(right):
            yield choice.features.T, right / right.sum()
