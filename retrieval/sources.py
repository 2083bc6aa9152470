"""Sources: what a compiled library was made of, to tell whether it is still true."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from retrieval import caches

# Larger files are not read again to see whether they changed: their times and inode tell.
READ_AGAIN = 2**20

PROGRAM = "program"
"""The name under which the program itself is noted."""

Sources = dict[str, list[object]]
"""A digest of each file's content, and of a large one its size, times and inode."""


def of(folders: Sequence[Path], known: Sources) -> Sources:
    """What a library compiled now would be made of: every file of the folders, and the program.

    A large file of which `known` has the same times is taken to have the same content.
    """
    files = (file for folder in folders for file in sorted(_files(folder)))
    found = {str(file): _source(file, known.get(str(file))) for file in files}
    return found | {PROGRAM: [program()]}


def _files(folder: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        yield from (Path(e.path) for e in entries if e.is_file() and not e.name.startswith("."))


def _source(file: Path, known: list[object] | None) -> list[object]:
    try:
        stat = file.stat()
        times = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
        if stat.st_size <= READ_AGAIN:
            return [hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()]
        if known is not None and known[1:] == times:
            return known
        with file.open("rb") as content:
            return [hashlib.file_digest(content, "blake2b").hexdigest(), *times]
    except OSError as error:
        return [error.errno]


@cache
def program() -> str:
    """A digest of the program and of the packages it works with: sizes and times of their files."""
    here = Path(__file__).parent
    folders = (here, here / "data", here.parent / "corpus", here.parent / "corpus" / "data")
    stats = [(e.name, s.st_size, s.st_mtime_ns) for f in folders for e, s in _stats(f)]
    packages = [caches.installed(name) for name in ("jieba", "opencc", "pypinyin")]
    return hashlib.blake2b(repr((sorted(stats), packages)).encode(), digest_size=16).hexdigest()


def _stats(folder: Path) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
    with os.scandir(folder) as entries:
        yield from ((entry, entry.stat()) for entry in entries if entry.is_file())
