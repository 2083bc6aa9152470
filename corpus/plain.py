"""Plain passages: texts that come one a JSON line, without a page."""

from dataclasses import dataclass, fields
from pathlib import Path

from corpus import jsonlines
from corpus.errors import InputError


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
        values = {key: record[key] for key in _KEYS if record.get(key) is not None}
        for key in ("id", "text"):
            if not str(values.get(key, "")).strip():
                raise InputError.at(path, number, f"{key}：缺少，或是空的")
        for key, value in values.items():
            if not isinstance(value, str):
                raise InputError.at(path, number, f"{key}：应是文字")
        passage = PlainPassage(**values)
        if passage.id in found:
            raise InputError.at(path, number, f"id：“{passage.id}”前面已有")
        found[passage.id] = passage
    return tuple(found.values())
