"""Asking in few words."""

from retrieval.answer import Answer
from retrieval.answering.answer import converse
from retrieval.snapshot import Snapshot


def ask(snapshot: Snapshot, *turns: str, city: str | None = None, limit: int = 5) -> Answer:
    """The answer to the last turn of a conversation."""
    *_, last = converse(snapshot, turns, city, limit)
    return last


def cities(answer: Answer) -> list[str | None]:
    """Whose passages the answer quotes, in its order."""
    return [hit.passage.city for hit in answer.hits]


def marked(answer: Answer) -> set[str]:
    """The words marked in the first passage."""
    first = answer.hits[0]
    return {first.passage.text[start:end] for start, end in first.highlights}
