"""Silence: telling that no passage answers, from how much of the question the best one holds."""

from collections.abc import Sequence

from retrieval.ranking.rank import Candidate

# The confidence below which nothing is an answer; below which it is none where a fact of a kind is
# asked for, by which passages are chosen besides; and where the question names a place or a person
# of the library. By hand, where most questions of all sets come out right, those that have no
# answer among them. docs/answering.md has the error rates.
ENOUGH = 0.09
ENOUGH_GIVEN = 0.05
ENOUGH_NAMED = 0.025
# And the one below which the theme is not even near; so many are shown that are.
NEAR = 0.04
SHOWN = 2


def answering(
    candidates: Sequence[Candidate], *, named: bool = False, given: bool = False
) -> list[Candidate]:
    """The candidates that hold enough of the question, close together, best first; perhaps none.

    `named` tells that the question names a place or a person, `given` that it asks for a fact, by
    which the candidates are chosen besides.
    """
    enough = ENOUGH_NAMED if named else ENOUGH_GIVEN if given else ENOUGH
    return [c for c in candidates if min(c.confidence, best(candidates)) >= enough]


def nearest(candidates: Sequence[Candidate]) -> list[int]:
    """The rows near the theme, where none answers."""
    return [c.row for c in candidates[:SHOWN] if c.confidence >= NEAR]


def best(candidates: Sequence[Candidate]) -> float:
    """The confidence that the first candidate answers; 0 where there is none."""
    return candidates[0].confidence if candidates else 0.0
