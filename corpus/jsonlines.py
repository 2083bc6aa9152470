"""JSON lines, read strictly: every error names the file and the line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import reasons
from corpus.errors import InputError


def read(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number (from 1) and object; blank lines are passed over.

    Raises:
        InputError: the file can't be read, or a line is no JSON object in UTF-8.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _object(path, number, line)
    except OSError as error:
        raise InputError.at(path, None, f"读不了：{reasons.of_system(error)}") from None


def _object(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError.at(path, number, "不是 UTF-8 的 JSON") from None
    if not isinstance(value, dict):
        raise InputError.at(path, number, "应是一个 JSON 对象")
    return value
