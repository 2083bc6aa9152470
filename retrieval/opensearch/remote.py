"""The remote store: passages and postings in one index of an OpenSearch cluster."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from corpus import codec
from corpus.errors import RunError
from retrieval.index.names import Lexicon
from retrieval.index.store import Directory, Scope, Term
from retrieval.opensearch import messages
from retrieval.opensearch.catalogue import FIELDS
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.pushing import SLOGANS, word
from retrieval.opensearch.scoring import Scoring, bound
from retrieval.passages import Passage
from retrieval.storage.keys import key, keys, members
from retrieval.storage.recent import Recent
from retrieval.storage.tables import Tables
from retrieval.text.fold import cut
from retrieval.text.tokens import grams

# Passages, and frequencies of tokens, that are remembered.
PASSAGES = 5_000
TOKENS = 100_000
# Rows that are read together: who looks at one looks at the next.
TOGETHER = 32
# Documents looked at beyond those wanted, so that their exact order is known at once mostly.
BEYOND = 20
# The most clauses of a search are 1024 as OpenSearch comes; two fields share them.
CLAUSES = 500
# The furthest that OpenSearch pages as it comes.
FURTHEST = 10_000
# Rows of a word that are asked for at once.
HOLDING = 100

_READ = ("record", "texts")


@dataclass(frozen=True, slots=True)
class Held:
    """A passage, and its fields normalised."""

    passage: Passage
    texts: Mapping[str, str]


class Remote(Directory):
    """See `Store`; `pushing.push` makes the index, which never changes afterwards."""

    def __init__(self, cluster: Cluster, index: str, tables: Tables, lexicon: Lexicon) -> None:
        super().__init__(tables, lexicon)
        self._cluster = cluster
        self._index = index
        self._lengths = dict(zip(FIELDS, tables["lengths"].tolist(), strict=True))
        self._rows_held: Recent[int, Held] = Recent(PASSAGES)
        self._frequencies: Recent[tuple[str, str], int] = Recent(TOKENS)
        self._holding: Recent[str, list[int]] = Recent(PASSAGES)

    def passage(self, row: int) -> Passage:
        """See `Store`."""
        return self._at(row).passage

    def text(self, row: int) -> str:
        """See `Store`."""
        return self._at(row).texts["body"]

    def cut(self, row: int) -> str:
        """See `Store`."""
        return cut(self.text(row))

    def head(self, row: int) -> str:
        """See `Store`."""
        return self._at(row).texts["head"]

    def row(self, identity: str) -> int | None:
        """See `Store`."""
        row = self.row_of_key(key(identity))
        return row if row is not None and self.passage(row).id == identity else None

    def idf(self, tokens: Sequence[str]) -> list[float | None]:
        """See `Store`."""
        weights = self._weights(tokens)
        # A slogan that the language has no word for is none of the texts' tokens.
        known = weights[SLOGANS] | weights["body"]
        return [known.get(word(token)) for token in tokens]

    def top(self, terms: Sequence[Term], scope: Scope, depth: int) -> list[tuple[int, float]]:
        """See `Store`."""
        scoring = self.scoring([term.token for term in terms])
        size = depth + max(BEYOND, depth // 4)
        while depth > 0:
            hits = self.hits(scoring, scope, min(size, FURTHEST))
            scores = [scoring.score(hit["_source"]) for hit in hits]
            found = sorted(zip(map(_row, hits), scores, strict=True), key=_best_first)[:depth]
            if len(hits) < size or found[-1][1] >= bound(scores[0], hits):
                return found
            size *= 2
        return []

    def scoring(self, tokens: Sequence[str]) -> Scoring:
        """The exact scores for a question of these tokens."""
        return Scoring(tokens, self._weights(tokens), self._lengths)

    def hits(self, scoring: Scoring, scope: Scope, size: int) -> list[Any]:
        """The first documents of a scope in Lucene's order, with Lucene's scores."""
        clauses = scoring.query(CLAUSES)
        if not clauses:
            return []
        query = {"should": clauses, "minimum_should_match": 1, "filter": _filter(scope)}
        found = self._search(query, size, (*_READ, *FIELDS), scored=True)
        self._remember(found)
        return found

    def holding(self, word: str) -> Iterator[int]:
        """See `Store`."""
        first = self._holding.get(word)
        if first is None:
            first = self._page(word, -1)
            self._holding.update({word: first})
        page = first
        while page:
            yield from (row for row in page if word in self.text(row))
            page = self._page(word, page[-1]) if len(page) == HOLDING else []

    def _page(self, text: str, after: int) -> list[int]:
        """The next rows, in order, that hold all the characters and pairs of a text."""
        wanted = dict.fromkeys(map(word, grams(text)))
        if not wanted:
            return []
        clauses = [{"term": {"body": token}} for token in wanted]
        query = {"filter": [*clauses[:CLAUSES], {"range": {"row": {"gt": after}}}]}
        return list(self._remember(self._search(query, HOLDING, _READ, sort=["row"])))

    def _at(self, row: int) -> Held:
        held = self._rows_held.get(row) or self._read(row).get(row)
        if held is None:
            raise RunError(messages.INCOMPLETE)
        return held

    def _read(self, row: int) -> dict[int, Held]:
        """Read the rows around a row: its report's, as far as they are not too many."""
        section = self.section(row)
        start = max(section.start, row - TOGETHER)
        stop = max(min(section.stop, row + TOGETHER), start + TOGETHER)
        query = {"filter": [{"range": {"row": {"gte": start, "lt": stop}}}]}
        return self._remember(self._search(query, stop - start, _READ))

    def _remember(self, hits: Sequence[Any]) -> dict[int, Held]:
        sources = [hit["_source"] for hit in hits]
        found = {s["row"]: Held(codec.loads(s["record"], Passage), s["texts"]) for s in sources}
        self._rows_held.update(found)
        return found

    def _search(
        self,
        query: dict[str, Any],
        size: int,
        read: Sequence[str],
        *,
        scored: bool = False,
        **more: Any,
    ) -> list[Any]:
        body = {
            "query": {"bool": query},
            "size": size,
            "_source": ["row", *read],
            "track_total_hits": False,
            **more,
        }
        hits: list[Any] = self._cluster.search(self._index, body, scored=scored)["hits"]["hits"]
        return hits

    def _weights(self, tokens: Sequence[str]) -> dict[str, dict[str, float]]:
        """The IDF of the tokens that are known, by field, as the index has them."""
        pairs = [(field, word(token)) for field in FIELDS for token in dict.fromkeys(tokens)]
        slogans = members(self._lexicon.slogans, keys(tokens)).tolist()
        pairs += [(SLOGANS, word(t)) for t, held in zip(tokens, slogans, strict=True) if held]
        known = {pair: self._frequencies.get(pair) for pair in pairs}
        asked = [pair for pair, number in known.items() if number is None]
        counted = dict(zip(asked, self._count(asked), strict=True))
        self._frequencies.update(counted)
        found: dict[str, dict[str, float]] = {field: {} for field in (*FIELDS, SLOGANS)}
        for (field, token), number in chain(known.items(), counted.items()):
            if number:
                found[field][token] = math.log(1 + (len(self) - number + 0.5) / (number + 0.5))
        return found

    def _count(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """How many documents hold each token in its field: Lucene knows without looking."""
        if not pairs:
            return []
        bodies = [
            {"size": 0, "track_total_hits": True, "query": {"term": {field: token}}}
            for field, token in pairs
        ]
        answers = self._cluster.searches(self._index, bodies)
        return [answer["hits"]["total"]["value"] for answer in answers]


def _row(hit: Mapping[str, Any]) -> int:
    row: int = hit["_source"]["row"]
    return row


def _best_first(found: tuple[int, float]) -> tuple[float, int]:
    row, score = found
    return -score, row


def _filter(scope: Scope) -> list[dict[str, Any]]:
    kinds = {"city": scope.cities, "people": scope.people}
    clauses = [{"terms": {kind: list(names)}} for kind, names in kinds.items() if names]
    return clauses if scope.rows is None else [*clauses, {"terms": {"row": list(scope.rows)}}]
