"""Strings: many of them in two arrays, each read when it is looked at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from retrieval.storage.blocks import Array
from retrieval.storage.tables import Allocate, Tables, blocks

Rows = NDArray[np.int32]


class Strings(Sequence[str]):
    """UTF-8 in one array, `bytes` (uint8), cut at `starts` (int64, one more than strings)."""

    def __init__(self, tables: Tables) -> None:
        self._bytes = blocks(tables, "bytes")
        self._starts = tables["starts"]

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        count = len(self._starts) - 1
        if not -count <= place < count:
            raise IndexError(place)
        start, end = self._starts[place % count : place % count + 2].tolist()
        if start == end:
            return ""
        return self._bytes[start:end].tobytes().decode("utf-8", "surrogatepass")


def pack(strings: Iterable[str]) -> dict[str, Array]:
    """The arrays that `Strings` reads."""
    encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
    starts = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return {"bytes": np.frombuffer(b"".join(encoded), np.uint8), "starts": starts}


def merge(parts: Iterable[tuple[Tables, Rows]], rows: int, out: Allocate) -> None:
    """Put strings of several arrays into one.

    Args:
        parts: arrays, and the row that each of their strings gets, ascending; −1 leaves one out.
        rows: how many strings there will be.
        out: makes the arrays.
    """
    held = list(parts)
    sizes = np.zeros(rows, np.int64)
    for tables, places in held:
        kept = places >= 0
        sizes[places[kept]] = np.diff(tables["starts"])[kept]
    starts = out("starts", np.int64, rows + 1)
    starts[1:] = np.cumsum(sizes)
    joined = out("bytes", np.uint8, int(starts[-1]))
    for tables, places in held:
        encoded = blocks(tables, "bytes")
        for first, last in _runs(places):
            taken = encoded[tables["starts"][first] : tables["starts"][last + 1]]
            start = starts[places[first]]
            joined[start : start + len(taken)] = taken


def _runs(places: Rows) -> Iterator[tuple[int, int]]:
    """The first and last of strings that stay side by side."""
    kept = np.flatnonzero(places >= 0)
    apart = np.flatnonzero((np.diff(kept) != 1) | (np.diff(places[kept]) != 1))
    if len(kept):
        firsts, lasts = kept[[0, *(apart + 1)]], kept[[*apart, -1]]
        yield from zip(firsts.tolist(), lasts.tolist(), strict=True)
