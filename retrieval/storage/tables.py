"""Tables: named arrays in one file, written whole or not at all, memory-mapped when read.

The arrays come first, each on a 64-byte boundary, then a JSON header that says where they are
(name, type, length, offset and CRC-32), then its own length and CRC-32.
"""

import json
import mmap
import os
import struct
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast, overload

import numpy as np
from numpy.typing import NDArray

from corpus.errors import RunError, reason

Array = NDArray[Any]
Tables = Mapping[str, Array]
Allocate = Callable[[str, Any, int], Array]
"""Makes an array of zeros, of a name, a type and a length, to be filled."""

ALIGNMENT = 64
# Larger arrays are only checked for being there in full: reading them through takes seconds.
CHECKED = 2**25

_FOOTER = struct.Struct("<8sQI")
_MAGIC = b"wencheng"


class DamagedError(Exception):
    """The file is not what `write` wrote."""


class Writer:
    """Makes arrays in a file that is not there yet for anybody else."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._end = 0
        self._header: dict[str, dict[str, Any]] = {}

    def __call__(self, name: str, kind: Any, length: int) -> Array:
        """A new array of zeros in the file, to be filled before the file is done."""
        dtype = np.dtype(kind)
        size = length * dtype.itemsize
        self._header[name] = {"type": dtype.str, "length": length, "offset": self._end}
        start, self._end = self._end, -(-(self._end + size) // ALIGNMENT) * ALIGNMENT
        if size:
            # Room is taken at once: a full disk is an error here, and a crash under a memory map.
            with self._path.open("r+b") as file:
                os.posix_fallocate(file.fileno(), start, self._end - start)
        return np.memmap(self._path, dtype, "r+", start, (length,)) if size else np.empty(0, dtype)

    def finish(self) -> None:
        """Check what was filled in, and close with the header."""
        with self._path.open("r+b") as file:
            for entry in self._header.values():
                file.seek(entry["offset"])
                size = entry["length"] * np.dtype(entry["type"]).itemsize
                entry["crc"] = zlib.crc32(file.read(size)) if size <= CHECKED else None
            header = json.dumps(self._header).encode()
            file.seek(self._end)
            file.write(header + _FOOTER.pack(_MAGIC, len(header), zlib.crc32(header)))
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Make a file of arrays; it takes its name when all is done, and not at all after an error.

    Raises:
        RunError: it can't be written; what was there before still is.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(b"")
        try:
            writer = Writer(part)
            yield writer
            writer.finish()
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise RunError(f"{path}：写不了：{reason(error)}") from None


def write(path: Path, arrays: Tables) -> None:
    """Write arrays that are in memory.

    Raises:
        RunError: the file can't be written; what was there before still is.
    """
    with writing(path) as out:
        for name, array in arrays.items():
            out(name, array.dtype, len(array))[:] = array


class Stretch:
    """Bytes of a file, each read when it is asked for.

    In a memory map, all the texts that were ever looked at, and their neighbours, would count as
    this process's memory.
    """

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        """Take `length` bytes from `start` on; the file may be closed or replaced afterwards."""
        self._file, self._start, self._length = os.dup(file.fileno()), start, length
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: slice) -> NDArray[np.uint8]:
        start, end, _ = place.indices(self._length)
        held = os.pread(self._file, max(0, end - start), self._start + start)
        return np.frombuffer(held, np.uint8)


def read(path: Path) -> dict[str, Array]:
    """The arrays of a file, read-only, in memory as far as they are used.

    Large ones of single bytes are stretches of the file, of which slices can be taken.

    Raises:
        FileNotFoundError: there is no such file.
        DamagedError: it is cut short, or not what was written.
    """
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < _FOOTER.size:
            raise DamagedError(path)
        held = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        try:
            return {name: _array(file, held, entry) for name, entry in _header(held).items()}
        except (ValueError, KeyError, TypeError, struct.error) as error:
            raise DamagedError(path) from error


def _header(held: memoryview) -> dict[str, dict[str, Any]]:
    magic, length, crc = _FOOTER.unpack(held[-_FOOTER.size :])
    header = bytes(held[-_FOOTER.size - length : -_FOOTER.size])
    if magic != _MAGIC or zlib.crc32(header) != crc:
        raise ValueError("header")
    found: dict[str, dict[str, Any]] = json.loads(header)
    return found


def _array(file: BinaryIO, held: memoryview, entry: dict[str, Any]) -> Array:
    dtype, length = np.dtype(entry["type"]), entry["length"]
    if dtype == np.uint8 and length > CHECKED:
        return cast(Array, Stretch(file, entry["offset"], length))
    array = np.frombuffer(held, dtype, length, entry["offset"]) if length else np.empty(0, dtype)
    if entry["crc"] is not None and zlib.crc32(array.data) != entry["crc"]:
        raise ValueError("content")
    return array


def read_only(array: Array) -> Array:
    """The array, not to be written to: compiled loops tell the two kinds apart."""
    view = np.asarray(array).view()
    view.flags.writeable = False
    return view


def under(prefix: str, out: Allocate) -> Allocate:
    """Makes the arrays under names that begin with `prefix.`."""
    return lambda name, kind, length: out(f"{prefix}.{name}", kind, length)


def prefixed(prefix: str, arrays: Tables) -> dict[str, Array]:
    """The arrays under names that begin with `prefix.`, to stand beside others."""
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def below(prefix: str, arrays: Tables) -> dict[str, Array]:
    """The arrays whose names begin with `prefix.`, under the rest of their names."""
    start = len(prefix) + 1
    return {name[start:]: array for name, array in arrays.items() if name.startswith(f"{prefix}.")}


Rows = NDArray[np.int32]


class Strings(Sequence[str]):
    """UTF-8 in one array, `bytes` (uint8), cut at `starts` (int64, one more than strings)."""

    def __init__(self, tables: Tables) -> None:
        self._bytes = tables["bytes"]
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
        start, end = self._starts[place % count], self._starts[place % count + 1]
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
        for first, last in _runs(places):
            taken = tables["bytes"][tables["starts"][first] : tables["starts"][last + 1]]
            start = starts[places[first]]
            joined[start : start + len(taken)] = taken


def _runs(places: Rows) -> Iterator[tuple[int, int]]:
    """The first and last of strings that stay side by side."""
    kept = np.flatnonzero(places >= 0)
    apart = np.flatnonzero((np.diff(kept) != 1) | (np.diff(places[kept]) != 1))
    if len(kept):
        firsts, lasts = kept[[0, *(apart + 1)]], kept[[*apart, -1]]
        yield from zip(firsts.tolist(), lasts.tolist(), strict=True)
