"""JSON lines, read strictly: every error names the file and the line."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

from corpus.errors import InputError
from corpus.files import reading

LONGEST = 4_000_000
"""Bytes of a line; so much of a file is in memory at once, whatever it holds."""
# Bytes read at once: with Python's own 8 KB, lines come half as fast.
BUFFER = 1 << 20


def read(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number (from 1) and object; blank lines are passed over.

    Raises:
        InputError: the file can't be read, or a line is no JSON object in UTF-8.
    """
    with opened(path) as file:
        yield from objects(path, lines(path, file))


def opened(path: Path) -> IO[bytes]:
    """The file, open for reading.

    Raises:
        InputError: it can't be opened.
    """
    with reading(path):
        return path.open("rb", BUFFER)


def lines(path: Path, file: IO[bytes]) -> Iterator[bytes]:
    """The lines of an open file with their line feeds; `path` is named in errors only.

    Raises:
        InputError: a line is longer than `LONGEST`, or can't be read.
    """
    with reading(path):
        for number, line in enumerate(iter(partial(file.readline, LONGEST + 1), b""), 1):
            if len(line) > LONGEST:
                raise InputError.at(path, number, f"这一行太长（上限 {LONGEST // 1_000_000} MB）")
            yield line


def objects(path: Path, given: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number and object of each line that is not blank.

    Raises:
        InputError: a line is no JSON object in UTF-8.
    """
    for number, line in enumerate(given, 1):
        if not line.isspace():
            yield number, _object(path, number, line)


def _object(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise InputError.at(path, number, "这一行不是 UTF-8 的 JSON 对象") from None
    if not isinstance(value, dict):
        raise InputError.at(path, number, "应是一个 JSON 对象")
    return value
