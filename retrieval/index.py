"""The index: passages ranked for a question by BM25, and by the best sentence among the first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.bm25 import Bm25
from retrieval.evidence import Evidence, Term, weigh
from retrieval.passage import Passage
from retrieval.text import normal
from retrieval.tokens import Tokenizer

# Fitted by `python -m retrieval.fit`: hit@1 on cmrc2018 is 0.973 with the body alone, 0.983 with
# the attribution, 0.987 with the best sentence too.
HEAD_WEIGHT = 0.8
SENTENCE_WEIGHT = 0.8

# The best sentence is looked for in so many passages.
DEPTH = 20

Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage (row of the index) with its score and the evidence that it answers."""

    row: int
    score: float
    evidence: Evidence


class Index:
    """Ranks passages; the statistics are always the whole library's, whatever is filtered."""

    def __init__(self, passages: Sequence[Passage], tokenizer: Tokenizer) -> None:
        """Tokenise and index `passages`; row i is passage i."""
        self._tokenizer = tokenizer
        self._texts = [normal(passage.text) for passage in passages]
        self._heads = [normal(_attribution(passage)) for passage in passages]
        self._body = Bm25([tokenizer.tokens(text) for text in self._texts])
        self._head = Bm25([tokenizer.tokens(head) for head in self._heads])
        # What a token is worth that no passage holds: as much as the rarest.
        self._rarest = math.log(1 + (len(passages) + 0.5) / 0.5)

    def weight(self, word: str) -> float:
        """The IDF of a word in the passages; the most where none holds it."""
        return self._body.idf.get(word, self._rarest)

    def held(self, row: int, words: Sequence[str]) -> list[str]:
        """Those of the words that stand in passage `row` or in its attribution."""
        return [word for word in words if word in self._texts[row] or word in self._heads[row]]

    def text(self, row: int) -> str:
        """The normalised text of passage `row`."""
        return self._texts[row]

    def head(self, row: int) -> str:
        """The normalised attribution of passage `row`."""
        return self._heads[row]

    def holds(self, word: str) -> bool:
        """Whether the text of any passage has this normalised word."""
        return any(word in text for text in self._texts)

    def rows(self, word: str) -> set[int]:
        """The passages whose text has this normalised word."""
        return {row for row, text in enumerate(self._texts) if word in text}

    def terms(self, question: str) -> tuple[Term, ...]:
        """The tokens of a normalised question, without its question words, and their weights."""
        return tuple(
            Term(token, self._token_weight(token))
            for token in self._tokenizer.question_tokens(question)
        )

    def _token_weight(self, token: str) -> float:
        known = self._body.idf.get(token)
        if known is not None:
            return known
        return self._rarest * self._tokenizer.rarity(token.replace("|", ""))

    def rank(
        self, terms: Sequence[Term], allowed: Rows | None = None, depth: int = DEPTH
    ) -> list[Candidate]:
        """The passages that hold any of the terms, best first, at most `depth`.

        Args:
            terms: the question, as `terms` gives it.
            allowed: shape (passages,), True where a passage may be quoted; None allows all.
            depth: how many.
        """
        scores = self._scores(terms)
        if allowed is not None:
            scores = np.where(allowed, scores, 0.0)
        candidates = [self._candidate(row, scores[row], terms) for row in _first(scores, depth)]
        return sorted(candidates, key=lambda candidate: -candidate.score)

    def evidence(self, row: int, terms: Sequence[Term]) -> Evidence:
        """The evidence that passage `row` answers the question of `terms`."""
        return weigh(terms, self._texts[row], self._heads[row])

    def _scores(self, terms: Sequence[Term]) -> NDArray[np.float64]:
        tokens = [term.token for term in terms]
        return self._body.get_scores(tokens) + HEAD_WEIGHT * self._head.get_scores(tokens)

    def _candidate(self, row: int, score: float, terms: Sequence[Term]) -> Candidate:
        evidence = self.evidence(row, terms)
        # No passage scores more than k1 + 1 times the question's own weight in either field.
        most = (self._body.k1 + 1) * sum(term.weight for term in terms)
        return Candidate(row, float(score / most + SENTENCE_WEIGHT * evidence.sentence), evidence)


def _first(scores: NDArray[np.float64], depth: int) -> list[int]:
    """Rows of the `depth` highest scores above zero, best first; equal ones in row order."""
    if scores.size > depth:
        cut = np.partition(scores, -depth)[-depth]
        rows = np.flatnonzero(scores >= max(cut, np.nextafter(0, 1)))
    else:
        rows = np.flatnonzero(scores > 0)
    order = np.argsort(-scores[rows], kind="stable")[:depth]
    return [int(row) for row in rows[order]]


def _attribution(passage: Passage) -> str:
    fields = (passage.city, passage.office, passage.author, passage.headline, passage.credit)
    return "\n".join(field for field in fields if field)
