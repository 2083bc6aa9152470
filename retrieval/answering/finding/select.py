"""Those of the ranked passages that answer: they hold the question and the fact asked for."""

from collections.abc import Sequence

from retrieval.answering.asked import facts
from retrieval.answering.asked.question import Question
from retrieval.answering.finding.choice import Choice, gives, identified
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
    choice, decision = Choice(snapshot, asked, candidates), Decision(snapshot, asked, candidates)
    pairs = zip(choice.looked, choice.given, strict=True)
    likely = {
        one.row
        for one, given in pairs
        if given >= LEAST_GIVEN and decision.chance(one, given) >= ENOUGH
    }
    if not likely:
        return []
    weighed = choice.weighed
    return [
        one.candidate._replace(score=max(one.value, 0.0))
        for one in weighed
        if one.candidate.row in likely and one.given >= weighed[0].given
    ]


def gives_fact(snapshot: Snapshot, asked: Question, row: int) -> bool:
    """Whether a passage gives the kind of fact, and has the names and numbers, asked for."""
    return identified(snapshot, asked, row) and gives(snapshot, asked, row) == 1
