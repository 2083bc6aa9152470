"""The engines of the benchmark, each behind the same four steps.

An engine of another kind (a server's, say) is one more class: `build` takes the token streams
and leaves an index in the folder or on the server, `open` makes it ready, `prepare` turns a
question's tokens into what the engine asks with, and `search` gives the first ten rows.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.bench.corpus import Numbered, Streams
from retrieval.index import postings
from retrieval.index.bm25 import Bm25, Counted
from retrieval.index.postings import Postings
from retrieval.index.search import Field, Search
from retrieval.storage import tables
from retrieval.storage.keys import Keys

DEPTH = 10
# An engine that is only there where its hosts are given, and its index.
OPENSEARCH = "opensearch"
BENCH_INDEX = "wencheng-bench"


class Engine(Protocol):
    """What ranks passages in the benchmark."""

    title: str
    """As the table names it."""
    package: str
    """The module it comes from."""
    bytes_a_passage: int
    """How much memory its build takes, by measurement."""

    def build(self, streams: Streams, folder: Path) -> None:
        """Index the passages."""

    def open(self, streams: Streams, folder: Path) -> None:
        """Make the index ready."""

    def prepare(self, tokens: Keys) -> Any:
        """What `search` takes for a question of these tokens; not timed."""

    def search(self, prepared: Any) -> Sequence[int]:
        """The first ten rows, best first."""


class Ours:
    """Our postings."""

    title, package, bytes_a_passage = "问城", "retrieval", 9_000

    def build(self, streams: Streams, folder: Path) -> None:
        """Pack each piece into a file, and merge them into one."""
        parts, row = [], 0
        for number, (starts, keys) in enumerate(streams.pieces()):
            size = len(starts) - 1
            docs = np.repeat(np.arange(size), np.diff(starts))
            path = folder / f"{number}.tables"
            tables.write(path, postings.count(docs, keys, size))
            parts.append((tables.read(path), np.arange(row, row + size, dtype=np.int32)))
            row += size
        with tables.writing(folder / "index.tables") as out:
            Bm25(Counted(parts, row), out=out)
        for number in range(len(parts)):
            (folder / f"{number}.tables").unlink()

    def open(self, streams: Streams, folder: Path) -> None:
        """Map the file."""
        self._index = Search([Field(Postings(tables.read(folder / "index.tables")), 1.0)])

    def prepare(self, tokens: Keys) -> Keys:
        """The keys as they are."""
        return tokens

    def search(self, prepared: Keys) -> Sequence[int]:
        """See `Engine`."""
        rows, _ = self._index.top(prepared, None, DEPTH)
        found: list[int] = rows.tolist()
        return found


class RankBm25:
    """rank_bm25's own BM25Okapi."""

    title, package, bytes_a_passage = "rank_bm25", "rank_bm25", 35_000

    def build(self, streams: Streams, folder: Path) -> None:
        """Fit the model; it has no form in which it could be kept."""
        self.open(streams, folder)

    def open(self, streams: Streams, folder: Path) -> None:
        """Fit the model, as a bot does at each start."""
        from rank_bm25 import BM25Okapi

        self._model = BM25Okapi(list(Numbered(streams)))
        self._streams = streams

    def prepare(self, tokens: Keys) -> list[int]:
        """Tokens as numbers."""
        found: list[int] = self._streams.ids(tokens).tolist()
        return found

    def search(self, prepared: list[int]) -> Sequence[int]:
        """As its `get_top_n` does."""
        found: list[int] = np.argsort(self._model.get_scores(prepared))[::-1][:DEPTH].tolist()
        return found


class Bm25s:
    """bm25s with its fastest backend."""

    title, package, bytes_a_passage = "bm25s (numba)", "bm25s", 17_000

    def build(self, streams: Streams, folder: Path) -> None:
        """Index numbered tokens and save the index."""
        import bm25s

        model = bm25s.BM25(k1=postings.K1, b=postings.B, method="lucene", backend="numba")
        words = range(len(streams.vocabulary))
        model.scores = model.build_index_from_ids(words, Numbered(streams), show_progress=False)
        model.vocab_dict = {str(word): word for word in words}
        model.save(folder, show_progress=False)

    def open(self, streams: Streams, folder: Path) -> None:
        """Load the index, memory-mapped."""
        import bm25s

        self._model = bm25s.BM25.load(folder, mmap=True)
        self._model.backend = "numba"
        self._streams = streams

    def prepare(self, tokens: Keys) -> list[list[int]]:
        """One question, its tokens as numbers."""
        return [self._streams.ids(tokens).tolist()]

    def search(self, prepared: list[list[int]]) -> Sequence[int]:
        """One thread."""
        rows, _ = self._model.retrieve(prepared, k=DEPTH, show_progress=False, n_threads=1)
        found: list[int] = rows[0].tolist()
        return found


class Tantivy:
    """tantivy over the tokens as words, one thread, one segment."""

    title, package, bytes_a_passage = "tantivy", "tantivy", 4_000

    def build(self, streams: Streams, folder: Path) -> None:
        """Add every passage, its tokens' numbers as text."""
        import tantivy

        fields = tantivy.SchemaBuilder()
        fields.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        fields.add_integer_field("row", stored=True, fast=True)
        index = tantivy.Index(fields.build(), str(folder))
        writer = index.writer(1_000_000_000, 1)
        for row, ids in enumerate(Numbered(streams)):
            writer.add_document(tantivy.Document(text=" ".join(map(str, ids)), row=row))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, streams: Streams, folder: Path) -> None:
        """Open the index."""
        import tantivy

        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._streams = streams

    def prepare(self, tokens: Keys) -> Any:
        """A query of terms, any of which may stand."""
        from tantivy import Occur, Query

        terms = self._streams.ids(tokens).tolist()
        schema = self._index.schema
        every = [Query.term_query(schema, "text", str(term), "freq") for term in terms]
        return Query.boolean_query([(Occur.Should, term) for term in every])

    def search(self, prepared: Any) -> Sequence[int]:
        """Rows are read from the documents found."""
        hits = self._searcher.search(prepared, DEPTH, count=False).hits
        return [self._searcher.doc(address)["row"][0] for _, address in hits]


class OpenSearch:
    """OpenSearch over the tokens as words: one shard without copies, one segment.

    Memory and disk are the client's: the server has its own.
    """

    title, package, bytes_a_passage = "OpenSearch", "opensearchpy", 3_000

    def build(self, streams: Streams, folder: Path) -> None:
        """Put every passage into an index of the benchmark's own."""
        from opensearchpy.helpers import bulk

        client = self._client(streams)
        client.indices.delete(index=BENCH_INDEX, ignore_unavailable=True)
        client.indices.create(index=BENCH_INDEX, body=_opensearch_shape())
        documents = (
            {"_index": BENCH_INDEX, "_id": row, "text": " ".join(map(str, ids))}
            for row, ids in enumerate(Numbered(streams))
        )
        bulk(client, documents, chunk_size=1000, request_timeout=120)
        client.indices.forcemerge(index=BENCH_INDEX, max_num_segments=1, request_timeout=3600)
        client.indices.refresh(index=BENCH_INDEX)

    def open(self, streams: Streams, folder: Path) -> None:
        """Connect."""
        self._connected, self._streams = self._client(streams), streams

    def prepare(self, tokens: Keys) -> Any:
        """A query of terms, any of which may stand; a token counts as often as it is asked."""
        terms = [{"term": {"text": str(term)}} for term in self._streams.ids(tokens).tolist()]
        return {"query": {"bool": {"should": terms}}, "size": DEPTH, "_source": False}

    def search(self, prepared: Any) -> Sequence[int]:
        """The rows are the documents' ids."""
        found = self._connected.search(index=BENCH_INDEX, body=prepared)
        return [int(hit["_id"]) for hit in found["hits"]["hits"]]

    def _client(self, streams: Streams) -> Any:
        import opensearchpy

        return opensearchpy.OpenSearch(hosts=list(streams.hosts))


def _opensearch_shape() -> dict[str, Any]:
    similarity = {"type": "BM25", "k1": postings.K1, "b": postings.B}
    text = {
        "type": "text",
        "analyzer": "whitespace",
        "similarity": "ours",
        "index_options": "freqs",
    }
    return {
        "settings": {
            "number_of_shards": 1,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "similarity": {"ours": similarity},
        },
        "mappings": {"dynamic": False, "properties": {"text": text}},
    }


ENGINES: dict[str, type[Engine]] = {
    "wencheng": Ours,
    "rank_bm25": RankBm25,
    "bm25s": Bm25s,
    "tantivy": Tantivy,
    OPENSEARCH: OpenSearch,
}
