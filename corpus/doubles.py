"""Sections that stand twice in a library."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.section import Page


class Heads:
    """Where sections stand, by their heads."""

    def __init__(self) -> None:
        self._seen: dict[tuple[Any, ...], str] = {}

    def add(self, path: Path, page: Page, lines: Sequence[int]) -> None:
        """Take a page in, whose sections begin on these lines of its file.

        Raises:
            InputError: a section has the head of another; it names both places, and the page is
                not taken in.
        """
        seen: dict[tuple[Any, ...], str] = {}
        for number, (section, line) in enumerate(zip(page.sections, lines, strict=True), 1):
            headline = section.headline or section.paragraphs
            key = (page.date, page.publication, section.city, section.author, headline)
            if before := self._seen.get(key) or seen.get(key):
                name = section.city or section.headline or f"第 {number} 篇"
                raise InputError.at(path, line, f"“{name}”这一篇与 {before} 的重复")
            seen[key] = f"{path}:{line}"
        self._seen |= seen
