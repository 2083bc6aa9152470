"""What a passage says near a question's theme: the sentences that a fact is looked for in."""

from collections.abc import Sequence
from functools import lru_cache

from retrieval.answering.asked.question import Question
from retrieval.ranking.evidence import Sought
from retrieval.text.fold import sentences

# A fact is looked for in the sentences that hold this share of what the best one holds: by hand,
# low enough for a sentence that names the thing in half its words.
NEAR = 0.5


def near(asked: Question, text: str) -> str:
    """The sentences of `text` that hold nearly as much of the theme as any, and the next ones.

    All of it where the question goes on from an answer, and is about the same thing anyway.
    """
    parts = _sentences(text)
    held = _held(asked.terms, parts)
    if asked.rows is not None and not any(held):
        return text
    least = NEAR * max(held, default=0.0)
    chosen = zip(parts, held, [0.0, *held[:-1]], strict=True)
    return "".join(part for part, here, before in chosen if max(here, before) >= least > 0)


_sentences = lru_cache(1024)(sentences)
"""A passage is looked at once for each question, and again for the next."""


def _held(sought: Sought, parts: Sequence[str]) -> list[float]:
    """How much of the theme each part holds, other words for its words among them."""
    whole = "".join(parts)
    strings = [(string, weight) for string, weight in sought.strings if string in whole]
    return [sum([weight for string, weight in strings if string in part]) for part in parts]
