"""What was found for a question, before it is made an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.answer import Status
from retrieval.ranking.rank import Candidate


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that answer, best first, and what to say with them.

    `whole` rows belong together and are shown whatever the limit. `marks` are words of a row's
    text that answer, beside those of the theme. `near` are rows near the theme where none answers.
    """

    rows: Sequence[int]
    message: str = ""
    status: Status = Status.ANSWERED
    whole: int = 0
    scores: Sequence[float] = ()
    marks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    suggestions: Sequence[str] = ()
    near: Sequence[int] = ()


def silent(message: str, instead: Sequence[str] = ()) -> Found:
    """Nothing, and what to say; `instead` are questions that would be answered."""
    return Found((), message, Status.NOT_FOUND, suggestions=instead)


def listed(candidates: Sequence[Candidate], message: str) -> Found:
    """All of the candidates, which belong together."""
    rows = [candidate.row for candidate in candidates]
    scores = [candidate.score for candidate in candidates]
    return Found(rows, message, whole=len(rows), scores=scores)
