"""How sure it is that one piece reads on in another: what the page shows of it, weighed.

The share of a pair in all assignments is right where pages are set as the scores say. What else
the page shows (words over the edge, indents, lines that end early, scraps of text) is weighed
beside it by weights that `python -m corpus.measure.certainty` fits.
"""

import math
from dataclasses import asdict, dataclass

from corpus.stitching.geometry.order.scene import Scene
from corpus.stitching.joins import end_class
from corpus.stitching.weights import weights

STUB = 40
"""Characters of a piece so short that it is something else as often. By hand: three lines."""
MOST_WORDS = 4.0
"""Log-odds that words count at most: a piece's words are few. By hand."""
LEAST = 1e-4
UNTITLED = 0.5
"""The most that the beginning of a report is worth that no headline, 上接 or mark begins. By hand:
of eleven such beginnings that nothing else spoke against one was right."""


@dataclass(frozen=True, slots=True)
class JoinEvidence:
    """What speaks for and against a join; each is 0 or 1 but for the first two, in log-odds.

    Attributes:
        share: the pair's share in all assignments.
        words: the joins' model on the words at the edge.
        breaks: the one ends inside a sentence, the other is indented.
        flush: the one ends with a sentence, the other is not indented.
        early: the one ends inside a sentence before its line is full.
        same_head: the same headline stands above both columns.
        below: the other stands right below.
        stub_before, stub_after: the one, the other is no longer than a few lines.
    """

    share: float
    words: float
    breaks: float
    flush: float
    early: float
    same_head: float
    below: float
    stub_before: float
    stub_after: float


def evidence_of(scene: Scene, a: int, b: int, share: float, words: float) -> JoinEvidence:
    """What speaks for piece b behind piece a; `share` is a probability, `words` log-odds."""
    one, two = scene.pieces[a], scene.pieces[b]
    stops = end_class(one.text) == "stop"
    head = scene.heads[a]
    return JoinEvidence(
        share=_log_odds(share),
        words=max(min(words, MOST_WORDS), -MOST_WORDS),
        breaks=float(not stops and two.indented),
        flush=float(stops and not two.indented),
        early=float(not stops and not one.full),
        same_head=float(head is not None and head == scene.heads[b]),
        below=float(scene.above[b] == ("piece", a)),
        stub_before=float(len(one.text) < STUB),
        stub_after=float(len(two.text) < STUB),
    )


def certainty(evidence: JoinEvidence) -> float:
    """The probability that a join is right."""
    found = weights().certainty
    score = sum(found.get(name, 0.0) * value for name, value in asdict(evidence).items())
    return 1 / (1 + math.exp(-score - found["bias"]))


def _log_odds(share: float) -> float:
    bounded = max(min(share, 1 - LEAST), LEAST)
    return math.log(bounded / (1 - bounded))
