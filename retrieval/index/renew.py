"""Compiling a library: into a file, or in memory where there is no room for one."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import rmtree

import numpy as np

from corpus import library
from corpus.errors import InputError, RunError
from corpus.files import Progress
from corpus.library import Library
from retrieval.index import build
from retrieval.passages import Passage, passages, without_bad_imports
from retrieval.storage import cache, tables
from retrieval.storage.blocks import Array
from retrieval.storage.cache import Sources
from retrieval.storage.tables import Tables


def renew(
    path: Path, folders: Sequence[Path], before: Tables | None, told: Progress, *, lenient: bool
) -> Tables:
    """Compile the library of the folders into `path`.

    Args:
        path: where it goes; what is there stays where it can't be written.
        folders: the library's.
        before: what was compiled of it before, whose passages are not tokenised again.
        told: is told the bytes of imports that were read.
        lenient: compile what is sound where a file is bad.

    Raises:
        InputError: a library file is bad.
    """
    for left in path.parent.glob(f".{path.name}.*.part"):
        left.unlink(missing_ok=True)  # of a run that was killed; nobody else writes now
    # Taken first: what changes while the library is read is read again the next time.
    made_of = cache.of(folders, {})
    try:
        return _made(path, library.load(folders), before, told, made_of)
    except InputError:
        if not lenient:
            raise
    sound = without_bad_imports(library.load(folders, []))
    return _made(path, sound, before, told, made_of)


def _made(
    path: Path, held: Library, before: Tables | None, told: Progress, made_of: Sources
) -> Tables:
    try:
        return written(path, held, passages(held, told), before, made_of)
    except RunError:
        return in_memory(held, passages(held, told), before)


def written(
    path: Path,
    held: Library,
    found: Iterable[Passage],
    before: Tables | None = None,
    made_of: Sources | None = None,
) -> Tables:
    """The arrays of passages, compiled into the file `path`.

    Raises:
        InputError: an import is bad.
        RunError: the file can't be written.
    """
    parts = path.with_suffix(".parts")
    with tables.writing(path) as out:
        stamp = json.dumps(made_of).encode()
        out("sources", np.uint8, len(stamp))[:] = np.frombuffer(stamp, np.uint8)
        build.build(held, found, out, parts, before)
    rmtree(parts, ignore_errors=True)
    return tables.read(path)


def in_memory(held: Library, found: Iterable[Passage], before: Tables | None = None) -> Tables:
    """The arrays of passages as they are; those that `before` has are not tokenised again."""
    made: dict[str, Array] = {}

    def out(name: str, kind: object, length: int) -> Array:
        made[name] = np.zeros(length, np.dtype(kind))  # type: ignore[call-overload]
        return made[name]

    with tempfile.TemporaryDirectory() as folder:
        build.build(held, found, out, Path(folder), before)
    return made
