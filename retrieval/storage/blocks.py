"""Blocks of an array in a file: none is used before it was found to be what was written."""

import os
import weakref
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import GoneError

Array = NDArray[Any]
BLOCK = 2**16
"""Bytes that are checked together."""


class DamagedError(GoneError):
    """The file is not what `write` wrote; it is gone now, and may be made anew."""

    def __init__(self) -> None:
        super().__init__("缓存文件坏了，已经删去，请再试一次")


Sums = NDArray[np.uint32]


class Blocks:
    """An array, of which blocks are checked when they are first used.

    `sound` says which were found to be what was written, shape (blocks,); what is only in memory
    has no sums, and is sound from the beginning.
    """

    def __init__(
        self, array: Array, sums: Sums | None = None, damaged: Callable[[], Exception] | None = None
    ) -> None:
        """Take an array, the sums of its blocks, and what tells of one that is damaged."""
        self.array = array
        self.sound = np.full(-(-array.nbytes // BLOCK), sums is None)
        self._sums, self._damaged = sums, damaged
        self._left = 0 if sums is None else len(sums)

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, place: slice) -> Array:
        start, stop, _ = place.indices(len(self))
        self.check(start, stop)
        return self.array[start:stop]

    def check(self, start: int, stop: int) -> None:
        """Make sure of `array[start:stop]`.

        Raises:
            DamagedError: it is not what was written; the file is gone now.
        """
        if self._left and stop > start:
            size = self.array.itemsize
            first, last = start * size // BLOCK, (stop * size - 1) // BLOCK + 1
            if not self.sound[first:last].all():
                for block in np.flatnonzero(~self.sound[first:last]).tolist():
                    self._check(first + block)

    def _check(self, block: int) -> None:
        data = self._bytes(block * BLOCK, (block + 1) * BLOCK)
        if self._sums is None or self._damaged is None:
            return
        if zlib.crc32(data) != self._sums[block]:
            raise self._damaged()
        self._left -= not self.sound[block]
        self.sound[block] = True

    def _bytes(self, start: int, stop: int) -> memoryview:
        return self.array.view(np.uint8)[start:stop].data


class Texts(Blocks):
    """Bytes of a file, each read when it is asked for.

    In a memory map, all the texts that were ever looked at, and their neighbours, would count as
    this process's memory.
    """

    def __init__(
        self, array: Array, sums: Sums, damaged: Callable[[], Exception], file: int, start: int
    ) -> None:
        """Take what is at `start` of an open file, which may be closed or replaced afterwards."""
        super().__init__(array, sums, damaged)
        self._file, self._start = os.dup(file), start
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, place: slice) -> Array:
        start, stop, _ = place.indices(len(self))
        self.check(start, stop)
        return np.frombuffer(self._bytes(start, stop), np.uint8)

    def _bytes(self, start: int, stop: int) -> memoryview:
        size = max(0, min(stop, len(self)) - start)
        return memoryview(os.pread(self._file, size, self._start + start))
