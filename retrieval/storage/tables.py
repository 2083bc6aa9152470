"""Tables: named arrays in one file, written whole or not at all, memory-mapped when read.

The arrays come first, each on a 64-byte boundary, then the CRC-32 of each of their blocks of
`BLOCK` bytes, then a JSON header that says where all of that is, then the header's own length and
CRC-32. Nothing of a file is used before the blocks it lies in were found to be what was written.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from corpus.errors import RunError, reason
from retrieval.storage.blocks import BLOCK, Array, Blocks, DamagedError, Sums, Texts

Tables = Mapping[str, Array]
Allocate = Callable[[str, Any, int], Array]
"""Makes an array of zeros, of a name, a type and a length, to be filled."""

ALIGNMENT = 64
# A smaller file is checked whole when it is opened: that takes some milliseconds.
SMALL = 2**24

_FOOTER = struct.Struct("<8sQI")
_MAGIC = b"wencheng"


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
        """Take the sums of what was filled in, and close with the header."""
        with self._path.open("r+b") as file:
            sums: list[int] = []
            for entry in self._header.values():
                entry["sums"] = len(sums)
                sums += _sums(file, entry["offset"], _size(entry))
            written = np.array(sums, np.uint32).tobytes()
            at = {"offset": self._end, "length": len(sums), "crc": zlib.crc32(written)}
            header = json.dumps({"arrays": self._header, "sums": at}).encode()
            file.seek(self._end)
            file.write(written + header + _FOOTER.pack(_MAGIC, len(header), zlib.crc32(header)))
            file.flush()
            os.fsync(file.fileno())


def _sums(file: BinaryIO, offset: int, size: int) -> Iterator[int]:
    file.seek(offset)
    for start in range(0, size, BLOCK):
        yield zlib.crc32(file.read(min(BLOCK, size - start)))


def _size(entry: Mapping[str, Any]) -> int:
    size: int = entry["length"] * np.dtype(entry["type"]).itemsize
    return size


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


class File(Mapping[str, Array]):
    """The arrays of a file: each is checked as a whole when it is first asked for."""

    def __init__(self, held: memoryview, path: Path | None = None, file: int = -1) -> None:
        """Read the header of a file's bytes; it may be closed or replaced afterwards.

        Raises:
            DamagedError: it is no such file, or cut short.
        """
        self._held, self._path, self._file = held, path, file
        self.is_sound = True
        """Whether nothing of it was found damaged so far."""
        try:
            entries, self._sums = _header(held)
            self._blocks = {name: self._placed(entry) for name, entry in entries.items()}
        except (ValueError, KeyError, TypeError, struct.error):
            raise self._damaged() from None
        if not self._is_large:
            self.check()

    def __getitem__(self, name: str) -> Array:
        return self.blocks(name)[:]

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)

    def blocks(self, name: str) -> Blocks:
        """An array of which only parts will be used."""
        return self._blocks[name]

    def check(self) -> None:
        """Make sure of every array.

        Raises:
            DamagedError: one is not what was written.
        """
        for name in self:
            self.blocks(name)[:]

    @property
    def _is_large(self) -> bool:
        return self._path is not None and len(self._held) > SMALL

    def _placed(self, entry: Mapping[str, Any]) -> Blocks:
        dtype, length, start = np.dtype(entry["type"]), entry["length"], entry["offset"]
        array = np.frombuffer(self._held, dtype, length, start) if length else np.empty(0, dtype)
        sums = self._sums[entry["sums"] :][: -(-array.nbytes // BLOCK)]
        if self._is_large and dtype == np.uint8:
            return Texts(array, sums, self._damaged, self._file, start)
        return Blocks(array, sums, self._damaged)

    def _damaged(self) -> DamagedError:
        """The file is of no use to anybody: without it, it is made anew."""
        self.is_sound = False
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()
        return DamagedError()


def read(path: Path) -> File:
    """The arrays of a file, read-only, in memory as far as they are used.

    Raises:
        FileNotFoundError: there is no such file.
        DamagedError: it is cut short, or not what was written; it is gone now.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        return File(memoryview(held), path, file.fileno())


def loads(data: bytes) -> File:
    """The arrays of a file's bytes.

    Raises:
        DamagedError: they are not what was written.
    """
    return File(memoryview(data))


def dumps(arrays: Tables) -> bytes:
    """The bytes of a file of arrays."""
    import tempfile  # with a dozen modules that nobody needs otherwise

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "arrays"
        write(path, arrays)
        return path.read_bytes()


def blocks(arrays: Tables, name: str) -> Blocks:
    """An array of which only parts will be used, of a file or of memory."""
    if isinstance(arrays, File | _Below):
        return arrays.blocks(name)
    return Blocks(arrays[name])


def _header(held: memoryview) -> tuple[dict[str, dict[str, Any]], Sums]:
    """Where the arrays lie, all of them within the file, and the sums of their blocks."""
    magic, length, crc = _FOOTER.unpack(held[-_FOOTER.size :])
    header = bytes(held[-_FOOTER.size - length : -_FOOTER.size])
    if magic != _MAGIC or zlib.crc32(header) != crc:
        raise ValueError("header")
    found = json.loads(header)
    at = found["sums"]
    sums = np.frombuffer(held, np.uint32, at["length"], at["offset"])
    if zlib.crc32(sums.data) != at["crc"]:
        raise ValueError("sums")
    return found["arrays"], sums


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


def below(prefix: str, arrays: Tables) -> Tables:
    """The arrays whose names begin with `prefix.`, under the rest of their names."""
    return _Below(prefix, arrays)


class _Below(Mapping[str, Array]):
    def __init__(self, prefix: str, arrays: Tables) -> None:
        self._prefix, self._arrays = f"{prefix}.", arrays

    def __getitem__(self, name: str) -> Array:
        return self._arrays[self._prefix + name]

    def __iter__(self) -> Iterator[str]:
        names = (name for name in self._arrays if name.startswith(self._prefix))
        return (name.removeprefix(self._prefix) for name in names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def blocks(self, name: str) -> Blocks:
        return blocks(self._arrays, self._prefix + name)
