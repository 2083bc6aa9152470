"""Glyphs looked up by where they stand."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.reading.pdf.glyph import Glyph

STEP = 4.0
"""Points: the height of the strips in which baselines are looked up."""


class Strips:
    """Glyphs by baseline, each strip from left to right."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._glyphs = glyphs
        strips: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for n, glyph in enumerate(glyphs):
            strips[int(glyph.base // STEP)].append((glyph.x0, n))
        self._strips = {key: sorted(strip) for key, strip in strips.items()}

    def within(self, low: float, high: float, left: float, right: float) -> Iterator[int]:
        """The glyphs with a baseline from `low` to `high` that begin from `left` to `right`."""
        for key in range(int(low // STEP), int(high // STEP) + 1):
            strip = self._strips.get(key, [])
            for x, n in strip[bisect_left(strip, (left, -1)) :]:
                if x > right:
                    break
                if low <= self._glyphs[n].base <= high:
                    yield n
