"""Spelling: one wrong character in a word of the texts, put right by how it sounds."""

from collections.abc import Iterator

from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN, lazy

_RUN = lazy(rf"{HAN}{{2,}}")


def corrected(snapshot: Snapshot, theme: str) -> tuple[str, str] | None:
    """A piece of a theme that no text has, and the same as the texts have it: 帕篷, 帕蓬.

    One character differs and sounds alike; those beside it have to stand beside it in a text.
    """
    for match in _RUN.finditer(theme):
        for found in _slips(snapshot, match[0]):
            return found
    return None


def _slips(snapshot: Snapshot, run: str) -> Iterator[tuple[str, str]]:
    known = _held(snapshot, [run[place : place + 2] for place in range(len(run) - 1)])
    for place, character in enumerate(run):
        start, end = max(0, place - 1), min(len(run), place + 2)
        window = run[start:end]
        pairs = {window[at : at + 2] for at in range(len(window) - 1)}
        if pairs <= known or snapshot.tokenizer.knows(window):
            continue
        before, after = run[start:place], run[place + 1 : end]
        meant = [before + other for other in snapshot.tokenizer.homophones(character)]
        if before:
            held = _held(snapshot, meant)
            meant = [other for other in meant if other in held]
        if after:
            held = _held(snapshot, [other[-1] + after for other in meant])
            meant = [other + after for other in meant if other[-1] + after in held]
        for other in meant:
            if snapshot.index.holds(other):
                yield window, other


def _held(snapshot: Snapshot, pairs: list[str]) -> set[str]:
    """Those of the pairs of characters that stand in a text."""
    weights = snapshot.store.idf(["|".join(pair) for pair in pairs])
    return {pair for pair, weight in zip(pairs, weights, strict=True) if weight is not None}
