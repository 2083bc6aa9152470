"""The best documents of one or several fields, exactly, at every size."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval import pruning
from retrieval.kernels import compiled
from retrieval.keys import Keys
from retrieval.postings import Floats, Longs, Postings
from retrieval.tables import read_only

# With fewer documents, adding up all their postings takes no longer than a compiled search.
SMALL = 8_000

_ALL = np.ones(0, np.bool_)
_scratch = threading.local()

Allowed = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Field:
    """Postings, and what a score in them counts."""

    postings: Postings
    weight: float


def top(
    fields: Sequence[Field], keys: Keys, allowed: Allowed | None, depth: int
) -> tuple[Longs, Floats]:
    """The documents with the highest scores above zero, best first, and their scores.

    A score is the sum over the fields of their weight times BM25, in double precision; equal ones
    stand in the order of their rows.

    Args:
        fields: postings of the same documents.
        keys: (tokens,) a token counts as often as it stands there.
        allowed: (documents,) True where a document may be among them; None allows all.
        depth: how many, at most.
    """
    documents = fields[0].postings.documents
    if documents < SMALL:
        return first(_added_up(fields, keys, allowed), depth)
    return _pruned(fields, keys, allowed, min(depth, documents))


def first(scores: Floats, depth: int) -> tuple[Longs, Floats]:
    """The rows of the `depth` highest scores above zero, best first, equal ones in order."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) > depth > 0:
        rows = rows[scores[rows] >= np.partition(scores[rows], -depth)[-depth]]
    rows = rows[np.argsort(-scores[rows], kind="stable")[:depth]]
    return rows, scores[rows]


def _added_up(fields: Sequence[Field], keys: Keys, allowed: Allowed | None) -> Floats:
    scores = np.zeros(fields[0].postings.documents)
    for field in fields:
        scores += field.postings.scores(keys, field.weight * field.postings.idf(keys))
    return scores if allowed is None else np.where(allowed, scores, 0.0)


def _pruned(
    fields: Sequence[Field], keys: Keys, allowed: Allowed | None, depth: int
) -> tuple[Longs, Floats]:
    arrays = tuple(field.postings.arrays for field in fields)
    factors = np.array([(field.weight, *field.postings.factors) for field in fields])
    allowed = read_only(_ALL if allowed is None else allowed)
    partial, found = _scratch_of(fields[0].postings.documents)
    search: Callable[..., tuple[Longs, Floats]] = compiled(pruning.best)
    return search(arrays, factors, keys, allowed, depth, partial, found)


def _scratch_of(documents: int) -> tuple[Floats, NDArray[np.uint32]]:
    """This thread's own, kept from one search to the next."""
    if len(getattr(_scratch, "found", ())) <= documents:
        _scratch.partial = np.zeros(documents)
        _scratch.found = np.empty(documents + 1, np.uint32)
    return _scratch.partial, _scratch.found
