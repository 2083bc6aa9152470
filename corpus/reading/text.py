"""Bytes of a raw page → text. Spans of the library count code points of what `decode` returns."""

from pathlib import Path

from corpus.errors import InputError
from corpus.files import reading

MAX_BYTES = 1_000_000
MAX_BINARY_BYTES = 40_000_000
PDF = b"%PDF-"

# Where each legacy encoding keeps its few thousand frequent characters: lead bytes of GB 2312
# level 1 and of Big5 level 1. Text read under the wrong one falls mostly outside.
_FREQUENT: dict[str, tuple[str, range]] = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5hkscs": ("big5", range(0xA4, 0xC7)),
}
_PLAUSIBLE = 0.5


def read_bytes(path: Path) -> bytes:
    """Read a raw page of at most `MAX_BYTES`, or `MAX_BINARY_BYTES` for a PDF.

    Raises:
        InputError: the file can't be read, is empty or is too large.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError.at(path, None, "不是普通文件")
    with reading(path), path.open("rb") as file:
        magic = file.read(len(PDF))
        limit = MAX_BINARY_BYTES if magic == PDF else MAX_BYTES
        size = path.stat().st_size
        if size > limit:
            message = f"文件太大（{size / 1e6:.1f} MB，上限 {limit // 1_000_000} MB）"
            raise InputError.at(path, None, message)
        data = magic + file.read()
    if not data.strip():
        raise InputError.at(path, None, "文件是空的")
    return data


def decode(data: bytes, path: Path) -> str:
    """Decode UTF-8 (with or without byte-order mark, which is removed), GB 18030 or Big5.

    Line ends are kept as they are. `path` is named in errors only.

    Raises:
        InputError: the bytes are no text, or text in no encoding of the three.
    """
    if b"\0" in data:
        raise InputError.at(path, None, "是二进制文件，不是文字")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        share, text = max(_attempt(data, encoding) for encoding in _FREQUENT)
    if share < _PLAUSIBLE:
        raise InputError.at(path, None, "认不出文字编码（可用 UTF-8、GB18030、Big5）")
    return text


def _attempt(data: bytes, encoding: str) -> tuple[float, str]:
    """How plausible the encoding is, 0 … 1, and the text it gives."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0, ""
    return _frequent_share(text, *_FREQUENT[encoding]), text


def _frequent_share(text: str, table: str, leads: range) -> float:
    """The share of characters beyond ASCII and punctuation that are frequent ones."""
    letters = [char for char in text if ord(char) > 0x7F and char.isalpha()]
    frequent = sum(char.encode(table, "replace")[0] in leads for char in letters)
    return frequent / len(letters) if letters else 0.0
