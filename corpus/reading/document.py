"""A file of any kind → what is read from it."""

from pathlib import Path

from corpus.errors import InputError
from corpus.reading import pdf
from corpus.reading.lines import Document, Layer
from corpus.reading.text import PDF, decode, read_bytes

NO_TEXT = "PDF 没有文字层（扫描件要先做文字识别）"
GARBLED = "PDF 的文字层是乱码（字体没有对照表），要先做文字识别"


def read(path: Path) -> Document:
    """Read a file; see `document_of`.

    Raises:
        InputError: it can't be read, is empty, too large or holds no text.
    """
    return document_of(read_bytes(path), path)


def document_of(data: bytes, path: Path) -> Document:
    """What is read from a file's bytes; `path` is named in errors only.

    Raises:
        InputError: there is no text in the bytes.
    """
    if not data.startswith(PDF):
        return Document(decode(data, path))
    document = pdf.read(data, path)
    layers = {sheet.layer for sheet in document.sheets if sheet.lines}
    if not layers:
        raise InputError.at(path, None, NO_TEXT)
    if layers == {Layer.GARBLED}:
        raise InputError.at(path, None, GARBLED)
    return document
