"""A page drawn for a test: every character a black square, its report and its place known."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from corpus import library
from corpus.library import LibraryPage
from corpus.reading import stored
from corpus.reading.lines import Box, Document, Line, Sheet
from corpus.section import Page, Paragraph, RawPage, Section, Span

SIZE, LEADING, GUTTER = 20, 30, 40
BLACK = (0, 0, 0)


@dataclass(frozen=True)
class Column:
    """Lines of a column: where it begins, and the texts of its lines."""

    left: int
    top: int
    lines: tuple[str, ...]


def draw(folder: Path, columns: tuple[Column, ...], reports: list[list[tuple[int, int]]]) -> Path:
    """Write a library page of one picture; each report is a list of lines (column, line).

    Every report is one paragraph.
    """
    width = max(c.left + SIZE * max(map(len, c.lines)) for c in columns) + GUTTER
    height = max(c.top + LEADING * len(c.lines) for c in columns) + GUTTER
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    lines: list[Line] = []
    places: dict[tuple[int, int], int] = {}
    for number, column in enumerate(columns):
        for row, text in enumerate(column.lines):
            top = column.top + LEADING * row
            edges = [
                (column.left + SIZE * n, column.left + SIZE * (n + 1)) for n in range(len(text))
            ]
            for start, _ in edges:
                pen.rectangle((start + 3, top + 3, start + SIZE - 4, top + SIZE - 4), fill=BLACK)
            box = Box(column.left, top, edges[-1][1], top + SIZE)
            places[number, row] = len(lines)
            lines.append(Line(text, 1, box, SIZE, tuple(edges)))
    raw = folder / "paper.png"
    image.save(raw)
    document = Document.of([Sheet(1, width, height, tuple(lines))])
    placed = document.sheets[0].lines
    spans = [[_span(placed[places[at]]) for at in report] for report in reports]
    return _write(raw, document, spans)


def _span(line: Line) -> Span:
    return line.start, line.end


def _write(raw: Path, document: Document, spans: list[list[Span]]) -> Path:
    data = raw.read_bytes()
    stored.beside(raw).write_bytes(stored.dump(document, data))
    sections = tuple(
        Section(None, None, None, f"第{number}篇", None, (_paragraph(document.text, report),))
        for number, report in enumerate(spans, 1)
    )
    digest = hashlib.sha256(data).hexdigest()
    page = Page(("样报头版",), None, "样报", RawPage(raw.name, digest), sections)
    path = raw.with_suffix(".yaml")
    path.write_text(library.dump(page), encoding="utf-8")
    return path


def _paragraph(text: str, spans: list[Span]) -> Paragraph:
    return Paragraph("".join(text[start:end] for start, end in spans), tuple(spans))


def two_columns(folder: Path) -> LibraryPage:
    """Two columns; the second report runs from the foot of the first into the second."""
    left = Column(40, 40, ("甲乙丙丁戊己庚辛", "子丑寅卯", "天地玄黄宇宙洪荒", "日月盈昃辰宿列张"))
    right = Column(240, 40, ("寒来暑往秋收冬藏", "闰余成岁", "律吕调阳云腾致雨"))
    reports = [[(0, 0), (0, 1)], [(0, 2), (0, 3), (1, 0), (1, 1)], [(1, 2)]]
    return library.read_page(draw(folder, (left, right), reports))
