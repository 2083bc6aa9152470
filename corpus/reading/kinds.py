"""What kind of file it is, by what it holds: names lie."""

import re
import zipfile
from collections.abc import Iterable
from enum import Enum
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from corpus.errors import NOT_INSTALLED, InputError


class FileKind(Enum):
    """A kind of file that is known."""

    TEXT = "文字"
    PDF = "PDF"
    IMAGE = "图片"
    HEIC = "HEIC 照片"
    DOCX = "Word 文档"
    HTML = "网页"
    MHTML = "存下的网页"


_MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"\x89PNG\r\n", FileKind.IMAGE),
    (b"II*\0", FileKind.IMAGE),
    (b"MM\0*", FileKind.IMAGE),
    (b"BM", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
)
_HEIC_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc", b"avif")
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|meta|section|article|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.IGNORECASE)
_ENTRY = b"PK\x01\x02"
MAX_ENTRIES = 10_000
"""Files in a package: a document has some dozens, and a bomb as many as make reading them last."""
# Bytes at the beginning in which a web page or a drawing says that it is one.
_HEAD = 4096

_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "旧版 Office 或 WPS 文件，请在 Word 或 WPS 里另存为 .docx 或 PDF"),
    (b"{\\rtf", " RTF 文档，请在 Word 或 WPS 里另存为 .docx"),
    (b"Rar!", "压缩包，请先解压"),
    (b"7z\xbc\xaf", "压缩包，请先解压"),
    (b"\x1f\x8b", "压缩包，请先解压"),
    (b"ID3", "录音，请先整理成文字"),
    (b"RIFF", "录音或录像，请先整理成文字"),
    (b"\0\0\0\x0cJXL", " JPEG XL 图片，请存成 JPEG"),
)
_SPREADSHEET = "电子表格，请把报道的文字复制到 .docx 或 .txt 里"
_IN_ZIP = (
    ("xl/", _SPREADSHEET),
    ("ppt/", "幻灯片，请另存为 PDF"),
    ("OFD.xml", " OFD 版式文件，请用阅读器另存（打印）为 PDF"),
    ("content.xml", " OpenDocument 文件，请另存为 .docx 或 PDF"),
    ("META-INF/container.xml", "电子书，请另存为 PDF"),
    ("[Content_Types].xml", "不完整的 Office 文件，请重新存一次"),
)
_NAMED = {".pdf": " PDF", ".docx": " Word 文档"}
OTHER = "是{what}"
NOT_AS_NAMED = "名字是 {suffix}，里面却不是{kind}（可能没有下载完整），请重新下载或另存一次"
EMPTY = "文件是空的"
BROKEN_ZIP = "文件不完整（像是 Word 文档，但打不开），请重新存一次"


def kind_of(data: bytes) -> FileKind:
    """What kind of file the bytes are; text where nothing says otherwise."""
    if (found := _by_magic(data)) is not None:
        return found
    if data.startswith(b"PK\x03\x04") and "word/document.xml" in _names(data):
        return FileKind.DOCX
    if _HTML.match(data[:_HEAD]):
        return FileKind.HTML
    return FileKind.MHTML if _MHTML.match(data[:_HEAD]) else FileKind.TEXT


def _by_magic(data: bytes) -> FileKind | None:
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return FileKind.HEIC
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return FileKind.IMAGE
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def refuse_others(data: bytes, path: Path) -> None:
    """Raise InputError for what no page can be read from, saying what it is and what to do."""
    if not data.strip():
        raise InputError.at(path, None, EMPTY)
    if kind_of(data) is not FileKind.TEXT:
        return
    what = next((what for magic, what in _OTHERS if data.startswith(magic)), None)
    if data.lstrip()[:1] == b"<" and b"<svg" in data[:_HEAD]:
        what = "矢量图，请存成 PDF 或 PNG"
    if data[4:8] == b"ftyp":
        what = "录音或录像，请先整理成文字"
    if data.startswith(b"PK\x03\x04"):
        names = _names(data)
        if not names:
            raise InputError.at(path, None, BROKEN_ZIP)
        found = (what for part, what in _IN_ZIP if any(name.startswith(part) for name in names))
        what = next(found, "压缩包，请先解压")
    if what:
        raise InputError.at(path, None, OTHER.format(what=what))
    if (named := _NAMED.get(suffix := path.suffix.lower())) is not None:
        raise InputError.at(path, None, NOT_AS_NAMED.format(suffix=suffix, kind=named))


def require(modules: Iterable[str], extra: str, path: Path) -> None:
    """Raise InputError where one of the modules that read a file is missing; they come with the
    extra."""
    if not all(map(find_spec, modules)):
        raise InputError.at(path, None, NOT_INSTALLED.format(extra=extra))


def _names(data: bytes) -> list[str]:
    if data.count(_ENTRY) > MAX_ENTRIES:
        return []
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []
