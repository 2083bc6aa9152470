"""A text file → its bytes, and their text, whatever it was saved in.

Spans of the library count code points of what `decode` returns; bytes that fit no character are
marked in it.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from corpus.files import reading
from corpus.reading.kinds import FileKind, kind_of, refuse_others

MAX_BYTES = 1_000_000
MAX_BINARY_BYTES = 40_000_000
HEAD = 4096

MARK = "\ufffd"
"""What stands in the text for bytes that are no character."""
MAX_BAD = 20
# At most one bad byte among so many: a text with more is in another encoding, or none.
RARE = 100

# Where each legacy encoding keeps its few thousand frequent characters: lead bytes of GB 2312
# level 1 and of Big5 level 1. Text read under the wrong one falls mostly outside.
_FREQUENT: dict[str, tuple[str, range]] = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5hkscs": ("big5", range(0xA4, 0xC7)),
}
_PLAUSIBLE = 0.5
# In this order: the mark of UTF-32 begins with that of UTF-16.
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

BINARY = "是二进制文件，不是文字"
UNKNOWN = "认不出文字编码（可用 UTF-8、GB18030、Big5、UTF-16）"
BLANK = "文件里没有文字"
BAD = "第 {line} 行有认不出的字节（文件的第 {byte} 个字节起），用“{mark}”标出，请照原文改"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what a person should know of it: where bytes are marked that fit no character."""

    text: str
    warnings: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """Read a raw page: of at most `MAX_BYTES` where it is text, else `MAX_BINARY_BYTES`.

    Raises:
        InputError: the file can't be read, is empty or is too large.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError.at(path, None, "不是普通文件")
    with reading(path), path.open("rb") as file:
        head = file.read(HEAD)
        limit = MAX_BYTES if (is_text := _is_text(head)) else MAX_BINARY_BYTES
        size = path.stat().st_size
        if size > limit and is_text:
            # What it is tells more than its size: a recording, or a broken PDF.
            refuse_others(head, path)
        if size > limit:
            message = f"文件太大（{size / 1e6:.1f} MB，上限 {limit // 1_000_000} MB）"
            raise InputError.at(path, None, message)
        data = head + file.read()
    if not data.strip():
        raise InputError.at(path, None, "文件是空的")
    return data


def _is_text(head: bytes) -> bool:
    """Whether a file that begins so is plain text; web pages carry more than their words."""
    return kind_of(head) is FileKind.TEXT and not head.startswith(b"PK")


def decode(data: bytes, path: Path) -> Decoded:
    """Decode UTF-8, GB 18030, Big5, UTF-16, or UTF-32 that says so.

    A byte-order mark is removed, line ends are kept. `path` is named in errors only.

    Raises:
        InputError: the bytes are no text, or text in none of these encodings.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _marking(data.removeprefix(mark), encoding, path, len(mark))
    if b"\0" in data:
        encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
        if not _reads_as(data, encoding):
            raise InputError.at(path, None, BINARY)
        return _marking(data, encoding, path, 0)
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _legacy(data, path)


def _legacy(data: bytes, path: Path) -> Decoded:
    """By which encoding makes the most of it a text, bad bytes left out of account."""
    tries = ("utf-8-sig", *_FREQUENT)
    ranked = {encoding: _plausible(data, encoding) for encoding in tries}
    best = max(ranked, key=lambda encoding: ranked[encoding])
    if ranked[best] < _PLAUSIBLE:
        raise InputError.at(path, None, UNKNOWN)
    return _marking(data, best, path, 0)


def _plausible(data: bytes, encoding: str) -> float:
    """How plausible an encoding is, 0 … 1."""
    text, bad = _decoded(data, encoding)
    if len(bad) > min(MAX_BAD, max(len(data) // RARE, 1)):
        return 0.0
    # A single accident is no reason to prefer an encoding in which everything happens to fit.
    share = 1.0 if encoding == "utf-8-sig" else _frequent_share(text, *_FREQUENT[encoding])
    return share * (0.9 ** len(bad))


def _reads_as(data: bytes, encoding: str) -> bool:
    """Whether nearly all of the bytes are letters, signs and white space in UTF-16."""
    text, bad = _decoded(data[: len(data) // 2 * 2], encoding)
    odd = sum(not (char.isprintable() or char in "\r\n\t\f\u3000") for char in text)
    common = sum("\u4e00" <= char <= "\u9fff" or char.isascii() for char in text)
    return not bad and odd <= len(text) / RARE and common > len(text) / 2


def _marking(data: bytes, encoding: str, path: Path, skipped: int) -> Decoded:
    text, bad = _decoded(data, encoding)
    if len(bad) > MAX_BAD:
        raise InputError.at(path, None, UNKNOWN)
    lines: dict[int, int] = {}
    for byte, place in bad:
        lines.setdefault(text.count("\n", 0, place) + 1, byte + skipped + 1)
    said = (BAD.format(line=line, byte=byte, mark=MARK) for line, byte in lines.items())
    return Decoded(text, tuple(said))


def _decoded(data: bytes, encoding: str) -> tuple[str, list[tuple[int, int]]]:
    """The text; for each bad stretch its place in the bytes and that of its mark in the text."""
    parts: list[str] = []
    bad: list[tuple[int, int]] = []
    start = 0
    while True:
        try:
            parts.append(data[start:].decode(encoding))
            return "".join(parts), bad
        except UnicodeDecodeError as error:
            parts.append(data[start : start + error.start].decode(encoding))
            bad.append((start + error.start, sum(map(len, parts))))
            parts.append(MARK)
            start += error.start + _length(data[start:], error, encoding)
            if len(bad) > 2 * MAX_BAD:
                return "".join(parts), bad


def _length(data: bytes, error: UnicodeDecodeError, encoding: str) -> int:
    """How many bytes to pass over: one where the next begins a character again."""
    if encoding.startswith("utf"):
        return max(error.end - error.start, 1)
    rest = data[error.start + 1 : error.start + 3]
    return 1 if not rest or rest[0] >= 0x80 or rest[0] < 0x40 else max(error.end - error.start, 1)


def _frequent_share(text: str, table: str, leads: range) -> float:
    """The share of characters beyond ASCII and punctuation that are frequent ones."""
    letters = [char for char in text if ord(char) > 0x7F and char.isalpha()]
    frequent = sum(char.encode(table, "replace")[0] in leads for char in letters)
    return frequent / len(letters) if letters else 0.0
