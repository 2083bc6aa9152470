"""A page of a PDF → its glyphs and what is drawn on it, in points from the top left corner.

PDFium's coordinates grow upwards from the lower left corner of the unrotated page; here they are
turned into those of the page as it is shown, and turned once more where most of the text is set
sideways.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.reading.characters import folded
from corpus.reading.lines import Box
from corpus.reading.pdf.glyph import Glyph, levelled, once, seen, spread
from corpus.reading.pdf.rotation import Turn, turned, turning

MAX_OBJECTS = 200_000
MAX_FORMS = 5
_HEAVY_NAME = re.compile(r"bold|black|heavy|demi|hei|黑|粗", re.IGNORECASE)
_LIGHT_NAME = re.compile(r"light|regular|normal|medium|yahei|书宋|song|kai", re.IGNORECASE)
FAINT = 0.5
"""Opacity below which text is a watermark."""
NEXT = 0.6
"""In type sizes: the widest gap between two glyphs of one line, if one is off the page."""
UPRIGHT_ANGLE = math.radians(3)
MIN_SIZE, MAX_SIZE = 1.5, 1000.0
_HIDDEN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_STROKED_MODES = (
    raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
    raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's glyphs, in the order of the file, and the boxes of paths and pictures on it."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    paths: tuple[Box, ...]
    images: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    """What is known of a text object."""

    number: int
    hidden: bool
    stroked: bool
    faint: bool


_NO_STYLE = _Style(-1, hidden=False, stroked=False, faint=False)


def drawn(page: Any) -> Drawn:
    """What stands on a PDFium page.

    Raises:
        pdfium.PdfiumError: the page can't be read.
    """
    left, bottom, right, top = page.get_bbox()
    width, height = abs(right - left), abs(top - bottom)
    turns = page.get_rotation() // 90
    styles, paths, images = _objects(page)
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage, styles))
    finally:
        textpage.close()
    turns += _sideways(glyphs, turns)
    shown = turning(turns % 4, left, bottom, width, height)
    size = (width, height) if turns % 2 == 0 else (height, width)
    placed = (_placed(glyph, shown, turns % 4) for glyph in glyphs)
    level = levelled(spread(seen(placed)))
    inside = _on_page(list(level), *size)
    return Drawn(
        *size,
        tuple(once(inside)),
        tuple(turned(path, shown) for path in paths),
        tuple(turned(image, shown) for image in images),
    )


def _on_page(glyphs: Sequence[Glyph], width: float, height: float) -> list[Glyph]:
    """The glyphs on a page, and those that run over its right edge in a line that begins there."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        last = kept[-1] if kept else None
        follows = last is not None and last.base == glyph.base and _follows(last, glyph)
        if _is_inside(glyph, glyph.x0 + 1 if follows else width, height):
            kept.append(glyph)
    return kept


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands right behind another, or one object draws both."""
    return last.source == glyph.source or abs(glyph.x0 - last.x1) < NEXT * glyph.size


def _is_inside(glyph: Glyph, width: float, height: float) -> bool:
    fits = glyph.size <= min(MAX_SIZE, max(width, height))
    return fits and -glyph.size < glyph.x0 < width and 0 < glyph.base < height + glyph.size


def _objects(page: Any) -> tuple[dict[int, _Style], list[Box], list[Box]]:
    """The styles of text objects by address; the bounds of paths and of images."""
    styles: dict[int, _Style] = {}
    paths: list[Box] = []
    images: list[Box] = []
    for number, item in enumerate(page.get_objects(max_depth=MAX_FORMS)):
        if number > MAX_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            styles[_address(item.raw)] = _style(item.raw, number)
        elif item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING):
            paths += _bounds(item)
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            images += _bounds(item)
    return styles, paths, images


def _bounds(item: Any) -> list[Box]:
    try:
        return [Box(*item.get_bounds())]
    except pdfium.PdfiumError:
        return []


def _style(text: Any, number: int) -> _Style:
    mode = raw.FPDFTextObj_GetTextRenderMode(text)
    red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
    raw.FPDFPageObj_GetFillColor(text, red, green, blue, alpha)
    _widen(text)
    hidden = mode in _HIDDEN_MODES or alpha.value == 0
    return _Style(number, hidden, mode in _STROKED_MODES, alpha.value < FAINT * 255)


def _widen(text: Any) -> None:
    """Give a text object without width one: PDFium reads no text from those.

    One glyph of a font that is not in the file is such an object. Stroked, it has its line's width.
    """
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(text, left, bottom, right, top)
    if abs(right.value - left.value) < 0.01:
        raw.FPDFTextObj_SetTextRenderMode(text, raw.FPDF_TEXTRENDERMODE_STROKE)
        raw.FPDFPageObj_SetStrokeWidth(text, 1.0)
        raw.FPDFPageObj_TransformF(text, raw.FS_MATRIX(1, 0, 0, 1, 0, 0))


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _glyphs(textpage: Any, styles: dict[int, _Style]) -> Iterator[Glyph]:
    """The glyphs in PDFium's own coordinates: `base` grows upwards yet, `x0` is the origin's."""
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    faces: dict[int, str] = {}
    for n in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, n)
        text = folded(chr(code)) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if raw.FPDFText_IsGenerated(textpage, n) == 1:
            continue
        raw.FPDFText_GetCharOrigin(textpage, n, x, y)
        raw.FPDFText_GetLooseCharBox(textpage, n, rect)
        raw.FPDFText_GetMatrix(textpage, n, matrix)
        size = raw.FPDFText_GetFontSize(textpage, n) * math.hypot(matrix.c, matrix.d)
        turn = -math.atan2(matrix.b, matrix.a)
        across = abs(math.cos(turn)) >= abs(math.sin(turn))
        advance = rect.right - rect.left if across else rect.top - rect.bottom
        if not (math.isfinite(size + advance + x.value + y.value) and size >= MIN_SIZE):
            continue
        style = styles.get(_address(raw.FPDFText_GetTextObject(textpage, n)), _NO_STYLE)
        if style.number not in faces or style.number < 0:
            faces[style.number] = _face(textpage, n)
        face = faces[style.number]
        start, base = x.value, y.value
        if abs(turn) < UPRIGHT_ANGLE and abs(rect.left - start) > 0.3 * size:
            # A font that writes downwards has its origin above the middle of the glyph.
            start, base = rect.left, rect.bottom + 0.14 * size
        yield Glyph(
            text, start, start + (abs(advance) or size), base, size,
            style.stroked or _is_heavy(face), face, style.number, turn, style.hidden, style.faint,
        )  # fmt: skip


def _face(textpage: Any, n: int) -> str:
    """The name of a glyph's font, without the mark of a subset."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, n, name, len(name), flags)
    return name.value.decode("utf-8", "replace").split("+")[-1]


def _is_heavy(face: str) -> bool:
    """By the font's name: what weight a file gives is seldom right."""
    if not _HEAVY_NAME.search(face):
        return False
    return not _LIGHT_NAME.search(face) or "bold" in face.lower()


def _sideways(glyphs: Sequence[Glyph], turns: int) -> int:
    """The quarter turns, counter-clockwise, that set most of the text level."""
    quarters = Counter(round(g.turn / (math.pi / 2)) % 4 for g in glyphs if not g.hidden)
    quarters = quarters or Counter(round(g.turn / (math.pi / 2)) % 4 for g in glyphs)
    if not quarters:
        return 0
    quarter, _ = quarters.most_common(1)[0]
    return -(quarter + turns)


def _placed(glyph: Glyph, shown: Turn, turns: int) -> Glyph:
    x, y = shown(glyph.x0, glyph.base)
    turn = math.remainder(glyph.turn + turns * math.pi / 2, 2 * math.pi)
    return replace(glyph, x0=x, x1=x + glyph.x1 - glyph.x0, base=y, turn=turn)
