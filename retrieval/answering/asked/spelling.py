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
    tried: list[tuple[str, str, str, str]] = []
    for place, character in enumerate(run):
        before, after = run[max(0, place - 1) : place], run[place + 1 : place + 2]
        window = before + character + after
        pairs = {window[at : at + 2] for at in range(len(window) - 1)}
        if not pairs <= known and not snapshot.tokenizer.knows(window):
            alike = snapshot.tokenizer.homophones(character)
            tried += [(window, before, other, after) for other in alike]
    beside = [before + other for _, before, other, _ in tried if before]
    beside += [other + after for _, _, other, after in tried if after]
    held = {"", *_held(snapshot, beside)}
    for window, before, other, after in tried:
        left, right = before and before + other, after and other + after
        if left in held and right in held and snapshot.index.holds(before + other + after):
            yield window, before + other + after


def _held(snapshot: Snapshot, pairs: list[str]) -> set[str]:
    """Those of the pairs of characters that stand in a text."""
    weights = snapshot.store.idf(["|".join(pair) for pair in pairs])
    return {pair for pair, weight in zip(pairs, weights, strict=True) if weight is not None}
