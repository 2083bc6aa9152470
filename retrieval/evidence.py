"""Evidence: how much of what a question asks a passage holds, and how close together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.text import sentences


@dataclass(frozen=True, slots=True)
class Term:
    """A token of the question and its weight (IDF; a token that no passage holds has the most)."""

    token: str
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Shares of the question's weight, from 0 to 1, that a passage holds.

    `passage`: anywhere in it or in its attribution; `sentence`: in its best sentence or in its
    attribution; `text`: in its best sentence alone; `head`: in its attribution alone.
    """

    passage: float
    sentence: float
    text: float
    head: float


def weigh(terms: Sequence[Term], text: str, head: str) -> Evidence:
    """Weigh a normalised passage and its attribution for the terms of a question."""
    total = sum(term.weight for term in terms)
    if not total:
        return Evidence(0.0, 0.0, 0.0, 0.0)
    surfaces = [(term.token.replace("|", ""), term.weight) for term in terms]
    attributed = _held(surfaces, head)
    # No sentence has what the text has not; most passages have little of a question.
    inside = [surface for surface in surfaces if surface[0] in text]
    beyond = [surface for surface in inside if surface[0] not in head]
    parts = sentences(text) if inside else []
    return Evidence(
        passage=(attributed + sum(weight for _, weight in beyond)) / total,
        sentence=(attributed + max((_held(beyond, part) for part in parts), default=0.0)) / total,
        text=max((_held(inside, part) for part in parts), default=0.0) / total,
        head=attributed / total,
    )


def defines(text: str, word: str) -> bool:
    """Whether a normalised text goes on to say what `word` is: 五大行动,即:…, 三城:…, 以…为主线"""
    if word not in text:
        return False
    name = re.escape(word)
    said = rf"{name}[,，]?(?:就是|即|是指|指的是|指|包括|分别是|[:：(（])|以[^,，。;；]+为{name}"
    return re.search(said, text) is not None


def _held(surfaces: Sequence[tuple[str, float]], text: str) -> float:
    return sum([weight for surface, weight in surfaces if surface in text])
