"""Plain passages: texts that come one a JSON line, without a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.imports import jsonlines


@dataclass(frozen=True, slots=True)
class PlainPassage:
    """One text under an id of its own; the attribution as far as it is known."""

    id: str
    text: str
    title: str | None = None
    city: str | None = None
    author: str | None = None
    office: str | None = None
    headline: str | None = None
    credit: str | None = None


_KEYS = tuple(field.name for field in fields(PlainPassage))


def read(path: Path) -> tuple[PlainPassage, ...]:
    """Read a file of plain passages; keys that are not theirs are passed over.

    Raises:
        InputError: a line is bad, or an id stands twice.
    """
    found: dict[str, PlainPassage] = {}
    for number, record in jsonlines.read(path):
        passage = _passage(path, number, record)
        if passage.id in found:
            raise InputError.at(path, number, f"id：“{passage.id}”前面已有")
        found[passage.id] = passage
    return tuple(found.values())


def passages(path: Path, lines: Iterable[bytes]) -> Iterator[tuple[int, PlainPassage]]:
    """The number and passage of each line that is not blank.

    Raises:
        InputError: a line is bad; `path` is named.
    """
    for number, record in jsonlines.objects(path, lines):
        yield number, _passage(path, number, record)


def _passage(path: Path, number: int, record: dict[str, Any]) -> PlainPassage:
    values = {key: record[key] for key in _KEYS if record.get(key) is not None}
    for key, value in values.items():
        if not isinstance(value, str):
            raise InputError.at(path, number, f"{key}：应是文字")
        if not _is_text(value):
            raise InputError.at(path, number, f"{key}：有 NUL 或不成对的代理字符")
    for key in ("id", "text"):
        if not values.get(key, "").strip():
            raise InputError.at(path, number, f"{key}：缺少，或是空的")
    return PlainPassage(**values)


def _is_text(value: str) -> bool:
    """Whether files and messages can hold it: JSON can say what they can't."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in value
