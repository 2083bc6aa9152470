"""What was read from a file, kept beside it as JSON: `page.pdf` has `page.pdf.json`.

Reading a picture takes a minute, and another version of a library may read a PDF otherwise; spans
count in the text that was read once, so that text is kept, and the lines with their boxes.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.files import reading
from corpus.reading.lines import Box, Document, Layer, Line, Sheet

SUFFIX = ".json"
# Decimals of a length: a hundredth of a point is less than any printer's dot.
_DECIMALS = 2
_BOXES = ("rules", "frames", "pictures")
_LINES = ("lines", "aside")


def beside(raw: Path) -> Path:
    """Where what was read from a raw file is kept."""
    return raw.with_name(raw.name + SUFFIX)


def dump(document: Document, raw: bytes) -> bytes:
    """The file's bytes, for what was read from `raw`; lengths are rounded."""
    kept = {
        "sha256": sha256(raw).hexdigest(),
        "text": document.text,
        "sheets": [_plain(sheet) for sheet in document.sheets],
    }
    return (json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def load(raw: Path, digest: str) -> Document | None:
    """What was read from the raw file of this SHA-256; None where nothing of it is kept.

    Raises:
        InputError: the file can't be read, or is none of these.
    """
    path = beside(raw)
    if not path.is_file():
        return None
    with reading(path):
        data = path.read_bytes()
    try:
        kept = json.loads(data)
        if kept["sha256"] != digest:
            return None
        return Document(kept["text"], tuple(map(_sheet, kept["sheets"])))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InputError.at(
            path, None, "不是问城存下的版面文字，请删去它再重新添加这一版"
        ) from None


def _plain(value: Any) -> Any:
    """A sheet or a line as plain values, what is at its default left out."""
    given = ((field, getattr(value, field.name)) for field in fields(value))
    return {field.name: _value(item) for field, item in given if item != field.default}


def _value(item: Any) -> Any:
    if isinstance(item, float):
        return round(item, _DECIMALS)
    if isinstance(item, Layer):
        return item.value
    if isinstance(item, (Line, Sheet)):
        return _plain(item)
    return [_value(one) for one in item] if isinstance(item, tuple) else item


def _sheet(kept: dict[str, Any]) -> Sheet:
    made = dict(kept)
    made.update({name: tuple(map(_line, kept.get(name, ()))) for name in _LINES})
    made.update({name: tuple(Box(*box) for box in kept.get(name, ())) for name in _BOXES})
    made["layer"] = Layer(kept.get("layer", Layer.SOUND.value))
    return Sheet(**made)


def _line(kept: dict[str, Any]) -> Line:
    made = dict(kept)
    made["box"] = Box(*kept["box"])
    made["edges"] = _pairs(kept["edges"])
    made["confidences"] = tuple(kept.get("confidences", ()))
    return Line(**made)


def _pairs(values: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((low, high) for low, high in values)
