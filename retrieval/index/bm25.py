"""BM25 after rank_bm25: its model, fitted into the arrays that queries read."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.index import postings
from retrieval.index.postings import K1, B, Floats, Longs, Piece, Postings, count
from retrieval.storage.blocks import Array
from retrieval.storage.keys import keys
from retrieval.storage.tables import Allocate


@dataclass(frozen=True, slots=True)
class Counted:
    """A corpus as what its documents hold: counted in pieces, and how many documents in all."""

    pieces: Sequence[Piece]
    documents: int


class Bm25(BM25Okapi):  # type: ignore[misc]
    """`BM25Okapi` with its interface and formula; its statistics are arrays of `postings`.

    The IDF is Lucene's `ln(1 + (N − n + ½)/(n + ½))`, which stays above zero for tokens that
    stand in half of the documents or more, where Okapi's own is zero or below.

    Attributes:
        arrays: all that was fitted, by name, see `postings`: what `Postings` reads.
        idf: (terms,) the weight of each token, in the order of their keys.
        doc_len: (documents,) the tokens of each.
    """

    def __init__(
        self,
        corpus: Sequence[Sequence[str]] | Counted,
        tokenizer: Any = None,
        k1: float = K1,
        b: float = B,
        out: Allocate = lambda _, kind, length: np.zeros(length, kind),
    ) -> None:
        """Fit the model to documents, each a list of tokens, or to what was counted of them.

        `out` makes the arrays.
        """
        self._out = out
        self.arrays: dict[str, Array] = {}
        super().__init__(corpus, tokenizer, k1=k1, b=b)

    def _tokenize_corpus(self, corpus: Sequence[str]) -> list[list[str]]:
        """In this process: rank_bm25's own leaves a pool of others open."""
        return [*map(self.tokenizer, corpus)]

    def _initialize(self, corpus: Sequence[Sequence[str]] | Counted) -> Longs:
        """Gather what the documents hold, and return each token's document frequency."""
        counted = corpus if isinstance(corpus, Counted) else _counted(corpus)
        self.arrays = postings.merge(counted.pieces, counted.documents, self._made)
        self.corpus_size = counted.documents
        self.doc_len = self.arrays["lengths"]
        self.avgdl = float(self.doc_len.mean()) if counted.documents else 0.0
        self._made("model", np.float64, 3)[:] = self.k1, self.b, self.avgdl
        return np.diff(self.arrays["starts"])

    def _calc_idf(self, nd: Longs) -> None:
        self.idf = self._made("idf", np.float64, len(nd))
        self.idf[:] = np.log(1 + (self.corpus_size - nd + 0.5) / (nd + 0.5))
        postings.derive(self.arrays, self._made)

    def get_scores(self, query: Sequence[str]) -> Floats:
        """The score of every document, shape (documents,); a token counts each time it stands."""
        held, asked = Postings(self.arrays), keys(query)
        return held.scores(asked)

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of the documents `doc_ids`, in that order."""
        scores: list[float] = self.get_scores(query)[list(doc_ids)].tolist()
        return scores

    def _made(self, name: str, kind: Any, length: int) -> Array:
        self.arrays[name] = self._out(name, kind, length)
        return self.arrays[name]


def _counted(corpus: Sequence[Sequence[str]]) -> Counted:
    rows = np.arange(len(corpus))
    docs = np.repeat(rows, [len(tokens) for tokens in corpus])
    every = list(chain.from_iterable(corpus))
    return Counted([(count(docs, keys(every), len(corpus)), rows)], len(corpus))
