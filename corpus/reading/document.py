"""A file of any kind → what is read from it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import apart
from corpus.errors import NOT_INSTALLED, InputError
from corpus.reading.characters import fold_compatibility, visible
from corpus.reading.kinds import FileKind, kind_of, refuse_others, require
from corpus.reading.lines import Document, Layer, Sheet
from corpus.reading.pdf import sheets
from corpus.reading.text import BLANK, decode, read_bytes

if TYPE_CHECKING:
    from PIL.Image import Image

Told = Callable[[float], object]
"""Is told the share of the whole, 0 … 1, that was read since it was told last; by OCR alone, for
all else takes no time."""

UNREAD = (Layer.NONE, Layer.GARBLED)
SMALL_TYPE, GOOD_TYPE = 12.0, 20.0
"""Pixels of a character's height below which OCR errs often, and from which on it seldom does."""

NO_OCR = NOT_INSTALLED.format(extra="ocr")
NO_TEXT = "PDF 没有文字层（是扫描件）。" + NO_OCR
GARBLED = "PDF 的文字层是乱码（字体没有对照表）。" + NO_OCR
NOTHING = "没有认出文字（图片太小、太糊，或不是版面）"
GARBLED_NOTHING = "PDF 的文字层是乱码（字体没有对照表），照着画面也没有认出文字"
EMPTY_NOTHING = "PDF 没有文字层，照着画面也没有认出文字"
PAGES_UNREAD = "第 {pages} 页没有可用的文字。" + NO_OCR
TOO_SMALL = (
    "图片偏小，正文字高约 {size:.0f} 像素，认错的字会多；"
    "照片或扫描最好有 {width}×{height} 像素（字高 {good:.0f} 像素）"
)


def read(path: Path) -> Document:
    """Read a file; see `document_of`.

    Raises:
        InputError: it can't be read, is empty, too large or holds no text.
    """
    return document_of(read_bytes(path), path)


def document_of(data: bytes, path: Path, told: Told = lambda _: None) -> Document:
    """What is read from a file's bytes; `path` is named in errors only.

    Raises:
        InputError: there is no text in the bytes, or what reads them is not installed.
        RunError: the process that reads pictures died.
    """
    refuse_others(data, path)
    match kind_of(data):
        case FileKind.PDF:
            return _pdf(data, path, told)
        case FileKind.IMAGE | FileKind.HEIC:
            return _pictures(data, path, told)
        case FileKind.DOCX:
            from corpus.reading import docx

            require(docx.MODULES, "documents", path)
            return apart.read(docx.read, data, path)
        case FileKind.HTML:
            from corpus.reading import html

            require(html.MODULES, "documents", path)
            return apart.read(html.read, data, path)
        case FileKind.MHTML:
            from corpus.reading import html

            require(html.MODULES, "documents", path)
            return apart.read(html.from_mhtml, data, path)
    decoded = decode(data, path)
    if not visible(decoded.text).strip():
        raise InputError.at(path, None, BLANK)
    return Document(fold_compatibility(decoded.text), warnings=decoded.warnings)


def _pdf(data: bytes, path: Path, told: Told) -> Document:
    """A PDF by its text layer; pages that have no sound one are read as pictures."""
    document = apart.read(sheets.read, data, path)
    unread = [sheet for sheet in document.sheets if sheet.layer in UNREAD]
    if not unread:
        return document
    from corpus.reading.pictures import ocr

    if not ocr.is_installed():
        return _without_ocr(document, unread, path)
    read = {sheet.number: sheet for sheet in _drawn(data, unread, path, told)}
    made = Document.of([read.get(sheet.number, sheet) for sheet in document.sheets])
    if not made.text.strip():
        garbled = any(sheet.layer is Layer.GARBLED for sheet in unread)
        raise InputError.at(path, None, GARBLED_NOTHING if garbled else EMPTY_NOTHING)
    return replace(made, warnings=document.warnings)


def _without_ocr(document: Document, unread: Sequence[Sheet], path: Path) -> Document:
    if len(unread) == len(document.sheets):
        garbled = any(sheet.layer is Layer.GARBLED for sheet in unread)
        raise InputError.at(path, None, GARBLED if garbled else NO_TEXT)
    kept = [sheet for sheet in document.sheets if sheet not in unread]
    pages = "、".join(str(sheet.number) for sheet in unread)
    said = (*document.warnings, PAGES_UNREAD.format(pages=pages))
    return replace(Document.of(kept), warnings=said)


def _drawn(data: bytes, sheets: Sequence[Sheet], path: Path, told: Told) -> Iterator[Sheet]:
    """The sheets again, read from their pages' pictures; lengths in points."""
    from corpus.reading.pictures import ocr
    from corpus.reading.pictures.picture import SCAN_HEIGHT, drawn

    scales = [SCAN_HEIGHT / max(sheet.width, sheet.height) for sheet in sheets]

    def images() -> "Iterator[Image]":
        for sheet, scale in zip(sheets, scales, strict=True):
            yield drawn(data, path, sheet.number, scale)

    read = ocr.read_pictures(images(), lambda share: told(share / len(sheets)))
    for sheet, scale, found in zip(sheets, scales, read, strict=True):
        yield found.scaled(1 / scale, sheet.number)


def _pictures(data: bytes, path: Path, told: Told) -> Document:
    from corpus.reading.pictures import ocr, picture

    if not ocr.is_installed():
        raise InputError.at(path, None, NO_OCR)
    count = picture.count(data, path)
    images = picture.pictures(data, path)
    read = ocr.read_pictures(images, lambda share: told(share / count))
    document = Document.of(list(read))
    if not document.text.strip():
        raise InputError.at(path, None, NOTHING)
    return replace(document, warnings=tuple(_too_small(document)))


def _too_small(document: Document) -> Iterator[str]:
    """A warning where the type of a picture is too small, with the size that helps."""
    for sheet in document.sheets:
        sizes = sorted(line.size for line in sheet.lines for _ in line.text)
        size = sizes[len(sizes) // 2] if sizes else SMALL_TYPE
        if size < SMALL_TYPE:
            factor = GOOD_TYPE / size
            width, height = (round(n * factor, -2) for n in (sheet.width, sheet.height))
            yield TOO_SMALL.format(size=size, width=int(width), height=int(height), good=GOOD_TYPE)
