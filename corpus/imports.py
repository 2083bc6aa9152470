"""Imported passages: files of JSON lines in the library, read in pieces and never whole."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from corpus import jsonlines, plain
from corpus.errors import InputError
from corpus.files import reading
from corpus.plain import PlainPassage

SUFFIX = ".jsonl"

# Lines of a chunk: on average, where the lines' own bytes cut it, and at most.
CHUNK = 8192
LONGEST_CHUNK = 20_000

Told = Callable[[int], object]
"""Told the bytes of each line that was read, for a progress bar."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a file: the SHA-256 of their bytes, which are [start, stop) of the file.

    `line` is the number of the first, from 1.
    """

    digest: bytes
    start: int
    stop: int
    line: int


@dataclass(frozen=True, slots=True)
class Import:
    """A file of imported passages; `stamp` is its size and time of change when it was found."""

    path: Path
    stamp: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The file's stem: the name it was imported under."""
        return self.path.stem

    def chunks(self) -> Iterator[Chunk]:
        """The file in pieces whose bounds depend on the lines around them alone.

        A line whose CRC-32 is 0 modulo `CHUNK` ends a chunk: where lines come, go or change,
        the chunks that do not hold them keep their digests (Muthitacharoen et al., LBFS, 2001).

        Raises:
            InputError: the file can't be read, or a line is too long.
        """
        with jsonlines.opened(self.path) as file:
            start, first = 0, 1
            for lines in _cut(jsonlines.lines(self.path, file)):
                data = b"".join(lines)
                stop = start + len(data)
                yield Chunk(hashlib.sha256(data).digest(), start, stop, first)
                start, first = stop, first + len(lines)

    def read(self, chunk: Chunk) -> Sequence[PlainPassage]:
        """The passages of a chunk.

        Raises:
            InputError: a line is bad, or the file is no longer the one the chunk was cut from.
        """
        with jsonlines.opened(self.path) as file, reading(self.path):
            file.seek(chunk.start)
            data = file.read(chunk.stop - chunk.start)
        if hashlib.sha256(data).digest() != chunk.digest:
            raise InputError.at(self.path, None, "读的时候被改动了，请再试一次")
        return [passage for _, passage in plain.passages(self.path, BytesIO(data), chunk.line)]

    def passages(self, told: Told = lambda _: None) -> Iterator[tuple[int, PlainPassage]]:
        """Each passage after the number of its line, one by one.

        Raises:
            InputError: the file can't be read, or a line is bad.
        """
        with jsonlines.opened(self.path) as file:
            yield from plain.passages(self.path, telling(jsonlines.lines(self.path, file), told))


def found(folder: Path) -> Iterator[Import]:
    """The imports of a folder, by name; none of them is read."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with reading(path):
            status = path.stat()
        yield Import(path, (status.st_size, status.st_mtime_ns))


def telling(lines: Iterable[bytes], told: Told) -> Iterator[bytes]:
    """The lines; of each, how many bytes it has is told."""
    for line in lines:
        told(len(line))
        yield line


def _cut(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    chunk: list[bytes] = []
    for line in lines:
        chunk.append(line)
        if zlib.crc32(line) % CHUNK == 0 or len(chunk) == LONGEST_CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
