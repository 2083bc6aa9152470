"""The compiled library in the cache folder: opened where it is still true, else made anew."""

import hashlib
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from corpus.errors import InputError
from corpus.files import Progress
from retrieval.index.records import Pages
from retrieval.storage import cache
from retrieval.storage.cache import PROGRAM, Sources
from retrieval.storage.tables import File, Tables


def arrays(
    folders: Sequence[Path], told: Progress = lambda _: None, *, lenient: bool = False
) -> Tables:
    """The arrays of the library in these folders, made anew where anything has changed.

    Args:
        folders: the library's.
        told: is told the bytes of imports that were read.
        lenient: give those of what is sound where a file is bad.

    Raises:
        InputError: a library file is bad.
    """
    path = cache.folder() / "libraries" / f"{_name(folders)}.tables"
    held: Tables = cache.read(path, partial(is_true, folders)) or _renewed(
        path, folders, told, lenient=lenient
    )
    if not lenient and (left_out := Pages(held).found.left_out):
        raise InputError(left_out[0].reason)
    return held


def is_true(folders: Sequence[Path], held: Tables) -> bool:
    """Whether compiled arrays are what the folders would give now."""
    known = _known(held)
    return bool(known == cache.of(folders, known))


def _is_kept(held: File) -> bool:
    """Whether passages may be taken over from it: all of it is read then."""
    if _known(held).get(PROGRAM) != [cache.program()]:
        return False
    held.check()
    return True


def _known(held: Tables) -> Sources:
    known: Sources = json.loads(held["sources"].tobytes())
    return known


def _renewed(path: Path, folders: Sequence[Path], told: Progress, *, lenient: bool) -> Tables:
    """Make the file anew, once, however many processes ask for it."""
    from retrieval.index import renew  # what it works with takes longer to import than an answer

    with cache.locked(path):
        if held := cache.read(path, partial(is_true, folders)):
            return held
        return renew.renew(path, folders, cache.read(path, _is_kept), told, lenient=lenient)


def _name(folders: Sequence[Path]) -> str:
    joined = "\0".join(str(folder.absolute()) for folder in folders)
    return hashlib.blake2b(joined.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
