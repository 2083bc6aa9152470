"""A glyph as it stands on the page, and glyphs that are seen as one: doubled, wide, without ink."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

# A glyph drawn again to look bold stands at most this far from the first, in its own widths.
TWICE = 0.4


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it stands on the page.

    `text` is "" where nobody sees it. `x0` and `x1` are its advance, `base` is its baseline,
    `source` the number of the text object it came from; `turn` is the angle of its baseline, in
    radians, clockwise as seen; `spaced` says that the file has a blank before it.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    face: str
    source: int
    turn: float = 0.0
    hidden: bool = False
    faint: bool = False
    spaced: bool = False

    @property
    def top(self) -> float:
        """Of the em box."""
        return self.base - 0.86 * self.size

    @property
    def bottom(self) -> float:
        """Of the em box."""
        return self.base + 0.14 * self.size


def seen(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Glyphs that are seen; one that is not, but takes room, leaves it to the one before it."""
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text and last is not None:
            yield last
        if glyph.text:
            last = glyph
        elif last is not None and 0 <= glyph.x0 - last.x1 + 1 < 2 and glyph.base == last.base:
            last = replace(last, x1=max(last.x1, glyph.x1))
    if last is not None:
        yield last


def spread(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Glyphs with the room of one, a ligature or a dash of two, dealt out to its characters."""
    for (*_, x0, x1, _), run in groupby(glyphs, lambda g: (g.source, g.size, g.x0, g.x1, g.base)):
        same = list(run)
        step = (x1 - x0) / len(same)
        for n, glyph in enumerate(same):
            yield replace(glyph, x0=x0 + n * step, x1=x0 + (n + 1) * step)


def levelled(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Glyphs with those of one ligature on one baseline: the later ones stand anywhere."""
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and last.source == glyph.source and last.size == glyph.size:
            drop = abs(glyph.base - last.base) / glyph.size
            if 0 < drop < 0.5 and abs(glyph.x0 - last.x1) < 0.3 * glyph.size:
                glyph = replace(glyph, base=last.base)
        yield glyph
        last = glyph


def once(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Count glyphs drawn twice at nearly one place once: so they look bold, or cast a shadow."""
    seen: dict[tuple[str, int, int], list[int]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        cell = max(glyph.size, 4.0)
        column, row = int(glyph.x0 / cell), int(glyph.base / cell)
        cells = [(glyph.text, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        twin = next(
            (n for key in cells for n in seen.get(key, ()) if _is_twin(kept[n], glyph)), None
        )
        if twin is None:
            seen.setdefault((glyph.text, column, row), []).append(len(kept))
            kept.append(glyph)
        elif not glyph.hidden:
            twice = not kept[twin].hidden
            kept[twin] = replace(kept[twin], bold=kept[twin].bold or twice, hidden=False)
    yield from kept


def _is_twin(a: Glyph, b: Glyph) -> bool:
    width = min(a.x1 - a.x0, b.x1 - b.x0)
    near = abs(a.x0 - b.x0) < TWICE * width and abs(a.base - b.base) < TWICE * a.size
    return near and abs(a.size - b.size) < 0.2 * a.size
