"""What can still be read of a damaged inbox, copied into a new one."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

_COLUMNS = "seq, id, queue, body, tries, outcome, finished"
_SELECT = f"SELECT {_COLUMNS} FROM updates"
_INSERT = f"INSERT OR IGNORE INTO updates ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
# Rows looked for one by one between the two ends that can be read.
_MOST = 1_000_000

Row = tuple[Any, ...]


def salvaged(damaged: Path, into: sqlite3.Connection) -> int:
    """Copy the updates that can be read; how many of them wait for an answer."""
    waiting = 0
    with closing(sqlite3.connect(damaged, isolation_level=None)) as base:
        base.text_factory = lambda data: data.decode(errors="replace")
        for row in _rows(base):
            if _is_whole(row):
                with suppress(sqlite3.Error):
                    waiting += into.execute(_INSERT, row).rowcount * (row[5] is None)
    return waiting


def _is_whole(row: Row) -> bool:
    """Whether the row is an update as it was stored: what waits has to be one still."""
    try:
        return row[5] is not None or json.loads(row[3])["update_id"] == row[1]
    except (TypeError, ValueError, KeyError):
        return False


def _rows(base: sqlite3.Connection) -> Iterator[Row]:
    """All from the first on, up to the damage; back from the last; and each one between."""
    first = list(_scan(base, "ASC"))
    last = list(_scan(base, "DESC"))
    yield from first
    yield from last
    low = first[-1][0] + 1 if first else 1
    high = last[-1][0] if last else low
    for seq in range(max(low, high - _MOST), high):
        with suppress(sqlite3.Error):
            yield from base.execute(f"{_SELECT} WHERE seq = ?", (seq,)).fetchall()


def _scan(base: sqlite3.Connection, order: str) -> Iterator[Row]:
    with suppress(sqlite3.Error):
        yield from base.execute(f"{_SELECT} ORDER BY seq {order}")
