"""The passages of named reports, with statistics of their own where others lie beside them.

A report is named that stands on a page, or has a place or somebody, a speaker or a reporter. What
its words weigh must not depend on how much other text a library holds: where most of a library is
such text, its named reports are fitted alone as well.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.index.embedded import Fields
from retrieval.index.store import Scope, Store, Term
from retrieval.storage.keys import members
from retrieval.storage.tables import Tables


class Named:
    """A `Store` of the rows of another, in which only passages of named reports are found."""

    def __init__(self, store: Store, tables: Tables) -> None:
        """`tables` are what `index.build` made of these passages."""
        self._store, self._fields = store, Fields(tables)
        self.passage, self.section = store.passage, store.section
        self.text, self.cut, self.head = store.text, store.cut, store.head
        self._of: NDArray[np.int32] = tables["rows"]

    def __len__(self) -> int:
        return len(self._store)

    @property
    def counted(self) -> int:
        """See `Store`."""
        return len(self._of)

    def row(self, identity: str) -> int | None:
        """See `Store`."""
        return self._store.row(identity)

    def row_of_key(self, key: int) -> int | None:
        """See `Store`."""
        return self._store.row_of_key(key)

    def rows(self, scope: Scope) -> Sequence[int]:
        """See `Store`."""
        rows: Sequence[int] = self._of.tolist() if scope.is_open else self._store.rows(scope)
        return rows

    def idf(self, tokens: Sequence[str]) -> list[float | None]:
        """See `Store`."""
        return self._fields.idf(tokens)

    def top(self, terms: Sequence[Term], scope: Scope, depth: int) -> list[tuple[int, float]]:
        """See `Store`."""
        among = None
        if not scope.is_open:
            wanted = np.array(self._store.rows(scope), np.int32)
            among = self._of.searchsorted(wanted[members(self._of, wanted)])
        found, scores = self._fields.top(terms, among, depth)
        return list(zip(self._of[found].tolist(), scores.tolist(), strict=True))

    def holding(self, word: str) -> Iterator[int]:
        """See `Store`."""
        rows = self._of[self._fields.holding(word)].tolist()
        return (row for row in rows if word in self.text(row))
