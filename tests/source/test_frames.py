"""On ten PDF pages, what lies inside the frame of a passage is the passage, glyph by glyph."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.source.outlines import outlines
from corpus import SHIPPED
from corpus.reading.document import document_of
from corpus.reading.lines import Document
from tests.corpus.reading.pdfs import SIZE, Leaf, Run, make_pdf
from tests.source.test_outlines import inside

TYPE, LEADING, WIDTH = 10, 14, 12
WORDS = "".join(re.findall("[一-龥]", next(SHIPPED.glob("*.txt")).read_text(encoding="utf-8")))
Glyphs = list[tuple[str, float, float]]


def _page(seed: int) -> tuple[bytes, Glyphs]:
    """A page of ragged columns; every character with its middle, from the top left."""
    draw = random.Random(seed)
    runs, glyphs = [], []
    for column in range(draw.randint(2, 4)):
        left, top = 30 + 140 * column + draw.randint(0, 4), 60 + draw.randint(0, 40)
        for row in range(draw.randint(8, 30)):
            start = draw.randrange(len(WORDS) - WIDTH)
            text = WORDS[start : start + WIDTH]
            indent = 2 if draw.random() < 0.2 else 0
            text = text[indent : WIDTH if draw.random() < 0.8 else draw.randint(4, WIDTH)]
            x, low = left + TYPE * indent, top + LEADING * row + TYPE
            runs.append(Run(x, SIZE[1] - low, TYPE, text))
            middle = low - 0.4 * TYPE
            glyphs += [(char, x + TYPE * (n + 0.5), middle) for n, char in enumerate(text)]
    return make_pdf(Leaf(runs)), glyphs


@pytest.mark.parametrize("seed", range(10))
def test_the_frame_holds_the_passage_and_nothing_else(seed: int) -> None:
    data, glyphs = _page(seed)
    document = document_of(data, Path("page.pdf"))
    lines = document.sheets[0].lines
    draw = random.Random(seed)
    for _ in range(20):
        first = draw.randrange(len(lines))
        spans = [(line.start, line.end) for line in lines[first : first + draw.randint(1, 9)]]
        assert _framed(document, spans, glyphs) == _said(document, spans)


def _framed(document: Document, spans: list[tuple[int, int]], glyphs: Glyphs) -> Counter[str]:
    found = [outline.points for outline in outlines(document.boxes(spans))]
    return Counter(c for c, x, y in glyphs if any(inside((x, y), points) for points in found))


def _said(document: Document, spans: list[tuple[int, int]]) -> Counter[str]:
    text = "".join(document.text[start:end] for start, end in spans)
    return Counter(char for char in text if not char.isspace())
