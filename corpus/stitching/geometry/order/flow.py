"""How reports run over a page: from a headline to its first piece, from piece to piece.

Each piece has one place it comes from, each headline and piece at most one it goes on to. What
stands where (the same headline above, the next column, right below) and what reads on (sentences,
indents, words over the edge) give each pair a score; the best assignment of all pieces at once is
the reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.stitching.geometry.order.assignment import Array, Assignment, shares
from corpus.stitching.geometry.order.certainty import UNTITLED, JoinEvidence, certainty, evidence_of
from corpus.stitching.geometry.order.scene import Scene
from corpus.stitching.geometry.order.scores import NEVER, Scores
from corpus.stitching.joins import Joins

MAX_LOOPS = 12
"""Circles of pieces that are parted; what is left in one belongs to no report."""
MIN_OTHER = 0.01
"""The share from which on another piece is worth naming."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The reading of a page by the numbers of its headings and pieces.

    `chains` hold each report's heading, None where it has none, and its pieces in order;
    `confidence[n]` is how sure it is that piece n stands where it does, and `other[n]` the next
    likeliest piece behind piece n (-1 for the report's end, None for none to speak of);
    `evidence[n]` is what speaks for piece n behind the one before it.
    """

    chains: tuple[tuple[int | None, tuple[int, ...]], ...]
    confidence: dict[int, float]
    other: dict[int, int | None]
    evidence: dict[int, JoinEvidence]


def flow_of(scene: Scene, joins: Joins, offset: int) -> Flow:
    """The likeliest reading of a page; piece n is item n + `offset` of the joins' model."""
    if not scene.pieces:
        return Flow((), {}, {}, {})
    scores = Scores(scene, joins, offset)
    matrix = scores.matrix()
    pairs = Assignment(matrix)
    for _ in range(MAX_LOOPS):
        columns = pairs.columns
        loop = _loop(columns, len(scene.headings), len(scene.pieces))
        if not loop:
            break
        weakest = min(loop, key=lambda row: matrix[row, columns[row]])
        # Lower each time, or two pieces that nothing else fits would be parted for ever.
        matrix[weakest, columns[weakest]] = NEVER + min(matrix[weakest, columns[weakest]], 0.0)
        pairs.lower(weakest, matrix[weakest, columns[weakest]])
    return _flow(pairs.columns, shares(matrix), scores)


def _loop(columns: Sequence[int], heads: int, pieces: int) -> list[int]:
    """Rows of a circle of pieces that no heading and no free start leads into; [] for none."""
    follows = {row: columns[row] for row in range(heads + 2 * pieces) if columns[row] < pieces}
    reached: set[int] = set()
    for row in [*range(heads), *range(heads + pieces, heads + 2 * pieces)]:
        while row in follows and follows[row] not in reached:
            reached.add(follows[row])
            row = heads + follows[row]
    left = [n for n in range(pieces) if n not in reached]
    return [row for row, n in follows.items() if n in left]


def _flow(columns: Sequence[int], share: Array, scores: Scores) -> Flow:
    scene = scores.scene
    heads, pieces = len(scene.headings), len(scene.pieces)
    chains: list[tuple[int | None, tuple[int, ...]]] = []
    confidence, evidence = {}, {}
    for row in [*range(heads), *range(heads + pieces, heads + 2 * pieces)]:
        chain: list[int] = []
        at = row
        while (n := columns[at]) < pieces:
            sure = float(share[at, n])
            if chain:
                evidence[n] = evidence_of(scene, chain[-1], n, sure, scores.words(chain[-1], n))
                sure = certainty(evidence[n])
            elif row >= heads and not (scene.pieces[n].continued or scene.pieces[n].item):
                sure = min(sure, UNTITLED)
            confidence[n] = sure
            chain.append(n)
            at = heads + n
        if chain:
            chains.append((row if row < heads else None, tuple(chain)))
    other = {n: _other(share[heads + n], columns[heads + n], pieces) for n in range(pieces)}
    return Flow(tuple(chains), confidence, other, evidence)


def _other(options: Array, taken: int, pieces: int) -> int | None:
    """The next likeliest of a row's options, -1 for the report's end, None for none."""
    left = options.copy()
    left[taken] = 0.0
    likeliest = int(np.argmax(left))
    if left[likeliest] < MIN_OTHER:
        return None
    return likeliest if likeliest < pieces else -1
