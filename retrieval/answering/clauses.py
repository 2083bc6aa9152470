"""Clauses: a text cut at its commas, colons and sentence ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np

from corpus.section import Span
from retrieval.ranking.parts import Floats, Ints, Parts, parted
from retrieval.text.fold import lazy, normal

# A clause is no shorter, or it goes with the next.
SHORTEST = 6
# The texts whose clauses are remembered.
KNOWN = 1024

_CLOSING = r"[”’\"」』）)》\]]*"
_STOPS = ("。", "!", "?", "！", "？", "\n")

_CLAUSE = lazy(rf"[^，,：:。！？!?；;\n]*(?:([。！？!?；;\n]+){_CLOSING}|[，,：:]+{_CLOSING}|$)")

OWN = ("length", "sentence_length", "opens", "closes")


@dataclass(frozen=True)
class Clauses:
    """The clauses of a text: where they stand in it, each one normalised, and what they make.

    Attributes:
        spans: where they stand in the text.
        texts: the clauses, normalised.
        letters: the letters and digits of each.
        parts: the same as arrays.
        sentences: the number of each one's sentence, from 0, shape (clauses,).
        periods: the same where semicolons end no sentence.
        starts: the first clause of each sentence, shape (sentences,).
        sizes: the characters of each sentence, shape (sentences,).
        own: the features that are the same for every question, `OWN`, shape (n, clauses).
    """

    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    letters: tuple[str, ...]
    parts: Parts
    sentences: Ints
    periods: tuple[int, ...]
    starts: Ints
    sizes: Floats
    own: Floats


@lru_cache(KNOWN)
def clauses(text: str) -> Clauses:
    """Cut a folded text at its commas, colons and sentence ends; joined, the clauses are it."""
    spans: list[Span] = []
    numbers: list[int] = []
    start = number = 0
    for match in _CLAUSE.finditer(text):
        ends = match[1] is not None or match.end() == len(text)
        if match.end() > start and (ends or match.end() - start >= SHORTEST):
            spans.append((start, match.end()))
            numbers.append(number)
            start = match.end()
            number += match[1] is not None
    texts = tuple(normal(text[start:end]) for start, end in spans or [(0, len(text))])
    return _made(tuple(spans) or ((0, len(text)),), texts, np.array(numbers or [0], np.intp))


def _made(spans: tuple[Span, ...], texts: tuple[str, ...], of: Ints) -> Clauses:
    letters = tuple("".join(filter(str.isalnum, text)) for text in texts)
    parts, starts = parted(texts), np.flatnonzero(np.diff(of, prepend=-1))
    lengths = parts.sizes - 1.0
    sizes = np.add.reduceat(lengths, starts)
    own = (
        np.minimum(lengths, 60.0) / 60,
        np.minimum(sizes, 120.0)[of] / 120,
        (of == 0).astype(np.float64),
        (of == of[-1]).astype(np.float64),
    )
    stops = [text.rstrip('”’"』」)》】 ').endswith(_STOPS) for text in texts[:-1]]
    periods = tuple(accumulate(stops, initial=0))
    return Clauses(spans, texts, letters, parts, of, periods, starts, sizes, np.array(own))


def spans_of(parts: Sequence[str]) -> Iterator[Span]:
    """Where the parts of a text stand in it."""
    start = 0
    for part in parts:
        yield start, start + len(part)
        start += len(part)


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks at its edges."""
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
