"""Those of the ranked passages that answer: they hold the question and the fact asked for."""

from collections.abc import Sequence

from retrieval.answering.asked import facts
from retrieval.answering.asked.question import Question
from retrieval.answering.finding.choice import gives, identified
from retrieval.answering.finding.decision import Decision
from retrieval.ranking.rank import Candidate
from retrieval.snapshot import Snapshot

# The chance from which a passage answers: what the decision is fitted for.
ENOUGH = 0.5
# What it has to give at least of the fact asked for: something like it.
LEAST_GIVEN = facts.LIKENED


def answering(
    snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Those of the ranked candidates that answer, the likeliest first; perhaps none."""
    decision = Decision(snapshot, asked, candidates)
    least = max(LEAST_GIVEN, max((one.given for one in decision.weighed[:1]), default=0.0))
    return [
        one.candidate._replace(score=max(one.value, 0.0))
        for one in decision.weighed
        if one.given >= least and decision.chance(one) >= ENOUGH
    ]


def gives_fact(snapshot: Snapshot, asked: Question, row: int) -> bool:
    """Whether a passage gives the kind of fact, and has the names and numbers, asked for."""
    return identified(snapshot, asked, row) and gives(snapshot, asked, row) == 1
