"""BM25 after rank_bm25, over postings: a query reads only those of its own tokens."""

import math
from collections.abc import Sequence
from itertools import chain

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.index.postings import Floats, Postings, pack
from retrieval.storage.keys import keys


class Bm25(BM25Okapi):  # type: ignore[misc]
    """`BM25Okapi` with its interface and its formula, over postings instead of dictionaries.

    The IDF is Lucene's `ln(1 + (N − n + ½)/(n + ½))`, which stays above zero for tokens that
    stand in half of the documents or more, where Okapi's own is zero or below.
    """

    postings: Postings

    def __init__(self, corpus: Sequence[Sequence[str]], k1: float = 1.5, b: float = 0.75) -> None:
        """Fit the statistics of `corpus`, a list of tokens for each document."""
        self.k1, self.b = k1, b
        super().__init__(corpus, k1=k1, b=b)

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]:
        """Gather postings and return each token's document frequency."""
        docs = np.repeat(np.arange(len(corpus)), [len(tokens) for tokens in corpus])
        every = list(chain.from_iterable(corpus))
        self.postings = Postings(pack(docs, keys(every), len(corpus), self.k1, self.b))
        self.corpus_size = len(corpus)
        self.doc_len = self.postings.lengths
        self.avgdl = len(every) / (len(corpus) or 1)
        vocabulary = list(dict.fromkeys(every))
        frequency = self.postings.frequency(keys(vocabulary)).tolist()
        return dict(zip(vocabulary, frequency, strict=True))

    def _calc_idf(self, nd: dict[str, int]) -> None:
        size = self.corpus_size
        self.idf = {token: math.log(1 + (size - n + 0.5) / (n + 0.5)) for token, n in nd.items()}

    def get_scores(self, query: Sequence[str]) -> Floats:
        """The score of every document, shape (documents,); a token counts each time it stands."""
        weights = np.array([self.idf.get(token, 0.0) for token in query], np.float64)
        return self.postings.scores(keys(query), weights)

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of the documents `doc_ids`, in that order."""
        scores: list[float] = self.get_scores(query)[list(doc_ids)].tolist()
        return scores
