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
        alike = snapshot.tokenizer.homophones(character)
        meant = [run[start:place] + other + run[place + 1 : end] for other in alike]
        tried = {other: {other[at : at + 2] for at in range(len(other) - 1)} for other in meant}
        held = _held(snapshot, sorted({pair for pairs in tried.values() for pair in pairs}))
        for other, wanted in tried.items():
            if wanted <= held and snapshot.index.holds(other):
                yield window, other


def _held(snapshot: Snapshot, pairs: list[str]) -> set[str]:
    """Those of the pairs of characters that stand in a text."""
    weights = snapshot.store.idf(["|".join(pair) for pair in pairs])
    return {pair for pair, weight in zip(pairs, weights, strict=True) if weight is not None}
