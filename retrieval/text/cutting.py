"""The loops of the segmenter, over arrays; see `retrieval.storage.compiler` for how they are run.

All take the kinds of a text's n codes or what the dictionary has in it, and write `ends`, shape
(n,): whether a word ends with that code. Sums are made in jieba's order, and of equal ones the
same wins.
"""

import numpy as np
from numpy.typing import NDArray

from retrieval.text.dictionary import FIRST_CHARACTER

# What a character is to jieba; 0 is what parts a text.
SIGN, POINT, PERCENT, LETTER, DIGIT, CHINESE = 1, 2, 3, 4, 5, 6
# The states, as `STATES` numbers them, from which one comes to B and S, and to E and M.
_BEFORE_EDGE, _BEFORE_INNER = (1, 3), (0, 2)
_IMPOSSIBLE = -1e300

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Bools = NDArray[np.bool_]


def route(
    kinds: Bytes,
    depth: Ints,
    first: Ints,
    logs: Floats,
    unknown: Floats,
    value: Floats,
    size: Ints,
    ends: Bools,
) -> None:
    """The likeliest row of dictionary words in each part; of equals, that of longer words first.

    Args:
        kinds: of each code, shape (n,).
        depth, first, logs: see `retrieval.text.segmenter.Entries`.
        unknown: the logarithm of a character that is no word, shape (1,).
        value: zeros, shape (n + 1,): comes to hold the logarithm of what follows each code.
        size: shape (n,): comes to hold the length of the best word at each code.
        ends: False, shape (n,).
    """
    for i in range(len(kinds) - 1, -1, -1):
        size[i] = 1
        if kinds[i] == 0:
            continue
        best = _IMPOSSIBLE
        for s in range(depth[i]):
            total = logs[first[i] + s] + value[i + s + 1]
            if total > _IMPOSSIBLE and total >= best:
                best = total
                size[i] = s + 1
        value[i] = best if best > _IMPOSSIBLE else unknown[0] + value[i + 1]
    i = 0
    while i < len(kinds):
        i += size[i]
        ends[i - 1] = True


def latin(kinds: Bytes, starts: Ints, stops: Ints, ends: Bools) -> None:
    """Cut runs of letters, digits and signs at whatever matches `[a-zA-Z0-9]+(\\.\\d+)?%?`.

    Args:
        kinds: of each code, shape (n,).
        starts, stops: of the runs.
        ends: False in the runs, shape (n,).
    """
    for run in range(len(starts)):
        i, stop = starts[run], stops[run]
        while i < stop:
            if kinds[i] >= LETTER:
                while i < stop and kinds[i] >= LETTER:
                    i += 1
                if i + 1 < stop and kinds[i] == POINT and kinds[i + 1] == DIGIT:
                    i += 1
                    while i < stop and kinds[i] == DIGIT:
                        i += 1
                if i < stop and kinds[i] == PERCENT:
                    i += 1
            else:
                while i < stop and kinds[i] < LETTER:
                    i += 1
            ends[i - 1] = True


def viterbi(
    codes: NDArray[np.uint32],
    starts: Ints,
    stops: Ints,
    start: Floats,
    move: Floats,
    emit: Floats,
    came: Bytes,
    ends: Bools,
) -> None:
    """Cut runs of Chinese characters by the likeliest states of the model (Viterbi, 1967).

    A state is reached from one of two; of equals, from the later in the alphabet.

    Args:
        codes: the text, shape (n,).
        starts, stops: of the runs.
        start, move, emit: see `retrieval.text.dictionary.Dictionary`.
        came: shape (n,): comes to hold a bit for each state, set if it was reached from the later.
        ends: shape (n,); written within the runs.
    """
    for run in range(len(starts)):
        first, stop = starts[run], stops[run]
        row = codes[first] - FIRST_CHARACTER
        b, e = start[0] + emit[row, 0], start[1] + emit[row, 1]
        m, s = start[2] + emit[row, 2], start[3] + emit[row, 3]
        for i in range(first + 1, stop):
            row = codes[i] - FIRST_CHARACTER
            eb, sb = e + move[1, 0] + emit[row, 0], s + move[3, 0] + emit[row, 0]
            be, me = b + move[0, 1] + emit[row, 1], m + move[2, 1] + emit[row, 1]
            bm, mm = b + move[0, 2] + emit[row, 2], m + move[2, 2] + emit[row, 2]
            es, ss = e + move[1, 3] + emit[row, 3], s + move[3, 3] + emit[row, 3]
            came[i] = (sb >= eb) + 2 * (me >= be) + 4 * (mm >= bm) + 8 * (ss >= es)
            b, e, m, s = max(eb, sb), max(be, me), max(bm, mm), max(es, ss)
        state = 3 if s >= e else 1
        for i in range(stop - 1, first - 1, -1):
            ends[i] = state % 2 == 1
            before = _BEFORE_EDGE if state % 3 == 0 else _BEFORE_INNER
            state = before[came[i] >> state & 1]
