"""How far the reading of a page can be trusted: its confidence on pages unlike those it knows.

The search's posterior is right where columns run as its costs say. What the page itself shows of
that is weighed here: pieces cut in mid-sentence that found each other, or reports that each end
with a credit right before the next head line. Where it shows neither, a join at a sentence's end
has no more than the words' evidence; and what does not fit makes the whole page doubtful.
"""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.stitching.blocks import Block
from corpus.stitching.byline import closes
from corpus.stitching.headline import suspect
from corpus.stitching.joins import end_class
from corpus.stitching.weights import weights


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known of a page's reading.

    Attributes:
        columns: pieces cut in mid-sentence show how the columns run.
        shown: there are so many of these, and they read so well, that one may read badly.
        whole: reports stand one behind the other, each with its credit.
        strained: too many of the pieces cut in mid-sentence read badly where they were joined.
        fit: what is left of any confidence on a page that does not fit, 0 … 1.
        suspects: blocks that look like head lines and were not known as such.
        mixed: blocks of reports that read badly inside more than one sentence: of two reports.
    """

    columns: bool
    shown: bool
    whole: bool
    strained: bool
    fit: float
    suspects: frozenset[int]
    mixed: frozenset[int] = frozenset()

    def confidence(
        self, before: int, after: int, posterior: float, score: float, *, stop: bool
    ) -> float:
        """How sure a join is; `score` are the words' log-odds, `stop`: at a sentence's end."""
        limits = weights().trust
        known = self.columns or (self.whole and after == before + 1)
        if (stop and not known) or (self.strained and (score < 0 or not stop)):
            posterior = min(posterior, _sigmoid(score - limits.caution))
        if not stop:
            posterior = min(posterior, _sigmoid(score + limits.shown * self.shown))
        if stop and self.strained:
            posterior = min(posterior, _sigmoid(score + limits.adjacent))
        if {before, after} & (self.suspects | self.mixed):
            posterior = min(posterior, limits.suspect)
        return posterior * self.fit


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score))


Score = Callable[[int, int, int], float]
"""The words' log-odds of a join, by the items of its head line and of the two blocks."""


def trust_of(running: Sequence[Block], chains: Sequence[Sequence[int]], score: Score) -> Trust:
    """What a page's blocks and their reading show; `chains` begin with their head line."""
    limits = weights().trust
    joins = [(chain[0], *pair) for chain in chains for pair in pairwise(chain[1:])]
    apart = [(a, b) for _, a, b in joins if b != a + 1]
    cuts = [join for join in joins if end_class(running[join[1]].text) != "stop"]
    bad = sum(score(*join) < 0 for join in cuts)
    suspects = frozenset(
        n for n, block in enumerate(running) if block.head is None and suspect(block.text)
    )
    columns = bool(apart) and _cut(running, apart) >= limits.min_cut * len(apart)
    strained = len(cuts) >= limits.min_strained and bad > limits.max_strained * len(cuts)
    return Trust(
        columns=columns,
        shown=columns and len(cuts) >= limits.min_shown and not strained,
        whole=_are_closed(running),
        strained=strained,
        fit=_fit(running, chains),
        suspects=suspects,
        mixed=frozenset(n for chain in chains if _is_mixed(running, chain, score) for n in chain),
    )


def _is_mixed(running: Sequence[Block], chain: Sequence[int], score: Score) -> bool:
    """Whether a good part of a report's cuts, and more than one, read badly."""
    limits = weights().trust
    cuts = [pair for pair in pairwise(chain[1:]) if end_class(running[pair[0]].text) != "stop"]
    bad = sum(score(chain[0], *pair) < 0 for pair in cuts)
    return bad >= limits.min_mixed and bad >= limits.mixed * len(cuts)


def _cut(running: Sequence[Block], pairs: Sequence[tuple[int, int]]) -> int:
    return sum(end_class(running[a].text) != "stop" for a, _ in pairs)


def _are_closed(running: Sequence[Block]) -> bool:
    """Whether nearly every head line but the first stands right behind a closed report."""
    heads = [n for n, block in enumerate(running) if block.head]
    closed = sum(closes(running[n - 1].text) for n in heads[1:])
    return len(heads) < 2 or closed >= weights().trust.min_closed * (len(heads) - 1)


def _fit(running: Sequence[Block], chains: Sequence[Sequence[int]]) -> float:
    """Less where text is left over, head lines have no text, or reports are of wild length."""
    placed = {n for chain in chains for n in chain}
    lengths = [sum(len(running[n].text) for n in chain[1:]) for chain in chains]
    everything = sum(len(block.text) for block in running)
    left = sum(len(b.text) for n, b in enumerate(running) if n not in placed and not b.head)
    heads_left = sum(n not in placed and b.head is not None for n, b in enumerate(running))
    limits, fit = weights().trust, 1.0
    if left > limits.max_left * everything:
        fit *= limits.left
    if heads_left:
        fit *= limits.head_left
    if len(lengths) > 2 and max(lengths) > limits.max_ratio * statistics.median(lengths):
        fit *= limits.uneven
    return fit
