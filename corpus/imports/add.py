"""Importing passages into a library: a file is read through and kept whole, or nothing changes."""

import filecmp
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from corpus.errors import InputError, RunError, reason
from corpus.files import Progress, lock
from corpus.imports import jsonlines, records
from corpus.imports.survey import Place, Survey, counting, reject_doubles, survey

if TYPE_CHECKING:
    from corpus.library import Library

PART = ".import.part"
"""What is being imported; of an import that was killed, what the next one writes over."""
DIFFERENT = "已有，且内容不同，没有改动它；要换成这次的，请加 --replace"


def add(
    source: Path,
    file: IO[bytes],
    target: Path,
    held: "Library",
    taken: Mapping[str, Place],
    *,
    replace: bool,
    progress: Progress,
) -> Survey | None:
    """Copy passages into the library as they are; None where the same file is there already.

    Args:
        source: what errors call the file.
        file: the passages, read to the end and never held in memory.
        target: the file of the library.
        held: the library it joins.
        taken: ids of the library's pages, each with its place.
        replace: whether to replace another file of that name.
        progress: takes the bytes of each line.

    Raises:
        InputError: a line is bad, there is none, or an id stands twice.
        RunError: another file of that name is there, or it can't be written. What was there
            before still is.
    """
    with _writing(target), _part(target.parent / PART) as part:
        found = _copy(source, file, part, progress)
        if target.exists():
            if filecmp.cmp(part.name, target, shallow=False):
                return None
            if not replace:
                raise RunError(f"{target}：{DIFFERENT}")
        others = (other.path for other in held.imports if other.path != target)
        reject_doubles(taken, [*map(survey, others), found])
        Path(part.name).replace(target)
    return found


def _copy(source: Path, file: IO[bytes], part: IO[bytes], progress: Progress) -> Survey:
    """Read the passages through, and write them on the way, to the disk itself."""
    found = Survey(Path(part.name), source)
    lines = counting(jsonlines.lines(source, file), progress)
    for _, passage in records.passages(source, _written(lines, part)):
        found.add(passage)
    if not found.passages:
        raise InputError.at(source, None, "里面没有段落")
    part.flush()
    os.fsync(part.fileno())
    return found


def _written(lines: Iterable[bytes], part: IO[bytes]) -> Iterator[bytes]:
    for line in lines:
        part.write(line)
        yield line


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise RunError(f"{target}：写不了：{reason(error)}") from None


@contextmanager
def _part(path: Path) -> Iterator[IO[bytes]]:
    """An empty file that is this process's alone, gone at the end unless it was renamed.

    Raises:
        RunError: another process has it.
    """
    with path.open("ab") as file:
        # It may have become a file of the library between the two calls.
        if not lock(file, wait=False) or not _is(file, path):
            raise _busy(path)
        file.truncate(0)
        try:
            yield file
        finally:
            if _is(file, path):
                path.unlink()


def _busy(path: Path) -> RunError:
    return RunError(f"{path.parent}：另一个导入正在进行，请等它完成再试")


def _is(file: IO[bytes], path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False
