"""Plain passages as JSON lines, for tests."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def record(identity: str, **more: Any) -> Record:
    """A passage that says whose it is."""
    return {"id": identity, "text": f"第 {identity} 段。"} | more


def line(identity: str, **more: Any) -> bytes:
    """Its line."""
    return json.dumps(record(identity, **more), ensure_ascii=False).encode() + b"\n"


def lines(count: int, prefix: str = "p") -> list[bytes]:
    """So many lines, each of another passage."""
    return [line(f"{prefix}{number}") for number in range(count)]


def write(path: Path, given: Iterable[bytes]) -> Path:
    """Write a file of lines."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"".join(given))
    return path
