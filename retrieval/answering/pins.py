"""Pins at work: a question that an admin tied to a passage is answered with that passage."""

import re
from collections.abc import Mapping
from functools import lru_cache

from corpus.pins import Pin
from retrieval.answering.found import Found
from retrieval.answering.telling import messages
from retrieval.snapshot import Snapshot
from retrieval.text.fold import normal


@lru_cache(4)
def by_question(pins: tuple[Pin, ...]) -> dict[str, Pin]:
    """The pins by each of their questions, as they are compared."""
    return {_bare(words): pin for pin in pins for words in (pin.question, *pin.also)}


def pinned(snapshot: Snapshot, question: str) -> Found | None:
    """What is pinned to a question; None where nothing is, or the passage is no longer there."""
    pin = by_question(snapshot.pins).get(_bare(question)) if snapshot.pins else None
    if pin is None or not is_true(snapshot, pin):
        return None
    row = snapshot.store.row(pin.passage)
    assert row is not None
    return Found([row], messages.PINNED, whole=1, marks=_marks(row, pin))


def is_true(snapshot: Snapshot, pin: Pin) -> bool:
    """Whether the library still holds the pin's passage with its words."""
    passage = snapshot.passage(pin.passage)
    return passage is not None and pin.words in passage.text


def same(question: str, other: str) -> bool:
    """Whether two questions are one to a pin: punctuation, script and width apart."""
    return _bare(question) == _bare(other)


def _marks(row: int, pin: Pin) -> Mapping[int, tuple[str, ...]]:
    return {row: (pin.words,)}


def _bare(question: str) -> str:
    return "".join(re.findall(r"\w+", normal(question)))
