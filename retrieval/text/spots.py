"""Spots: where a word stands in a text."""

from collections.abc import Iterator


def spots(text: str, word: str) -> Iterator[int]:
    """The places where a word begins in a text, overlapping ones too."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
