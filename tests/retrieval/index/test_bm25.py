"""BM25 beside rank_bm25's own, on the same tokens."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from rank_bm25 import BM25Okapi

from retrieval.index.bm25 import Bm25
from retrieval.index.postings import Floats, Longs, Postings
from retrieval.storage.keys import keys

Corpus = list[list[str]]

TOKENS = st.sampled_from(["工会", "职工", "改革", "创新", "湖州", "a", "10", "工|会"])
CORPORA = st.lists(st.lists(TOKENS, max_size=12), min_size=1, max_size=12).filter(any)
QUERIES = st.lists(TOKENS | st.just("没有的词"), max_size=6)


class OkapiIdf(Bm25):
    """Ours with Okapi's own IDF: those below zero become a share of the average."""

    def _calc_idf(self, nd: Longs) -> None:
        super()._calc_idf(nd)
        idf = np.log(self.corpus_size - nd + 0.5) - np.log(nd + 0.5)
        self.idf[:] = np.where(idf < 0, self.epsilon * idf.mean(), idf)


class LuceneIdf(BM25Okapi):  # type: ignore[misc]
    """rank_bm25's with our IDF."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        size = self.corpus_size
        self.idf = {token: math.log(1 + (size - n + 0.5) / (n + 0.5)) for token, n in nd.items()}


@given(CORPORA, QUERIES)
def test_with_its_idf_we_score_as_rank_bm25(corpus: Corpus, query: list[str]) -> None:
    ours, theirs = OkapiIdf(corpus), BM25Okapi(corpus)
    assert_allclose(ours.get_scores(query), theirs.get_scores(query), rtol=0, atol=1e-9)
    assert_allclose(by_token(ours, theirs.idf), [*theirs.idf.values()], rtol=0, atol=1e-12)


@given(CORPORA, QUERIES)
def test_with_our_idf_rank_bm25_scores_as_we(corpus: Corpus, query: list[str]) -> None:
    ours, theirs = Bm25(corpus), LuceneIdf(corpus)
    assert_allclose(ours.get_scores(query), theirs.get_scores(query), rtol=0, atol=1e-9)


# At b = 1 rank_bm25 divides by zero for an empty document.
@given(CORPORA, QUERIES, st.floats(0.1, 3), st.floats(0, 0.99))
def test_with_other_parameters(corpus: Corpus, query: list[str], k1: float, b: float) -> None:
    ours, theirs = Bm25(corpus, k1=k1, b=b), LuceneIdf(corpus, k1=k1, b=b)
    assert_allclose(ours.get_scores(query), theirs.get_scores(query), rtol=0, atol=1e-9)


@given(CORPORA, QUERIES, st.data())
def test_scores_of_some_documents(corpus: Corpus, query: list[str], data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.integers(0, len(corpus) - 1), max_size=5))
    ours, theirs = Bm25(corpus), LuceneIdf(corpus)
    batch = ours.get_batch_scores(query, ids)
    assert all(type(score) is float for score in batch)
    assert_allclose(batch, theirs.get_batch_scores(query, ids), rtol=0, atol=1e-9)


@given(CORPORA, QUERIES, st.integers(1, 5))
def test_the_best_documents(corpus: Corpus, query: list[str], count: int) -> None:
    names = [f"第 {number} 篇" for number in range(len(corpus))]
    model = Bm25(corpus)
    scores = dict(zip(names, model.get_scores(query), strict=True))
    top = model.get_top_n(query, names, n=count)
    assert [scores[name] for name in top] == sorted(scores.values(), reverse=True)[:count]


@given(CORPORA)
def test_the_statistics_are_rank_bm25s(corpus: Corpus) -> None:
    ours, theirs = Bm25(corpus), LuceneIdf(corpus)
    assert ours.corpus_size == theirs.corpus_size
    assert ours.avgdl == pytest.approx(theirs.avgdl, abs=1e-12)
    assert ours.doc_len.tolist() == theirs.doc_len
    frequency = Counter(token for held in theirs.doc_freqs for token in held)
    held = Postings(ours.arrays)
    counts = [len(held.documents_of(keys([token]))) for token in frequency]
    assert counts == [*frequency.values()]
    assert_allclose(by_token(ours, theirs.idf), [*theirs.idf.values()], rtol=1e-12)


def by_token(model: Bm25, tokens: Iterable[str]) -> Floats:
    return Postings(model.arrays).idf(keys([*tokens]))


def test_it_cuts_texts_itself_where_it_is_given_how() -> None:
    texts = ["工会 改革", "职工", "湖州 工会"]
    ours, theirs = Bm25(texts, str.split), LuceneIdf([*map(str.split, texts)])
    assert_allclose(ours.get_scores(["工会"]), theirs.get_scores(["工会"]), atol=1e-12)


@given(CORPORA, QUERIES)
def test_no_score_is_below_zero(corpus: Corpus, query: list[str]) -> None:
    scores = Bm25(corpus).get_scores(query)
    assert scores.shape == (len(corpus),)
    held = np.array([bool(set(query) & set(tokens)) for tokens in corpus])
    assert ((scores > 0) == held).all()


def test_a_score_by_hand() -> None:
    model = Bm25([["工会", "工会", "改革"], ["职工"]])
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 * 2.5 / (2 + 1.5 * (1 - 0.75 + 0.75 * 3 / 2))
    assert model.get_scores(["工会"]).tolist() == pytest.approx([expected, 0.0], abs=1e-12)


def test_a_token_counts_each_time_it_is_asked() -> None:
    model = Bm25([["工会", "改革"], ["职工"]])
    assert_allclose(model.get_scores(["工会"] * 3), 3 * model.get_scores(["工会"]))


@pytest.mark.parametrize("query", [[], ["工会"]])
def test_an_empty_corpus(query: Sequence[str]) -> None:
    model = Bm25([])
    assert model.get_scores(query).shape == (0,)
    assert model.get_batch_scores(query, []) == []
    assert model.get_top_n(query, []) == []


def test_documents_without_a_token() -> None:
    assert Bm25([[], []]).get_scores(["工会"]).tolist() == [0.0, 0.0]


def test_one_document() -> None:
    model = Bm25([["工会"]])
    assert model.get_scores(["工会"])[0] > 0
    assert model.get_scores(["改革"]).tolist() == [0.0]
    assert model.get_top_n(["工会"], ["唯一"]) == ["唯一"]
