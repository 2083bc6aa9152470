"""Postings: packed, merged and searched as if every document were scored."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import ArrayLike

from corpus.errors import InputError
from retrieval.index import postings, pruning, search
from retrieval.index.bm25 import Bm25, Counted
from retrieval.index.postings import Postings, count
from retrieval.index.search import Field, Search
from retrieval.storage import tables
from retrieval.storage.blocks import Array, DamagedError
from retrieval.storage.compiler import ready
from retrieval.storage.keys import keys

Corpus = list[list[str]]

TOKENS = st.sampled_from([*"甲乙丙丁戊己庚辛", "工|会", "工会", "a", "2026"])
TEXTS = st.lists(TOKENS, max_size=12)
CORPORA = st.lists(TEXTS, min_size=1, max_size=40)
QUERIES = st.lists(TOKENS | st.just("没有"), max_size=8)


def counted(corpus: Corpus) -> dict[str, Array]:
    docs = np.repeat(np.arange(len(corpus)), [len(tokens) for tokens in corpus])
    return count(docs, keys([token for tokens in corpus for token in tokens]), len(corpus))


def packed(corpus: Corpus) -> dict[str, Array]:
    return Bm25(corpus).arrays


def merged(pieces: Sequence[tuple[dict[str, Array], Any]], documents: int) -> dict[str, Array]:
    given = [(tables, np.array(rows, np.int32)) for tables, rows in pieces]
    return Bm25(Counted(given, documents)).arrays


def scores(fields: Sequence[tuple[Corpus, float]], query: Sequence[str]) -> list[float]:
    """BM25 of every document, by its formula."""
    documents = len(fields[0][0])
    found = [0.0] * documents
    for corpus, weight in fields:
        counts = [Counter(tokens) for tokens in corpus]
        mean = sum(map(len, corpus)) / documents or 1.0
        for token in query:
            n = sum(token in held for held in counts)
            idf = math.log(1 + (documents - n + 0.5) / (n + 0.5))
            for row, held in enumerate(counts):
                tf, length = held[token], len(corpus[row])
                norm = 1.5 * (0.25 + 0.75 * length / mean)
                found[row] += weight * idf * tf * 2.5 / (tf + norm)
    return found


def check(found: tuple[Any, Any], every: ArrayLike, depth: int) -> None:
    """The rows are the best there are, best first; equal ones in order."""
    rows, given_scores = found
    all_scores = np.asarray(every)
    best = -np.sort(-all_scores[all_scores > 0])[:depth]
    assert_allclose(given_scores, best, rtol=1e-12)
    assert_allclose(given_scores, all_scores[rows], rtol=1e-12)
    assert len(np.unique(rows)) == len(rows)
    assert_array_equal(np.lexsort((rows, -given_scores)), np.arange(len(rows)))


def interpreted(loop: Callable[..., None]) -> Callable[..., None]:
    return lambda *arguments: loop(*(ready(argument).value for argument in arguments))


def ways() -> Iterator[str]:
    """Each way of finding the best, taken whatever the size while it is the one."""
    for way in ("added up", "pruned", "compiled"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search, "SMALL", 10**9 if way == "added up" else 0)
            if way == "pruned":
                patch.setattr(search, "compiled", interpreted)
                # Ask what can be left out, and look up, with few documents too.
                patch.setattr(pruning, "_LOOK_UP", 0)
            yield way


@given(st.data())
def test_the_best_are_the_best_of_all(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 40))
    bodies, heads = (data.draw(st.lists(TEXTS, min_size=size, max_size=size)) for _ in range(2))
    query, depth = data.draw(QUERIES), data.draw(st.integers(0, size + 2))
    mask = data.draw(st.none() | st.lists(st.booleans(), min_size=size, max_size=size))
    fields = [Field(Postings(packed(bodies)), 1.0), Field(Postings(packed(heads)), 0.8)]
    every = scores([(bodies, 1.0), (heads, 0.8)], query)
    if mask is not None:
        every = [score * allowed for score, allowed in zip(every, mask, strict=True)]
    allowed = None if mask is None else np.array(mask)
    for way in ways():
        note(way)
        check(Search(fields).top(keys(query), allowed, depth), every, depth)


def fitted(counts: dict[str, Array], documents: int) -> dict[str, Array]:
    return Bm25(Counted([(counts, np.arange(documents))], documents)).arrays


@pytest.fixture(scope="module")
def large() -> Field:
    """20,000 documents of tokens as frequent as words are."""
    rng = np.random.default_rng(1)
    tokens = np.minimum(rng.zipf(1.2, 800_000), 50_000).astype(np.uint64)
    docs = np.sort(rng.integers(0, 20_000, len(tokens)))
    return Field(Postings(fitted(count(docs, tokens, 20_000), 20_000)), 1.0)


@pytest.mark.parametrize("depth", [1, 10, 300, 30_000])
@pytest.mark.parametrize("share", [1.0, 0.3, 0.001])
def test_a_large_library(large: Field, depth: int, share: float) -> None:
    rng = np.random.default_rng(depth)
    allowed = None if share == 1 else rng.random(20_000) < share
    for _ in range(10):
        query = np.minimum(rng.zipf(1.1, 12), 50_000).astype(np.uint64)
        every = large.postings.scores(query)
        every = every if allowed is None else every * allowed
        check(Search([large]).top(query, allowed, depth), every, depth)


def test_only_dense_terms_have_blocks(large: Field) -> None:
    dense = large.postings.arrays[7]
    assert 0 < len(dense) < len(large.postings.keys)


def test_threads_search_at_once(large: Field) -> None:
    rng = np.random.default_rng(2)
    queries = [np.minimum(rng.zipf(1.1, 12), 50_000).astype(np.uint64) for _ in range(200)]
    alone = [Search([large]).top(query, None, 10) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda query: Search([large]).top(query, None, 10), queries))
    for one, other in zip(alone, together, strict=True):
        assert_array_equal(one, other)


@given(CORPORA, st.data())
def test_pieces_put_together_are_as_packed_at_once(corpus: Corpus, data: st.DataObject) -> None:
    """Whatever piece a document comes from, and whatever is left out of a piece."""
    pieces = data.draw(st.integers(1, 4))
    of = data.draw(st.lists(st.integers(0, pieces - 1), min_size=len(corpus), max_size=len(corpus)))
    gone = data.draw(st.lists(st.booleans(), min_size=len(corpus), max_size=len(corpus)))
    kept = [number for number, left_out in enumerate(gone) if not left_out]
    parts = []
    for piece in range(pieces):
        held = [number for number, where in enumerate(of) if where == piece]
        rows = [-1 if gone[number] else kept.index(number) for number in held]
        parts.append((counted([corpus[number] for number in held]), rows))
    expected, found = packed([corpus[number] for number in kept]), merged(parts, len(kept))
    assert found.keys() == expected.keys()
    for name in expected:
        assert_array_equal(found[name], expected[name], name)
        assert found[name].dtype == expected[name].dtype


def test_a_few_terms_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = packed([["甲", "乙"], ["甲"], ["丙", "甲"]])
    monkeypatch.setattr(postings, "_AT_ONCE", 1)
    parts = [(counted([["甲", "乙"], ["丙", "甲"]]), [0, 2]), (counted([["甲"]]), [1])]
    for name, array in merged(parts, 3).items():
        assert_array_equal(array, whole[name], name)


@given(CORPORA, QUERIES)
def test_statistics(corpus: Corpus, query: list[str]) -> None:
    held = Postings(packed(corpus))
    counts = [sum(token in tokens for tokens in corpus) for token in query]
    assert held.documents == len(corpus)
    idf = [math.log(1 + (len(corpus) - n + 0.5) / (n + 0.5)) if n else 0.0 for n in counts]
    assert_allclose(held.idf(keys(query)), idf, rtol=1e-12)
    for token in query:
        rows = [row for row, tokens in enumerate(corpus) if token in tokens]
        assert held.documents_of(keys([token])).tolist() == rows


def test_a_token_counts_up_to_255_times_in_a_document() -> None:
    often, oftener = (
        Postings(packed([["甲"] * 255, ["乙"]])),
        Postings(packed([["甲"] * 300, ["乙"]])),
    )
    assert often.entries.array.tolist() == oftener.entries.array.tolist()
    assert oftener.lengths.tolist() == [300, 1]


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_nothing_to_find(corpus: Corpus) -> None:
    for way in ways():
        rows, found = Search([Field(Postings(packed(corpus)), 1.0)]).top(keys(["甲"]), None, 5)
        assert rows.tolist() == found.tolist() == [], way


def test_too_many_documents_are_refused() -> None:
    with pytest.raises(InputError, match="16777216"):
        count(np.empty(0, np.int64), keys([]), 2**24 + 1)
    with pytest.raises(InputError, match="16777216"):
        merged([], 2**24 + 1)


def test_damaged_entries_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SMALL", 0)
    monkeypatch.setattr(search, "SMALL", 0)
    path, rng = tmp_path / "index.tables", np.random.default_rng(3)
    words = np.minimum(rng.zipf(1.2, 200_000), 5_000).astype(np.uint64)
    docs = np.sort(rng.integers(0, 10_000, len(words)))
    tables.write(path, fitted(count(docs, words, 10_000), 10_000))
    sound = Postings(tables.read(path))
    check(
        Search([Field(sound, 1.0)]).top(words[:5], None, 9),
        sound.scores(words[:5]),
        9,
    )
    start = int(sound.starts[0])
    data = bytearray(path.read_bytes())
    at = data.index(sound.entries.array[start : start + 50].tobytes())
    data[at + 100] ^= 1
    path.write_bytes(data)
    held = Postings(tables.read(path))
    with pytest.raises(DamagedError):
        Search([Field(held, 1.0)]).top(held.keys[:1], None, 9)
    assert not path.exists()
