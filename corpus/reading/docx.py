"""A Word document → its paragraphs in order, those in tables and boxes too."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus import apart
from corpus.errors import InputError
from corpus.reading.article import About, Article, Role

MODULES = ("docx", "lxml")
UNREADABLE = "Word 文档读不了（文件损坏，或有密码）"
NO_TEXT = "Word 文档里没有文字（若是图片，请把图片存出来再添加）"

MAX_UNPACKED = 400_000_000
"""Bytes of all parts: many pictures, and no bomb. What claims less and is more ends in `apart`."""
TOO_LARGE = "Word 文档解开有 {size:.0f} MB（上限 {limit} MB），请删去图片再试"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What is not in the text as it reads: text struck out by a reviewer, a box for older programs.
_UNREAD = {f"{_W}del", f"{_W}moveFrom", f"{_W}rubyPr", f"{_W}rt", _FALLBACK}
_TITLE_STYLE = re.compile(r"title|标题", re.IGNORECASE)
_SUBTITLE_STYLE = re.compile(r"subtitle|副标题|副题", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CAPTION_STYLE = re.compile(r"caption|题注", re.IGNORECASE)
# Names that programs give as the author of a new file.
_NOBODY = re.compile(
    r"(?:microsoft|office|wps|admin|administrator|user|用户|python-docx|apache|lenovo|hp|dell)\b.*|\W*",
    re.IGNORECASE,
)
_SUBHEAD_LENGTH = 30
_CELL_LENGTH = 20


def read(data: bytes, path: Path) -> Article:
    """Read a Word document; `path` is named in errors only.

    Raises:
        InputError: it can't be read, or holds no text.
    """
    # Imported here: nobody else needs it.
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    apart.more_time()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > MAX_UNPACKED:
            limits = {"size": size / 1e6, "limit": MAX_UNPACKED // 1_000_000}
            raise InputError.at(path, None, TOO_LARGE.format(**limits))
        document = docx.Document(BytesIO(data))
        parts = list(_parts(document))
        about = _about(document.core_properties)
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError):
        raise InputError.at(path, None, UNREADABLE) from None
    article = Article.made_of(parts, about)
    if not article.parts:
        raise InputError.at(path, None, NO_TEXT)
    return article


def _parts(document: Any) -> Iterator[tuple[str, Role]]:
    """Paragraphs as they stand in the body; what stands in boxes behind the one they hang on.

    A table's row of figures and names is one part, aside from the text.
    """
    last = None
    styles = {style.style_id: style.name or "" for style in document.styles}
    sizes = _Sizes(document)
    for paragraph in document.element.body.iter(f"{_W}p"):
        boxed = any(parent.tag == f"{_W}txbxContent" for parent in paragraph.iterancestors())
        if any(parent.tag in _UNREAD for parent in paragraph.iterancestors()):
            continue
        row = next(paragraph.iterancestors(f"{_W}tr"), None)
        if row is not None and (cells := _cells(row)):
            if row is not last:
                yield "　".join(cells), Role.ASIDE
            last = row
            continue
        for text in "".join(_words(paragraph)).split("\n"):
            role = Role.ASIDE if boxed else _role(paragraph, styles, sizes, text)
            yield _tidied(text), role


def _cells(row: Any) -> list[str]:
    """The cells of a table's row; none where one of them is text."""
    cells = [_tidied("".join(_words(cell))) for cell in row.iter(f"{_W}tc")]
    is_text = any(len(cell) > _CELL_LENGTH or "。" in cell for cell in cells)
    return [] if is_text or len(cells) < 2 else [cell for cell in cells if cell]


def _words(element: Any) -> Iterator[str]:
    """The text of a paragraph as it reads, without that of boxes that hang on it."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in _UNREAD and child.tag not in (f"{_W}txbxContent", f"{_W}pPr"):
            yield from _words(child)


def _tidied(text: str) -> str:
    return text.strip(" \t\r\u00a0\u3000\u200b\ufeff")


class _Sizes:
    """The type size of most of the text, by which larger type is known."""

    def __init__(self, document: Any) -> None:
        counts: dict[float, int] = {}
        for paragraph in document.element.body.iter(f"{_W}p"):
            counts_of = self.of(paragraph)
            counts[counts_of] = counts.get(counts_of, 0) + len("".join(_words(paragraph)))
        self._body = max(counts, key=lambda size: counts[size], default=0.0)

    def of(self, paragraph: Any) -> float:
        """The size of a paragraph's first run, in half-points; 0 where its style says it."""
        size = paragraph.find(f"{_W}r/{_W}rPr/{_W}sz")
        value = size.get(f"{_W}val") if size is not None else None
        return float(value) if value and value.isdigit() else 0.0

    def is_large(self, paragraph: Any) -> bool:
        """Whether a paragraph is set clearly larger than most of the text."""
        return self.of(paragraph) >= 1.25 * (self._body or 21.0)


def _role(paragraph: Any, styles: dict[str, str], sizes: _Sizes, text: str) -> Role:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
    if _CAPTION_STYLE.search(name):
        return Role.ASIDE
    if _SUBTITLE_STYLE.search(name):
        return Role.SUBTITLE
    if level := _HEADING_STYLE.search(name):
        return Role.TITLE if level[1] == "1" else Role.SUBHEAD
    if _TITLE_STYLE.search(name):
        return Role.TITLE
    short = len(text) <= _SUBHEAD_LENGTH and text[-1:] not in "。！？；，"
    if sizes.is_large(paragraph) and short:
        return Role.TITLE
    return Role.SUBHEAD if short and _is_bold(paragraph) else Role.TEXT


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(f"{_W}r") if "".join(_words(run)).strip()]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "none")


def _about(properties: Any) -> About:
    author = (properties.author or "").strip()
    day = properties.created
    return About(
        author=None if _NOBODY.fullmatch(author) else author,
        day=day.date() if day and day.date() > date(2013, 12, 31) else None,
    )
