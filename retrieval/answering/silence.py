"""Silence: telling that no passage answers, from how much of the question the best one holds."""

from collections.abc import Sequence

from retrieval.answering.rank import Candidate

# The confidence below which nothing is an answer: by hand, where few of the questions that people
# asked of the libraries in tests/questions are refused. docs/answering.md gives the error rates.
ENOUGH = 0.13


def answering(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that hold enough of the question, close together, best first; perhaps none."""
    if best(candidates) < ENOUGH:
        return []
    return [c for c in candidates if c.confidence >= ENOUGH]


def best(candidates: Sequence[Candidate]) -> float:
    """The confidence that the first candidate answers; 0 where there is none."""
    return candidates[0].confidence if candidates else 0.0
