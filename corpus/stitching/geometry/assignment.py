"""Which follows which: the best one-to-one assignment, and how sure each pair of it is."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROUNDS = 200


def best(scores: Array) -> list[int]:
    """For each row of a square matrix its column, so that the sum of scores is largest.

    The Hungarian algorithm by shortest augmenting paths (Jonker and Volgenant, Computing 38, 1987).
    """
    cost = -scores
    size = len(cost)
    row_price, column_price = np.zeros(size + 1), np.zeros(size + 1)
    owner = np.full(size + 1, -1)
    for row in range(size):
        owner[size] = row
        column = size
        slack = np.full(size, np.inf)
        came = np.full(size, size)
        done = np.zeros(size + 1, dtype=bool)
        while owner[column] >= 0:
            done[column] = True
            at = owner[column]
            reduced = cost[at] - row_price[at] - column_price[:size]
            better = (reduced < slack) & ~done[:size]
            slack[better], came[better] = reduced[better], column
            step = int(np.argmin(np.where(done[:size], np.inf, slack)))
            delta = slack[step]
            row_price[owner[done]] += delta
            column_price[done] -= delta
            slack[~done[:size]] -= delta
            column = step
        while column != size:
            previous = came[column]
            owner[column] = owner[previous]
            column = int(previous)
    columns = [0] * size
    for column in range(size):
        columns[owner[column]] = column
    return columns


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
