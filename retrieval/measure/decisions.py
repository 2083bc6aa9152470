"""Decisions: the passages that come first for people's questions, and whether they answer."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from retrieval.answering.finding.choice import Choice
from retrieval.answering.finding.decision import FEATURES, Decision
from retrieval.answering.finding.select import LEAST_GIVEN
from retrieval.measure.asking import Posed, posed
from retrieval.measure.examples import Cases

# Chosen by hand, of 1, 1.5, 2 and 3, for the fewest mistakes of both kinds on libraries left out.
SILENCE = 2.0


def gather(sets: Sequence[Path]) -> Cases:
    """The cases of folders with a `library` and questions of it.

    A library's questions together count as the square root of their number, one that nothing
    answers `SILENCE` times.
    """
    of_sets = [[case for one in posed(folder) for case in _case(one)] for folder in sets]
    sizes = [len(cases) for cases in of_sets]
    every = [case for of_set in of_sets for case in of_set]
    shares = np.repeat([size**-0.5 for size in sizes], sizes)
    shares *= [1.0 if right else SILENCE for _, right in every]
    return Cases(
        FEATURES,
        np.array([held for held, _ in every]),
        np.array([right for _, right in every]),
        np.arange(len(every)),
        shares / shares.sum(),
    )


def _case(one: Posed) -> Iterator[tuple[tuple[float, ...], float]]:
    """The passage that comes first, if it answers or if none does; else it tells nothing."""
    choice = Choice(one.snapshot, one.question, one.candidates)
    for first in choice.weighed[:1]:
        right = one.right(first.candidate.row)
        if first.given >= LEAST_GIVEN and (right or one.silent):
            decision = Decision(one.snapshot, one.question, choice.rivals)
            yield decision.features(first.candidate, first.given), float(right)
