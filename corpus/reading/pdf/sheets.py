"""A PDF → its sheets: lines of text with their boxes, rules, frames and pictures, by PDFium."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus import apart
from corpus.errors import InputError
from corpus.reading.frames import frames_of
from corpus.reading.lines import Box, Document, Layer, Line, Sheet
from corpus.reading.pdf.rules import end_to_end

MAX_PAGES = 100
MAX_GLYPHS = 100_000
"""The most of a page, in pages and in glyphs: a newspaper page has some ten thousand."""

THIN = 3.5
"""Points: a drawn shape no thicker is a rule."""
MEETING = 3.0
"""Points between the ends of two rules at the corner of a frame."""
MIN_PICTURE = 18.0
SCAN = 0.75
"""The share of the page that a picture covers where the page is a scan, or a background."""
MIN_VISIBLE = 20
"""Visible characters of a page whose hidden text is no scan's."""
TILED = 4
"""As often a line has to stand on a page to be a pattern on it."""
MARGIN = 0.08
"""The share of a page's height at its top and foot where running heads and feet stand."""
MIN_JUDGED = 50

_LOCKED, _UNKNOWN_LOCK = 4, 5
UNREADABLE = "PDF 读不了（文件损坏）"
ENCRYPTED = "PDF 有密码，请先去掉密码"
TOO_MANY = "PDF 有 {count} 页（上限 {limit} 页），请分开存"
TOO_DENSE = "PDF 第 {number} 页有 {count} 个字（上限 {limit}），不像一个版面"


def read(data: bytes, path: Path) -> Document:
    """The sheets of a PDF, one a page, those without text too. `path` is named in errors only.

    Raises:
        InputError: the PDF can't be read, wants a password, or is too large.
    """
    # Imported here: the library takes longer to load than a page of plain text to put together.
    import pypdfium2 as pdfium

    apart.more_time()
    try:
        with closing(pdfium.PdfDocument(data)) as document:
            return Document.of(_set_aside_running(list(_sheets(document, path))))
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (_LOCKED, _UNKNOWN_LOCK)
        raise InputError.at(path, None, ENCRYPTED if locked else UNREADABLE) from None


def _sheets(document: Any, path: Path) -> Iterator[Sheet]:
    count = len(document)
    if count > MAX_PAGES:
        raise InputError.at(path, None, TOO_MANY.format(count=count, limit=MAX_PAGES))
    for number in range(1, count + 1):
        with closing(document[number - 1]) as page:
            apart.more_time()
            yield _sheet(page, number, path)


def _sheet(page: Any, number: int, path: Path) -> Sheet:
    from corpus.reading.pdf.glyphs import UPRIGHT_ANGLE, drawn
    from corpus.reading.pdf.ink import weighed
    from corpus.reading.pdf.rows import make_lines
    from corpus.reading.pdf.scans import with_shapes

    with closing(page.get_textpage()) as text:
        count = text.count_chars()
    if count > MAX_GLYPHS:
        message = TOO_DENSE.format(number=number, count=count, limit=MAX_GLYPHS)
        raise InputError.at(path, None, message)
    found = drawn(page)
    level = [g for g in found.glyphs if abs(g.turn) <= UPRIGHT_ANGLE]
    slanted = [g for g in found.glyphs if abs(g.turn) > UPRIGHT_ANGLE]
    plain = [g for g in level if not g.hidden and not g.faint]
    hidden = [g for g in level if g.hidden]
    faint = [g for g in level if g.faint and not g.hidden]
    layer = Layer.SOUND
    if len(plain) < MIN_VISIBLE and len(hidden) > len(plain):
        plain, hidden, layer = hidden, plain, Layer.HIDDEN
    rules, shapes = _shapes(found.paths, found.images, found.width * found.height)
    shapes += frames_of(rules, MEETING)
    lines = make_lines(plain, rules, number, whole=layer is Layer.HIDDEN)
    if layer is Layer.SOUND and (found.width, found.height) == page.get_size():
        lines = weighed(lines, page)
    aside = [line for glyphs in (hidden, faint) for line in make_lines(glyphs, rules, number)]
    lines, tiles = _parted(lines, _tiled(lines))
    sheet = Sheet(
        number=number,
        width=found.width,
        height=found.height,
        lines=tuple(lines),
        aside=(*aside, *make_lines(slanted, (), number), *tiles),
        rules=tuple(rules),
        layer=_layer(lines, layer),
    )
    if layer is Layer.HIDDEN and (found.width, found.height) == page.get_size():
        return with_shapes(sheet, page)
    return _framed(sheet, shapes)


def _layer(lines: Sequence[Line], layer: Layer) -> Layer:
    if not lines:
        return Layer.NONE
    return Layer.GARBLED if is_garbled("".join(line.text for line in lines)) else layer


def is_garbled(text: str) -> bool:
    """Whether a text is what a font without a Unicode map gives: rare, private, odd characters."""
    text = "".join(text.split())
    if len(text) < MIN_JUDGED:
        return False
    odd = sum(_is_odd(char) for char in text)
    han = [char for char in text if "\u3400" <= char <= "\u9fff"]
    common = sum(0xB0 <= char.encode("gb2312", "replace")[0] < 0xD8 for char in han)
    return odd > 0.3 * len(text) or (len(han) > 0.3 * len(text) and common < 0.5 * len(han))


def _is_odd(char: str) -> bool:
    """Private use, replacement, accented letters, other scripts: what no Chinese page is set in."""
    code = ord(char)
    known = code < 0x80 or 0x2000 <= code < 0x2E80 or 0x3000 <= code < 0xA000 or code >= 0xFE30
    return not (known or char == "·") or code == 0xFFFD or 0xE000 <= code < 0xF900


def _shapes(
    paths: Sequence[Box], images: Sequence[Box], area: float
) -> tuple[list[Box], list[Box]]:
    """Rules, and shapes that are large enough to hold something and smaller than the page."""
    thin = [box for box in paths if min(box.width, box.height) <= THIN]
    rules = [box for box in end_to_end(thin) if max(box.width, box.height) >= MIN_PICTURE]
    shapes = [
        box
        for box in (*paths, *images)
        if min(box.width, box.height) >= MIN_PICTURE and box.width * box.height < SCAN * area
    ]
    return rules, shapes


def _framed(sheet: Sheet, shapes: Sequence[Box]) -> Sheet:
    """Tell frames, which have lines of text inside, from pictures."""
    frames: list[Box] = []
    pictures: list[Box] = []
    for box in dict.fromkeys(shapes):
        inside = [line for line in sheet.lines if box.holds(*_middle(line))]
        (frames if inside else pictures).append(box)
    return replace(sheet, frames=tuple(frames), pictures=tuple(pictures))


def _middle(line: Line) -> tuple[float, float]:
    return (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2


def _tiled(lines: Sequence[Line]) -> set[str]:
    """Texts that stand on a page over and over: a pattern, not words to be read."""
    counts = Counter(line.text for line in lines if len(line.text) >= 3)
    return {text for text, count in counts.items() if count >= TILED}


def _parted(lines: Sequence[Line], texts: set[str]) -> tuple[list[Line], list[Line]]:
    kept = [line for line in lines if line.text not in texts]
    return kept, [line for line in lines if line.text in texts]


def _set_aside_running(sheets: list[Sheet]) -> list[Sheet]:
    """Running heads and feet: at the edges of two pages and more, alike but for the numbers."""
    counts = Counter(key for sheet in sheets for key in {_running(sheet, n) for n in sheet.lines})
    running = {key for key, count in counts.items() if key and count > 1}
    return [_without_running(sheet, running) for sheet in sheets]


def _without_running(sheet: Sheet, running: set[str]) -> Sheet:
    kept = tuple(line for line in sheet.lines if _running(sheet, line) not in running)
    aside = tuple(line for line in sheet.lines if _running(sheet, line) in running)
    return replace(sheet, lines=kept, aside=sheet.aside + aside)


def _running(sheet: Sheet, line: Line) -> str:
    """What a line at the top or foot of a page says, numbers apart; "" for one elsewhere."""
    at_edge = line.box.y1 < MARGIN * sheet.height or line.box.y0 > (1 - MARGIN) * sheet.height
    return re.sub(r"[\d〇一二三四五六七八九十]+", "#", line.text) if at_edge else ""
