"""The cache folder: what can be made anew, kept for the next start."""

import atexit
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_cache_path

from corpus import files, pins
from corpus.errors import InputError, RunError, reason
from retrieval.storage import tables
from retrieval.storage.blocks import DamagedError
from retrieval.storage.tables import File


def folder() -> Path:
    """Where caches are kept: a folder that is this user's, and nobody else can write to.

    Raises:
        RunError: there is no such folder, and none can be made.
    """
    home = user_cache_path("wencheng")
    return home if files.make_private(home) else _another()


def _another() -> Path:
    """A fresh folder for this process, and for those that it starts."""
    import tempfile  # with a dozen modules that nobody needs otherwise
    from shutil import rmtree

    try:
        home = tempfile.mkdtemp(prefix="wencheng-")
    except OSError as error:
        raise RunError(f"没有可写的临时文件夹：{reason(error)}") from None
    atexit.register(rmtree, home, ignore_errors=True)
    os.environ["XDG_CACHE_HOME"] = home
    made = user_cache_path("wencheng")
    files.make_private(made)
    return made


def read(path: Path, is_true: Callable[[File], bool] = lambda _: True) -> File | None:
    """The arrays of a cached file; None where it is missing, damaged or no longer true."""
    try:
        held = tables.read(path)
        return held if is_true(held) else None
    except (OSError, DamagedError):
        return None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time makes a cached file; where no lock can be had, each does."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock = path.with_suffix(".lock").open("w")
    except OSError:
        yield
        return
    with lock:
        files.lock(lock, wait=True)
        yield


def installed(package: str) -> int:
    """When a package was installed, by its first file."""
    spec = find_spec(package)
    return Path(spec.origin).stat().st_mtime_ns if spec and spec.origin else 0


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
    held = (file for folder in folders for file in _files(folder))
    found = {str(file): _source(file, known.get(str(file))) for file in held}
    return found | {PROGRAM: [program()]}


def _files(folder: Path) -> Iterator[Path]:
    """All but those that are read anew at each opening."""
    with suppress(InputError):
        yield from (f for f in files.regular(folder) if f.name not in (pins.FILE, pins.TERMS))


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
    home = Path(__file__).parents[2]
    found = [*_stats(home / "retrieval"), *_stats(home / "corpus")]
    stats = [(e.name, s.st_size, s.st_mtime_ns) for e, s in found]
    packages = [installed(name) for name in ("jieba", "opencc", "pypinyin")]
    return hashlib.blake2b(repr((sorted(stats), packages)).encode(), digest_size=16).hexdigest()


def _stats(folder: Path) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stats(Path(entry.path)) if entry.name != "__pycache__" else ()
            else:
                yield entry, entry.stat()
