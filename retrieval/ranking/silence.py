"""Silence: telling that no passage answers, from how much of the question the best one holds."""

from collections.abc import Sequence

from retrieval.ranking.rank import Candidate

# The confidence below which no place is said to say something; whether a passage answers is told by
# `answering.finding.decision`. By hand, where most questions of all sets come out right.
ENOUGH = 0.09
# And the one below which the theme is not even near; so many are shown that are.
NEAR = 0.04
SHOWN = 2


def answering(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that hold enough of the theme, close together, best first; perhaps none."""
    return [c for c in candidates if min(c.confidence, best(candidates)) >= ENOUGH]


def nearest(candidates: Sequence[Candidate]) -> list[int]:
    """The rows near the theme, where none answers."""
    return [c.row for c in candidates[:SHOWN] if c.confidence >= NEAR]


def best(candidates: Sequence[Candidate]) -> float:
    """The confidence that the first candidate answers; 0 where there is none."""
    return candidates[0].confidence if candidates else 0.0
