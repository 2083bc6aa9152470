"""What tells passages apart: what each holds of a theme that its report's others do not."""

import re
from collections.abc import Sequence

import numpy as np

from retrieval.answering.clauses import Clauses
from retrieval.ranking.evidence import Sought, TermKind, saturated
from retrieval.ranking.parts import Floats, Ints
from retrieval.text import kinds

FEATURES = ("covered", "before", "own", "alone", "own_sentence", "characters", "kind")


def features(
    sought: Sought,
    counts: Floats | Ints,
    cuts: Sequence[Clauses],
    rows: Sequence[int],
    reports: Sequence[int],
    patterns: Sequence[re.Pattern[str]],
) -> Floats:
    """What passages hold of what is sought, by `FEATURES`: shape (features, passages).

    Shares of the theme: `covered` is what a report holds, its attribution and those of its passages
    that are looked at together; `before` what the paragraph before one holds without it; `own` and
    `own_sentence` what a passage and its best sentence hold of what the attribution does not, the
    first as a share of that. `alone` is the share of what no other passage of the report holds that
    stands in one clause that gives the kind of answer asked for. `characters` is BM25 of the
    characters in a sentence; `kind` tells whether the sentence that holds most gives the kind.

    Args:
        sought: what is sought.
        counts: how often each string stands in their clauses, and in their attributions.
        cuts: the passages, in clauses.
        rows: where they stand in the library.
        reports: a number for the report of each.
        patterns: what gives the kinds asked for; where there are none, every clause does.
    """
    held, theme = np.minimum(counts, 1.0), sought.theme
    clauses, head = held[: -len(cuts)], held[-len(cuts) :]
    sizes = np.array([len(cut.texts) for cut in cuts])
    starts = sizes.cumsum() - sizes
    whole = np.maximum.reduceat(clauses, starts)
    said, often = _together(whole, reports)
    outside = theme * (1 - head)
    only = outside * ((often <= 1) & (said > 0))
    best = np.add.reduce(clauses * only.repeat(sizes, axis=0), 1)
    giving = [_giving(cut, patterns) for cut in cuts]
    best *= np.concatenate(giving)
    told = (
        np.maximum(said, head) @ theme,
        _before(whole, rows, reports) @ theme,
        _share(np.add.reduce(outside * whole, 1), np.add.reduce(outside, 1)),
        _share(np.maximum.reduceat(best, starts), np.add.reduce(only, 1)),
    )
    return np.array([*told, *_sentences(sought, counts, cuts, starts, outside, giving)])


def _sentences(
    sought: Sought,
    counts: Floats | Ints,
    cuts: Sequence[Clauses],
    starts: Ints,
    outside: Floats,
    giving: Sequence[Sequence[bool]],
) -> tuple[Floats, Floats, Floats]:
    """Of each passage, what its best sentence holds of `outside`, BM25 of the characters, and
    whether the sentence that holds most gives a kind, which every one does where none is asked for.
    """
    numbers = np.array([len(cut.starts) for cut in cuts])
    firsts = numbers.cumsum() - numbers
    begins = np.concatenate([cut.starts for cut in cuts]) + starts.repeat(numbers)
    sums = np.add.reduceat(counts[: -len(cuts)], begins)
    held, sizes = np.minimum(sums, 1.0), np.concatenate([cut.sizes for cut in cuts])
    best = np.add.reduce(held * outside.repeat(numbers, axis=0), 1)
    characters = saturated(sums, sizes[:, None]) @ sought.shares[TermKind.CHARACTER]
    share, gives = (held @ sought.theme).tolist(), np.empty(len(cuts))
    for place, first in enumerate(firsts.tolist()):
        of = share[first : first + len(cuts[place].starts)]
        gives[place] = _gives(cuts[place], of.index(max(of)), giving[place])
    return np.maximum.reduceat(best, firsts), np.maximum.reduceat(characters, firsts), gives


def _gives(cut: Clauses, sentence: int, giving: Sequence[bool]) -> bool:
    """Whether a sentence of a passage gives a kind asked for, by its clauses that do."""
    start, *stop = cut.starts[sentence : sentence + 2].tolist()
    return any(giving[start : stop[0] if stop else None])


def _together(whole: Floats, reports: Sequence[int]) -> tuple[Floats, Floats]:
    """What the passages of each one's report hold together, and how often."""
    mates = np.equal.outer([*dict.fromkeys(reports)], reports).astype(np.float64)
    said, of = (mates[:, :, None] * whole).max(axis=1), mates.argmax(axis=0)
    return said.take(of, axis=0), (mates @ whole).take(of, axis=0)


def _before(whole: Floats, rows: Sequence[int], reports: Sequence[int]) -> Floats:
    """What the paragraph before each passage holds, where it is among them, without it."""
    places = {place: at for at, place in enumerate(zip(rows, reports, strict=True))}
    pairs = zip(rows, reports, strict=True)
    before = [places.get((row - 1, report), -1) for row, report in pairs]
    found: Floats = np.maximum(whole.take(before, axis=0) - whole, 0.0)
    found[[at < 0 for at in before]] = 0.0
    return found


def _giving(cut: Clauses, patterns: Sequence[re.Pattern[str]]) -> Sequence[bool]:
    """Whether each clause of a passage gives a kind asked for, as every one does where none is."""
    if not patterns:
        return (True,) * len(cut.texts)
    first, *others = (kinds.gives(cut.texts, pattern) for pattern in patterns)
    return [*map(any, zip(first, *others, strict=True))] if others else first


def _share(part: Floats, of: Floats) -> Floats:
    found: Floats = part / np.where(of > 0, of, 1.0)
    return found
