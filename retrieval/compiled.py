"""The compiled library in the cache folder: opened where it is still true, else made anew."""

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from retrieval import caches, dictionary, sources
from retrieval.embedded import Embedded
from retrieval.lexicon import Lexicon
from retrieval.snapshot import Snapshot, assemble
from retrieval.sources import PROGRAM, Sources
from retrieval.tables import Tables, below

Told = Callable[[int], object]
"""Is told the bytes of imports that were read, for a progress bar."""


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
    held = caches.read(path, partial(is_true, folders))
    return held or _renewed(path, folders, told)


def snapshot(held: Tables) -> Snapshot:
    """The snapshot of compiled arrays."""
    words = dictionary.shared()
    named = Lexicon(below("lexicon", held), words)
    return assemble(held, words, named, Embedded(held, named))


def is_true(folders: Sequence[Path], held: Tables) -> bool:
    """Whether compiled arrays are what the folders would give now."""
    known = _known(held)
    return bool(known == sources.of(folders, known))


def _is_of_this_program(held: Tables) -> bool:
    return _known(held).get(PROGRAM) == [sources.program()]


def _known(held: Tables) -> Sources:
    known: Sources = json.loads(held["sources"].tobytes())
    return known


def _renewed(path: Path, folders: Sequence[Path], told: Told) -> Tables:
    """Make the file anew, once, however many processes ask for it."""
    from retrieval import compiling  # what it works with takes longer to import than an answer

    with caches.locked(path):
        if held := caches.read(path, partial(is_true, folders)):
            return held
        before = caches.read(path, _is_of_this_program)
        return compiling.renew(path, folders, before, told)


def _name(folders: Sequence[Path]) -> str:
    joined = "\0".join(str(folder.absolute()) for folder in folders)
    return hashlib.blake2b(joined.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
