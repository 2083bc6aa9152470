"""The loop that finds the best documents without reading all postings; compiled, see `search`."""

import numpy as np
from numpy.typing import NDArray

from retrieval.index.postings import Floats, Longs
from retrieval.storage.blocks import BLOCK, Array
from retrieval.storage.keys import Keys

# Looking up one document costs as much as reading so many postings in order.
_LOOK_UP = 16
# Entries in a block of a file.
_ENTRIES = BLOCK // 4


def best(
    fields: tuple[tuple[Array, ...], ...],
    factors: Floats,
    allowed: NDArray[np.bool_],
    tokens: int,
    depth: int,
    keys: Keys,
    partial: Floats,
    found: NDArray[np.uint32],
    sums: Floats,
    lists: Longs,
    weights: Floats,
    top: Floats,
    top_rows: NDArray[np.uint32],
    outcome: Longs,
) -> None:
    """The first `depth` documents, and their scores.

    Scores are summed in one order for all documents, so that equal documents have equal scores;
    these come in the order of their rows. `outcome` comes to hold how many they are; they stand
    in `top_rows` then, their scores in `top`. Where entries lie in a block that is not known to be
    sound, nothing is read of them: `outcome` holds −1, their field, and where they start and end.

    Args:
        fields: for each field its keys, starts, idf, bounds, directory, entries, lengths, dense,
            blocks, and which blocks of the entries are known to be sound.
        factors: (fields, 4) the field's weight, k1·(1 − b), k1·b/avgdl, k1 + 1.
        allowed: (documents,) bool, or (0,) to allow all.
        tokens: how many there are.
        depth: how many documents, one at least, at most as many as there are.
        keys: (tokens,) or more, uint64, sorted; a token counts as often as it stands there.
        partial: (documents,) or more, float64, all zero before and after.
        found: (documents + 1,) or more, uint32 scratch.
        sums: (documents,) or more, float64 scratch.
        lists: (5, fields × tokens) or wider, int64 scratch: field, block, begin, end, order.
        weights: (2, fields × tokens) or wider, float64 scratch: weight, bound.
        top, top_rows: (depth,) or more, float64 and uint32.
        outcome: (4,) int64.
    """
    count, rest = 0, 0.0
    for f in range(len(fields)):
        terms, starts, idf, bounds, directory, _, _, dense, _, sound = fields[f]
        shift, patterns = np.uint64(64), len(directory) - 1
        while patterns > 1:
            shift, patterns = shift - np.uint64(1), patterns >> 1
        last = -1
        for key in keys[:tokens]:
            low, high = directory[key >> shift], directory[(key >> shift) + np.uint64(1)]
            while low < high:
                middle = (low + high) >> 1
                if terms[middle] < key:
                    low = middle + 1
                else:
                    high = middle
            if low == len(terms) or terms[low] != key:
                continue
            for number in range(starts[low] // _ENTRIES, (starts[low + 1] - 1) // _ENTRIES + 1):
                if not sound[number]:
                    outcome[0], outcome[1] = -1, f
                    outcome[2], outcome[3] = starts[low], starts[low + 1]
                    return
            w = factors[f, 0] * idf[low]
            if low == last:
                count -= 1
                w += weights[0, count]
            last = low
            lists[0, count], lists[2, count], lists[3, count] = f, starts[low], starts[low + 1]
            weights[0, count], weights[1, count] = w, w * bounds[low]
            at, beyond = 0, len(dense)
            while at < beyond:
                middle = (at + beyond) >> 1
                if dense[middle] < low:
                    at = middle + 1
                else:
                    beyond = middle
            lists[1, count] = at if at < len(dense) and dense[at] == low else -1
            count += 1
    field, block, begin, end, order = lists[0], lists[1], lists[2], lists[3], lists[4]
    weight, bound = weights[0], weights[1]
    # The fewest postings for what they may add come first.
    for t in range(count):
        rest += bound[t]
        i = t
        while i > 0 and (
            (end[t] - begin[t]) * bound[order[i - 1]]
            < (end[order[i - 1]] - begin[order[i - 1]]) * bound[t]
        ):
            order[i] = order[i - 1]
            i -= 1
        order[i] = t
    # Rounding puts sums off by far less.
    slack = 1e-9 * rest
    # A score that `depth` documents are known to reach.
    least = 0.0

    def look_up(t: int, rows: Array, number: int, into: Floats) -> None:
        """Add what list t gives to the first of the rows."""
        f, first, last, row, w = field[t], begin[t], end[t], block[t], weight[t]
        _, _, _, _, _, entries, lengths, _, blocks, _ = fields[f]
        base, slope, gain = factors[f, 1], factors[f, 2], factors[f, 3]
        for i in range(number):
            d = rows[i]
            low, size = first, last - first
            if row >= 0:
                low = first + blocks[row, d >> 8]
                size = first + blocks[row, (d >> 8) + 1] - low
            if size == 0:
                continue
            # The last entry that is not beyond the document, without a branch to mispredict.
            beyond = d << 8 | 255
            while size > 1:
                half = size >> 1
                low = low + half if entries[low + half] <= beyond else low
                size -= half
            if entries[low] >> 8 == d:
                tf = entries[low] & 255
                into[i] += w * (tf * gain / (tf + (base + slope * lengths[d])))

    n = asked = step = 0
    while step < count and rest >= least - slack:
        t = order[step]
        f, w = field[t], weight[t]
        _, _, _, _, _, entries, lengths, _, _, _ = fields[f]
        base, slope, gain = factors[f, 1], factors[f, 2], factors[f, 3]
        for i in range(begin[t], end[t]):
            d = entries[i] >> 8
            if len(allowed) and not allowed[d]:
                continue
            tf = entries[i] & 255
            before = partial[d]
            found[n] = d
            n += before == 0
            partial[d] = before + w * (tf * gain / (tf + (base + slope * lengths[d])))
        rest -= bound[t]
        step += 1
        # Asking what the best reach by now takes so many look-ups: fewer postings are just read.
        price = depth * (count - step) * _LOOK_UP
        due = step == count or (n >= 2 * asked and end[order[step]] - begin[order[step]] > price)
        if due and n >= depth:
            asked = n
            for i in range(depth):
                top[i] = 0
            for i in range(n):
                value = partial[found[i]]
                if value > top[depth - 1]:
                    j = depth - 1
                    while j > 0 and top[j - 1] < value:
                        top[j], top_rows[j] = top[j - 1], top_rows[j - 1]
                        j -= 1
                    top[j], top_rows[j] = value, found[i]
            for other in range(step, count):
                look_up(order[other], top_rows, depth, top)
            reached = top[0]
            for i in range(depth):
                reached = min(reached, top[i])
            least = max(least, reached)

    for i in range(n):
        sums[i] = 0
    while True:
        kept = 0
        for i in range(n):
            d = found[i]
            value = partial[d] + sums[i]
            sums[i] = 0
            stays = value + rest >= least - slack
            partial[d] = value if stays else 0
            found[kept] = d
            kept += stays
        n = kept
        if step == count:
            break
        t = order[step]
        if end[t] - begin[t] < n * _LOOK_UP:
            f, w = field[t], weight[t]
            _, _, _, _, _, entries, lengths, _, _, _ = fields[f]
            base, slope, gain = factors[f, 1], factors[f, 2], factors[f, 3]
            for i in range(begin[t], end[t]):
                d = entries[i] >> 8
                if partial[d] > 0:
                    tf = entries[i] & 255
                    partial[d] += w * (tf * gain / (tf + (base + slope * lengths[d])))
        else:
            look_up(t, found, n, sums)
        rest -= bound[t]
        step += 1

    outcome[0] = min(n, depth)
    for i in range(n):
        d, j = found[i], min(i, depth)
        value = partial[d]
        partial[d] = 0
        while j > 0 and (top[j - 1] < value or (top[j - 1] == value and top_rows[j - 1] > d)):
            if j < depth:
                top[j], top_rows[j] = top[j - 1], top_rows[j - 1]
            j -= 1
        if j < depth:
            top[j], top_rows[j] = value, d
