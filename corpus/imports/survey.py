"""What files of passages hold in all, and that no id stands twice, without keeping them."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from corpus.files import Progress, reading, regular
from corpus.imports import jsonlines, records
from corpus.imports.records import PlainPassage

SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Import:
    """A file of imported passages; `stamp` is its size and time of change when it was found."""

    path: Path
    stamp: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The file's stem: the name it was imported under."""
        return self.path.stem

    def passages(self, progress: Progress = lambda _: None) -> Iterator[tuple[int, PlainPassage]]:
        """Each passage after the number of its line, one by one.

        Raises:
            InputError: the file can't be read, or a line is bad.
        """
        with jsonlines.opened(self.path) as file:
            lines = counting(jsonlines.lines(self.path, file), progress)
            yield from records.passages(self.path, lines)


def imports_in(folder: Path) -> Iterator[Import]:
    """The imports of a folder, by name; none of them is read."""
    for path in regular(folder):
        if path.suffix == SUFFIX:
            with reading(path):
                status = path.stat()
            yield Import(path, (status.st_size, status.st_mtime_ns))


def counting(lines: Iterable[bytes], progress: Progress) -> Iterator[bytes]:
    """The lines; each one's bytes are counted as progress."""
    for line in lines:
        progress(len(line))
        yield line


Place = tuple[Path, int]
"""A file and a line of it, from 1."""


@dataclass(slots=True)
class Survey:
    """How many passages a file holds, and how many of each city.

    `path` is where it lies, `name` what errors call it. `hashes` are those of the passages' ids,
    8 bytes each; they mean nothing in another process.
    """

    path: Path
    name: Path
    passages: int = 0
    cities: Counter[str] = field(default_factory=Counter)
    hashes: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, passage: PlainPassage) -> None:
        """Count a passage in."""
        self.passages += 1
        self.hashes.append(hash(passage.id))
        if passage.city is not None:
            self.cities[passage.city] += 1

    def reject(self, clash: int, seen: dict[str, Place]) -> None:
        """Read the ids with this hash again, into `seen`.

        Raises:
            InputError: one is there already; it names both places.
        """
        with jsonlines.opened(self.path) as file:
            for number, passage in records.passages(self.name, jsonlines.lines(self.name, file)):
                if hash(passage.id) != clash:
                    continue
                if passage.id in seen:
                    path, line = seen[passage.id]
                    message = f"id：“{passage.id}”与 {path}:{line} 的重复"
                    raise InputError.at(self.name, number, message)
                seen[passage.id] = (self.name, number)


def survey(path: Path, progress: Progress = lambda _: None) -> Survey:
    """Read a file of passages through.

    Raises:
        InputError: it can't be read, or a line is bad.
    """
    found = Survey(path, path)
    with jsonlines.opened(path) as file:
        for _, passage in records.passages(path, counting(jsonlines.lines(path, file), progress)):
            found.add(passage)
    return found


def reject_doubles(taken: Mapping[str, Place], surveys: Sequence[Survey]) -> None:
    """Raise InputError where an id stands twice; it names both places.

    Args:
        taken: ids that passages of pages have, each with its place.
        surveys: the files of passages, in the order in which they are read.
    """
    hashes = [np.fromiter(map(hash, taken), np.int64, len(taken))]
    hashes += [np.frombuffer(found.hashes, np.int64) for found in surveys]
    for clash in _clashes(np.concatenate(hashes)):
        seen = {identity: place for identity, place in taken.items() if hash(identity) == clash}
        for found in surveys:
            found.reject(clash, seen)


def _clashes(hashes: NDArray[np.int64]) -> Iterator[int]:
    """The hashes that have come before, in the order in which they come again."""
    order = np.argsort(hashes, kind="stable")
    again = order[1:][np.diff(hashes[order]) == 0]
    return (int(hashes[place]) for place in np.sort(again))
