"""Silence: telling that no passage answers, from how much of the question the best one holds."""

import math
from collections.abc import Sequence

from retrieval.answering.rank import Candidate, Evidence

# Logistic regression, fitted by `python -m retrieval.measure.fit` to tell passages that answer
# from the best ones left when those are taken out, and from the same with the answer's sentence
# cut out.
# The attribution counts against: it repeats in passages that do not answer.
WEIGHTS = Evidence(passage=2.36, sentence=5.17, text=0.86, head=-0.80)
BIAS = -6.25
# What the best passage's lead over the next adds.
LEAD = 1.0

# The confidence below which nothing is an answer. docs/answering.md gives the error rates.
ENOUGH = 0.07


def confidence(evidence: Evidence, lead: float = 0.0) -> float:
    """The chance, from 0 to 1, that a passage answers; `lead` is its score less the next one's."""
    support = (
        WEIGHTS.passage * evidence.passage
        + WEIGHTS.sentence * evidence.sentence
        + WEIGHTS.text * evidence.text
        + WEIGHTS.head * evidence.head
    )
    return 1 / (1 + math.exp(-BIAS - support - LEAD * lead))


def answering(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that hold enough of the question, close together, best first; perhaps none."""
    if not candidates or best(candidates) < ENOUGH:
        return []
    first, *rest = candidates
    return [first, *(c for c in rest if confidence(c.evidence) >= ENOUGH)]


def best(candidates: Sequence[Candidate]) -> float:
    """The confidence that the first candidate answers; 0 where there is none."""
    if not candidates:
        return 0.0
    following = candidates[1].score if len(candidates) > 1 else 0.0
    return confidence(candidates[0].evidence, candidates[0].score - following)
