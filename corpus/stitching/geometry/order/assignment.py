"""Which follows which: the best one-to-one assignment, and how sure each pair of it is."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROUNDS = 200


class Assignment:
    """The best pairs of a square matrix's rows and columns: the sum of their scores is largest.

    The Hungarian algorithm by shortest augmenting paths (Jonker and Volgenant, Computing 38, 1987):
    the cube of the size for all rows, the square for one.
    """

    def __init__(self, scores: Array) -> None:
        self._cost = -scores
        self._size = len(scores)
        self._row_price, self._column_price = np.zeros(self._size + 1), np.zeros(self._size + 1)
        self._owner = np.full(self._size + 1, -1)
        for row in range(self._size):
            self._place(row)

    @property
    def columns(self) -> list[int]:
        """For each row its column."""
        columns = [0] * self._size
        for column in range(self._size):
            columns[self._owner[column]] = column
        return columns

    def lower(self, row: int, score: float) -> None:
        """Give the pair that a row is in a lower score, and pair the row anew."""
        column = self.columns[row]
        self._cost[row, column] = -score
        self._owner[column] = -1
        self._place(row)

    def _place(self, row: int) -> None:
        """Pair a row, and others anew that stand in its way."""
        size, owner = self._size, self._owner
        owner[size] = row
        column = size
        slack = np.full(size, np.inf)
        came = np.full(size, size)
        done = np.zeros(size + 1, dtype=bool)
        while owner[column] >= 0:
            done[column] = True
            at = owner[column]
            reduced = self._cost[at] - self._row_price[at] - self._column_price[:size]
            better = (reduced < slack) & ~done[:size]
            slack[better], came[better] = reduced[better], column
            step = int(np.argmin(np.where(done[:size], np.inf, slack)))
            delta = slack[step]
            self._row_price[owner[done]] += delta
            self._column_price[done] -= delta
            slack[~done[:size]] -= delta
            column = step
        while column != size:
            previous = came[column]
            owner[column] = owner[previous]
            column = int(previous)
        owner[size] = -1


def shares(scores: Array) -> Array:
    """About how probable each pair is, where scores are log-odds: rows and columns sum to one.

    Sinkhorn's scaling of the exponentials approximates the marginals of a random assignment.
    """
    log = scores - scores.max(axis=1, keepdims=True)
    for _ in range(ROUNDS):
        log = log - _log_sum(log, axis=0)
        log = log - _log_sum(log, axis=1)
    shared: Array = np.exp(log)
    return shared


def _log_sum(log: Array, axis: int) -> Array:
    top = log.max(axis=axis, keepdims=True)
    total: Array = top + np.log(np.exp(log - top).sum(axis=axis, keepdims=True))
    return total
