"""Imported passages: files of JSON lines in the library, read line by line and never whole."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import jsonlines, plain
from corpus.files import reading
from corpus.plain import PlainPassage

SUFFIX = ".jsonl"

Told = Callable[[int], object]
"""Told the bytes of each line that was read, for a progress bar."""


@dataclass(frozen=True, slots=True)
class Import:
    """A file of imported passages; `stamp` is its size and time of change when it was found."""

    path: Path
    stamp: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The file's stem: the name it was imported under."""
        return self.path.stem

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
