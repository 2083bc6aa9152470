"""Scores of documents that the cluster found, exact where its own are rounded.

Lucene keeps a document's length in one byte, rounded down (`SmallFloat.intToByte4`), so its score
is the exact one or up to a few hundredths above, never below. It is good for finding candidates;
their order is told here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.index.postings import K1, MOST_TIMES, B
from retrieval.index.store import HEAD_WEIGHT
from retrieval.opensearch.catalogue import FIELDS
from retrieval.opensearch.pushing import word, words

WEIGHTS = dict(zip(FIELDS, (1.0, HEAD_WEIGHT), strict=True))

# Lucene's scores are single precision.
_ROUNDED = 1e-5
# Lucene's score over ours is 1 or a little more, or without the factor k1 + 1 0.4: this tells them.
_WITHOUT = 0.7


class Scoring:
    """BM25 of one question, as `store.Store.top` has it."""

    def __init__(
        self,
        tokens: Sequence[str],
        weights: Mapping[str, Mapping[str, float]],
        lengths: Mapping[str, float],
    ) -> None:
        """`weights` are the IDF of the tokens and `lengths` the mean length, in each field."""
        self._times = Counter(map(word, tokens))
        self._weights = weights
        self._lengths = lengths

    def query(self, most: int) -> list[dict[str, Any]]:
        """The clauses of a search for documents that hold any of the tokens.

        Of a question with more than `most` different ones, the weightiest.
        """
        body = self._weights["body"]
        rarest = sorted(self._times, key=lambda token: -body.get(token, 0.0))[:most]
        return [
            {"term": {field: {"value": token, "boost": weight * self._times[token]}}}
            for field, weight in WEIGHTS.items()
            for token in rarest
            if token in self._weights[field]
        ]

    def score(self, document: Mapping[str, Any]) -> float:
        """The exact score of a document."""
        return sum(
            weight * self._field(field, words(document[field])) for field, weight in WEIGHTS.items()
        )

    def _field(self, field: str, held: Sequence[str]) -> float:
        """`Σ idf·tf·(k1+1)/(tf + k1·(1 − b + b·|d|/avgdl))`, see `postings`."""
        counts = Counter(held)
        norm = K1 * (1 - B + B * len(held) / (self._lengths[field] or 1.0))
        score = 0.0
        for token, weight in self._weights[field].items():
            if times := min(counts[token], MOST_TIMES):
                score += self._times[token] * weight * times * (K1 + 1) / (times + norm)
        return score


def bound(exact: float, hits: Sequence[Mapping[str, Any]]) -> float:
    """What no document scores more than that is not among these hits.

    Args:
        exact: the exact score of the first.
        hits: at least one, in Lucene's order and with its scores; from 3.0 on OpenSearch leaves
            out the factor k1 + 1.
    """
    factor = K1 + 1 if hits[0]["_score"] < _WITHOUT * exact else 1.0
    last: float = factor * hits[-1]["_score"] * (1 + _ROUNDED)
    return last
