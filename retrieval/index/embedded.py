"""The embedded store: passages and postings in the arrays of one compiled file."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus import codec
from retrieval.index.names import Lexicon
from retrieval.index.postings import Floats, Longs, Postings
from retrieval.index.search import Field, Search
from retrieval.index.store import HEAD_WEIGHT, Directory, Scope, Term
from retrieval.passages import Passage
from retrieval.storage.keys import key, keys, known
from retrieval.storage.strings import Strings
from retrieval.storage.tables import Tables, below
from retrieval.text.fold import CUT
from retrieval.text.tokens import grams

# Passages that were looked at last: a question comes back to each of its candidates.
REMEMBERED = 4096
# Tokens whose weights are remembered: questions share most of theirs.
KNOWN_TOKENS = 16384


class Fields:
    """The texts and attributions of passages, by number from 0; `index.build` fits them."""

    def __init__(self, tables: Tables) -> None:
        self._body, head, self._quoted = (
            Postings(below(name, tables)) for name in ("body", "head", "quoted")
        )
        self._search = Search([Field(self._body, 1.0), Field(head, HEAD_WEIGHT)])
        self._weights: dict[str, float | None] = {}

    def __len__(self) -> int:
        return self._body.documents

    def idf(self, tokens: Sequence[str]) -> list[float | None]:
        """What each token weighs in the texts; None for unknown."""
        held = self._weights
        if len(held) > KNOWN_TOKENS:  # threads share it: what one lets go of, another still holds
            held = self._weights = {}
        if new := [token for token in tokens if token not in held]:
            held.update(zip(new, self._looked_up(new), strict=True))
        return [held[token] for token in tokens]

    def _looked_up(self, tokens: Sequence[str]) -> list[float | None]:
        keyed = keys(tokens)
        # A slogan that the language has no word for is none of the texts' tokens.
        body, quoted = self._body.idf(keyed), self._quoted.idf(keyed)
        return [weight or None for weight in np.where(body, body, quoted).tolist()]

    def top(
        self, terms: Sequence[Term], among: NDArray[np.integer] | None, depth: int
    ) -> tuple[Longs, Floats]:
        """The first passages that hold any of the terms, of all or of some, and their scores."""
        allowed = None
        if among is not None:
            allowed = np.zeros(len(self), np.bool_)
            allowed[among] = True
        keyed = np.array([known(term.token) for term in terms], np.uint64)
        return self._search.top(keyed, allowed, depth)

    def holding(self, word: str) -> NDArray[np.uint32]:
        """The passages whose texts have the characters and pairs of a normalised word."""
        keyed = keys(list(dict.fromkeys(grams(word))))
        return self._body.documents_of(keyed) if len(keyed) else np.empty(0, np.uint32)


class Embedded(Directory):
    """See `Store`; `index.build` makes the arrays."""

    def __init__(self, tables: Tables, lexicon: Lexicon) -> None:
        super().__init__(tables, lexicon)
        records, texts, heads = (
            Strings(below(name, tables)) for name in ("passages", "texts", "heads")
        )
        # A question asks for these a hundred times: they are what remembers, not methods around it.
        self.cut = lru_cache(REMEMBERED)(texts.__getitem__)
        self.text = lru_cache(REMEMBERED)(lambda row: self.cut(row).replace(CUT, ""))
        self.head = lru_cache(REMEMBERED)(heads.__getitem__)
        self.passage = lru_cache(REMEMBERED)(lambda row: codec.loads(records[row], Passage))
        self._fields = Fields(tables)

    def row(self, identity: str) -> int | None:
        """See `Store`."""
        row = self.row_of_key(key(identity))
        return row if row is not None and self.passage(row).id == identity else None

    def idf(self, tokens: Sequence[str]) -> list[float | None]:
        """See `Store`."""
        return self._fields.idf(tokens)

    def top(self, terms: Sequence[Term], scope: Scope, depth: int) -> list[tuple[int, float]]:
        """See `Store`."""
        rows, scores = self._fields.top(terms, None if scope.is_open else self._rows(scope), depth)
        return list(zip(rows.tolist(), scores.tolist(), strict=True))

    def holding(self, word: str) -> Iterator[int]:
        """See `Store`."""
        return (row for row in self._fields.holding(word).tolist() if word in self.text(row))
