"""The text layer of a PDF → a page's text, a paragraph a line, in the order the PDF has it."""

import logging
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.errors import InputError

# Its complaints about a broken file stand in the error; they are no line of their own.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MAGIC = b"%PDF-"

# In type sizes: how far apart two pieces of text of one line, of two lines, of one kind may be, and
# how far to the right of the left edge the first line of a paragraph begins.
SAME_BASELINE, NEXT_LINE, SAME_SIZE, SAME_EDGE = 0.3, 2.0, 0.15, 0.8
MAX_INDENT = 3.5
MAX_GAP = 1.5


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of text, where its baseline begins and its type size, in points; y grows upwards."""

    text: str
    x: float
    y: float
    size: float

    @property
    def end(self) -> float:
        """About where the text ends: full-width characters are as wide as the type size."""
        return self.x + self.size * sum(1.0 if ord(char) > 0x2E7F else 0.5 for char in self.text)


def extract(data: bytes, path: Path) -> str:
    """The text of a PDF's pages: paragraphs parted by blank lines, each without line breaks.

    `path` is named in errors only.

    Raises:
        InputError: the PDF can't be read, wants a password, or has no text layer.
    """
    # Imported here: it takes longer to load than stitching a page of text takes.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        lines = [line for page in reader.pages for line in _lines(page)]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise InputError.at(path, None, "PDF 读不了（文件损坏，或有密码）") from None
    if not lines:
        raise InputError.at(path, None, "PDF 没有文字层（扫描件要先做文字识别）")
    return "\n\n".join(_paragraphs(lines)) + "\n"


def _lines(page: Any) -> list[_Line]:
    """The page's pieces of text in its own order, those on one baseline put together."""
    lines: list[_Line] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        bare = text.strip("\r\n")
        if not bare.strip():
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        line = _Line(bare, x, y, abs(size * tm[3] * cm[3]) or size)
        if lines and _same_line(lines[-1], line):
            last = lines.pop()
            line = _Line(last.text + line.text, last.x, last.y, last.size)
        lines.append(line)

    page.extract_text(visitor_text=visit)
    return lines


def _same_line(line: _Line, following: _Line) -> bool:
    level = abs(line.y - following.y) <= SAME_BASELINE * line.size
    return level and -line.size <= following.x - line.end <= MAX_GAP * line.size


def _paragraphs(lines: list[_Line]) -> list[str]:
    edges = {line.x for line in lines}
    paragraphs = [lines[0].text.strip()]
    for line, following in pairwise(lines):
        text = following.text.strip()
        if _indented(following, edges) or not _goes_on(line, following):
            paragraphs.append(text)
        else:
            apart = paragraphs[-1][-1:].isascii() and text[:1].isascii()
            paragraphs[-1] += " " * apart + text
    return paragraphs


def _indented(line: _Line, edges: set[float]) -> bool:
    """Whether other lines begin a little to the left of a line."""
    return any(SAME_EDGE < (line.x - edge) / line.size <= MAX_INDENT for edge in edges)


def _goes_on(line: _Line, following: _Line) -> bool:
    """Whether a line goes on in the following one: right below it, and alike."""
    below = 0 < line.y - following.y <= NEXT_LINE * line.size
    alike = abs(line.size - following.size) <= SAME_SIZE * line.size
    return below and alike and abs(following.x - line.x) <= MAX_INDENT * line.size
