"""Silence: telling that no passage answers, from how much of the question the best one holds."""

from collections.abc import Sequence

from retrieval.ranking.rank import Candidate

# The confidence below which nothing is an answer, where the question names a place or a person of
# the library and where it names none: by hand, where few of the questions in tests/questions are
# refused, and small talk is. docs/answering.md has the error rates.
ENOUGH = 0.12
ENOUGH_NAMED = 0.04
# And the one below which the theme is not even near; so many are shown that are.
NEAR = 0.04
SHOWN = 2


def answering(candidates: Sequence[Candidate], *, named: bool = False) -> list[Candidate]:
    """The candidates that hold enough of the question, close together, best first; perhaps none."""
    enough = ENOUGH_NAMED if named else ENOUGH
    return [c for c in candidates if min(c.confidence, best(candidates)) >= enough]


def nearest(candidates: Sequence[Candidate]) -> list[int]:
    """The rows near the theme, where none answers."""
    return [c.row for c in candidates[:SHOWN] if c.confidence >= NEAR]


def best(candidates: Sequence[Candidate]) -> float:
    """The confidence that the first candidate answers; 0 where there is none."""
    return candidates[0].confidence if candidates else 0.0
