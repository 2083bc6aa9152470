"""Highlights: the words that make a passage an answer."""

import re
from collections.abc import Iterable

from corpus.section import Span
from retrieval.snapshot import Snapshot
from retrieval.text import fold

# A word is marked where it weighs at least this share of the weightiest word marked.
MARKED_SHARE = 0.4


def highlights(snapshot: Snapshot, theme: str, text: str) -> tuple[Span, ...]:
    """The ranges of `text`, in order and apart, that hold the weighty words of a theme."""
    folded = fold(text)
    words = {word for word in snapshot.tokenizer.content_words(theme) if word in folded}
    weights = {word: snapshot.index.weight(word) for word in words}
    least = MARKED_SHARE * max(weights.values(), default=0.0)
    marked = [word for word, weight in weights.items() if weight >= least]
    return merge(match.span() for word in marked for match in re.finditer(re.escape(word), folded))


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same code points as ranges in order, none touching the next."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
