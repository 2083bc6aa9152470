"""The index: passages ranked for a question by BM25, and by the best sentence among the first."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.evidence import Evidence, Term, weigh
from retrieval.store import EVERYWHERE, Scope, Store
from retrieval.tokens import Tokenizer

# Fitted by `python -m retrieval.fit`: hit@1 on cmrc2018 is 0.983 without the best sentence, 0.987
# with it.
SENTENCE_WEIGHT = 0.8

# No field scores a document higher than this many times the question's own weight: k1 + 1.
MOST = 2.5

# The best sentence is looked for in so many passages.
DEPTH = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage (row of the store) with its score and the evidence that it answers."""

    row: int
    score: float
    evidence: Evidence


class Index:
    """Ranks passages; the statistics are always the whole library's, whatever the scope."""

    def __init__(self, store: Store, tokenizer: Tokenizer) -> None:
        self._store = store
        self._tokenizer = tokenizer
        # What a token is worth that no passage holds: as much as the rarest.
        self._rarest = math.log(1 + (len(store) + 0.5) / 0.5)

    def weights(self, words: Sequence[str]) -> dict[str, float]:
        """The IDF of each word in the passages; the most where none holds it."""
        known = zip(words, self._store.idf(words), strict=True)
        return {word: self._rarest if weight is None else weight for word, weight in known}

    def held(self, row: int, words: Sequence[str]) -> list[str]:
        """Those of the words that stand in passage `row` or in its attribution."""
        text, head = self._store.text(row), self._store.head(row)
        return [word for word in words if word in text or word in head]

    def text(self, row: int) -> str:
        """The normalised text of passage `row`."""
        return self._store.text(row)

    def head(self, row: int) -> str:
        """The normalised attribution of passage `row`."""
        return self._store.head(row)

    def holds(self, word: str) -> bool:
        """Whether the text of any passage has this normalised word."""
        return any(True for _ in self._store.holding(word))

    def holding(self, word: str) -> Iterator[int]:
        """The passages whose text has this normalised word, found as they are asked for."""
        return self._store.holding(word)

    def terms(self, question: str) -> tuple[Term, ...]:
        """The tokens of a normalised question, without its question words, and their weights."""
        tokens = self._tokenizer.question_tokens(question)
        weights = self._store.idf(tokens)
        return tuple(
            Term(token, self._unknown(token) if weight is None else weight)
            for token, weight in zip(tokens, weights, strict=True)
        )

    def _unknown(self, token: str) -> float:
        return self._rarest * self._tokenizer.rarity(token.replace("|", ""))

    def rank(
        self, terms: Sequence[Term], scope: Scope = EVERYWHERE, depth: int = DEPTH
    ) -> list[Candidate]:
        """The passages of a scope that hold any of the terms, best first, at most `depth`."""
        found = self._store.top(terms, scope, depth)
        candidates = [self._candidate(row, score, terms) for row, score in found]
        return sorted(candidates, key=lambda candidate: -candidate.score)

    def evidence(self, row: int, terms: Sequence[Term]) -> Evidence:
        """The evidence that passage `row` answers the question of `terms`."""
        return weigh(terms, self._store.text(row), self._store.head(row))

    def _candidate(self, row: int, score: float, terms: Sequence[Term]) -> Candidate:
        evidence = self.evidence(row, terms)
        most = MOST * sum(term.weight for term in terms)
        return Candidate(row, score / most + SENTENCE_WEIGHT * evidence.sentence, evidence)
