"""BM25 after rank_bm25, with postings: a query reads only the postings of its own tokens."""

import math
from array import array
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

Scores = NDArray[np.float64]


class Bm25(BM25Okapi):  # type: ignore[misc]
    """`BM25Okapi` with its interface and its formula, over postings instead of dictionaries.

    A posting holds what its token adds to its document's score, `idf · tf·(k1+1) / (tf +
    k1·(1 − b + b·|d|/avgdl))` (Robertson & Zaragoza, 2009, eq. 3.15), so a query only adds up.
    The IDF is Lucene's `ln(1 + (N − n + ½)/(n + ½))`, which stays above zero for tokens that
    stand in half of the documents or more, where Okapi's own is zero or below.
    """

    _starts: NDArray[np.int64]
    _documents: NDArray[np.int32]
    _weights: Scores

    def __init__(self, corpus: Sequence[Sequence[str]], k1: float = 1.5, b: float = 0.75) -> None:
        """Fit the statistics of `corpus`, a list of tokens for each document."""
        super().__init__(corpus, k1=k1, b=b)
        self._weights = self._weigh()

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]:
        """Gather postings by token and return each token's document frequency."""
        self.corpus_size = len(corpus)
        self.doc_len = np.array([len(tokens) for tokens in corpus], dtype=np.float64)
        self.avgdl = float(self.doc_len.mean()) if self.corpus_size else 0.0
        self._vocabulary: dict[str, int] = {}
        documents: list[array[int]] = []
        frequencies: list[array[int]] = []
        for number, tokens in enumerate(corpus):
            for token, frequency in Counter(tokens).items():
                row = self._vocabulary.setdefault(token, len(documents))
                if row == len(documents):
                    documents.append(array("i"))
                    frequencies.append(array("i"))
                documents[row].append(number)
                frequencies[row].append(frequency)
        self._starts = np.cumsum([0, *map(len, documents)])
        self._documents = _join(documents)
        self._frequencies = _join(frequencies)
        return {token: len(documents[row]) for token, row in self._vocabulary.items()}

    def _calc_idf(self, nd: dict[str, int]) -> None:
        size = self.corpus_size
        self.idf = {token: math.log(1 + (size - n + 0.5) / (n + 0.5)) for token, n in nd.items()}

    def _weigh(self) -> Scores:
        idf = np.repeat(np.array(list(self.idf.values())), np.diff(self._starts))
        length = self.doc_len[self._documents] / (self.avgdl or 1.0)
        tf = self._frequencies
        weights: Scores = idf * tf * (self.k1 + 1) / (tf + self.k1 * (1 - self.b + self.b * length))
        return weights

    def get_scores(self, query: Sequence[str]) -> Scores:
        """The score of every document, shape (documents,); a token counts each time it stands."""
        rows = [row for token in query if (row := self._vocabulary.get(token)) is not None]
        spans = [slice(self._starts[row], self._starts[row + 1]) for row in rows]
        if not spans:
            return np.zeros(self.corpus_size)
        documents = np.concatenate([self._documents[span] for span in spans])
        weights = np.concatenate([self._weights[span] for span in spans])
        return np.bincount(documents, weights, minlength=self.corpus_size).astype(np.float64)

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of the documents `doc_ids`, in that order."""
        scores: list[float] = self.get_scores(query)[list(doc_ids)].tolist()
        return scores


def _join(rows: "list[array[int]]") -> NDArray[np.int32]:
    return np.concatenate([np.asarray(row, dtype=np.int32) for row in rows] or [np.empty(0, int)])
