"""The compiled library in the cache folder: opened where it is still true, else made anew."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from shutil import rmtree

import numpy as np

from corpus import library
from corpus.errors import RunError
from corpus.imports import Told
from corpus.library import Library
from retrieval import building, caches, dictionary, tables
from retrieval.embedded import Embedded
from retrieval.lexicon import Lexicon
from retrieval.passage import Passage, passages
from retrieval.snapshot import Snapshot, assemble
from retrieval.tables import Array, Tables, below

# Larger files are not read again to see whether they changed: their times and inode tell.
READ_AGAIN = 2**20

Sources = dict[str, list[object]]
"""What a compiled file was made of: a digest of each file's content; of a large one, its times."""


def opened(folders: Sequence[Path], told: Told = lambda _: None) -> Snapshot:
    """The snapshot of the library in these folders, made anew where anything has changed.

    Raises:
        InputError: a library file is bad.
    """
    return snapshot(arrays(folders, told))


def arrays(folders: Sequence[Path], told: Told = lambda _: None) -> Tables:
    """The arrays of the library in these folders, made anew where anything has changed.

    Raises:
        InputError: a library file is bad.
    """
    path = caches.folder() / "libraries" / f"{_name(folders)}.tables"
    held = caches.read(path, partial(_is_true, folders))
    return held or _renewed(path, folders, told)


def at(path: Path, held: Library) -> Snapshot:
    """A snapshot of a library, compiled into the file `path`, which may be gone afterwards.

    Raises:
        InputError: an import is bad.
        RunError: the file can't be written.
    """
    return snapshot(_written(path, held, passages(held)))


def of(held: Library, found: Iterable[Passage]) -> Snapshot:
    """A snapshot of passages as they are, in memory alone."""
    return snapshot(in_memory(held, found))


def snapshot(held: Tables) -> Snapshot:
    """The snapshot of compiled arrays."""
    words = dictionary.shared()
    named = Lexicon(below("lexicon", held), words)
    return assemble(held, words, named, Embedded(held, named))


def _renewed(path: Path, folders: Sequence[Path], told: Told) -> Tables:
    """Make the file anew, once, however many processes ask for it."""
    with caches.locked(path):
        if held := caches.read(path, partial(_is_true, folders)):
            return held
        before = caches.read(path, _is_of_this_program)
        # Taken first: what changes while the library is read is read again the next time.
        sources = _sources(folders, {})
        read = library.load(folders)
        try:
            return _written(path, read, passages(read, told), before, sources)
        except RunError:
            return in_memory(read, passages(read, told), before)


def _written(
    path: Path,
    held: Library,
    found: Iterable[Passage],
    before: Tables | None = None,
    sources: Sources | None = None,
) -> Tables:
    parts = path.with_suffix(".parts")
    with tables.writing(path) as out:
        stamp = json.dumps(sources).encode()
        out("sources", np.uint8, len(stamp))[:] = np.frombuffer(stamp, np.uint8)
        building.build(held, found, out, parts, before)
    rmtree(parts, ignore_errors=True)
    return tables.read(path)


def in_memory(held: Library, found: Iterable[Passage], before: Tables | None = None) -> Tables:
    """The arrays of passages as they are; those that `before` has are not tokenised again."""
    made: dict[str, Array] = {}

    def out(name: str, kind: object, length: int) -> Array:
        made[name] = np.zeros(length, np.dtype(kind))  # type: ignore[call-overload]
        return made[name]

    with tempfile.TemporaryDirectory() as folder:
        building.build(held, found, out, Path(folder), before)
    return made


def _is_true(folders: Sequence[Path], held: Tables) -> bool:
    known = _known(held)
    return bool(known == _sources(folders, known))


def _is_of_this_program(held: Tables) -> bool:
    return _known(held).get("program") == [program()]


def _known(held: Tables) -> Sources:
    known: Sources = json.loads(held["sources"].tobytes())
    return known


def _name(folders: Sequence[Path]) -> str:
    joined = "\0".join(str(folder.absolute()) for folder in folders)
    return hashlib.blake2b(joined.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def _sources(folders: Sequence[Path], known: Sources) -> Sources:
    """What the compiled file depends on: every file, with its times and a digest of its content.

    A large file of which `known` has the same times is taken to have the same content.
    """
    files = (file for folder in folders for file in sorted(_files(folder)))
    found = {str(file): _source(file, known.get(str(file))) for file in files}
    return found | {"program": [program()]}


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
