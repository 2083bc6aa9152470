"""Files written whole or not at all, and what is said where one can't be read."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from corpus.errors import InputError, RunError, reason

MAX_TEXT = 4_000_000
"""Bytes of a text file; a page is some 30 kB. YAML's parser takes a hundred times that."""

# Read while there is one thread: it can only be read by setting it.
_UMASK = os.umask(0o077)
os.umask(_UMASK)

Progress = Callable[[int], object]
"""Takes how much more is done (bytes read, passages sent), for a progress bar."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Around reading a file.

    Raises:
        InputError: it can't be read.
    """
    try:
        yield
    except OSError as error:
        raise InputError.at(path, None, f"读不了：{reason(error)}") from None


def read_text(path: Path) -> str:
    """Read a UTF-8 text file of at most `MAX_TEXT`; a byte-order mark is removed.

    Raises:
        InputError: the file can't be read, is too large, or is not UTF-8.
    """
    with reading(path):
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise InputError.at(path, None, "不是普通的文件")
        size = path.stat().st_size
        if size > MAX_TEXT:
            limit = f"上限 {MAX_TEXT // 1_000_000} MB"
            raise InputError.at(path, None, f"文件太大（{size / 1_000_000:.1f} MB，{limit}）")
        data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError.at(path, line, "不是 UTF-8 编码") from None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A bad file, and what is wrong with it in one line, which names it."""

    path: Path
    reason: str


@contextmanager
def leaving_out(path: Path, left_out: list[LeftOut] | None) -> Iterator[None]:
    """Around what needs a file: a bad one is added to `left_out`, and an error without that."""
    try:
        yield
    except InputError as error:
        if left_out is None:
            raise
        left_out.append(LeftOut(path, str(error)))


def regular(folder: Path) -> list[Path]:
    """What a folder may hold of a library, by name: regular files that are not hidden.

    No pipes, devices or folders, nor links to such: reading one may never end. A folder that is
    not there holds none.

    Raises:
        InputError: the folder can't be read.
    """
    if not folder.is_dir():
        return []
    with reading(folder), os.scandir(folder) as entries:
        found = (Path(entry.path) for entry in entries if not entry.name.startswith("."))
        return sorted(path for path in found if path.is_file())


def lock(file: IO[Any], *, wait: bool) -> bool:
    """Have an open file for this process alone until it is closed, however the process ends.

    False, without `wait`, where another process has it.
    """
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def is_name(name: str) -> bool:
    """Whether a file of a library may be called so: seen, in its own folder, and UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return bool(name) and not name.startswith(".") and "/" not in name and "\0" not in name


def make_private(folder: Path) -> bool:
    """Make a folder that nobody else can look into; whether it is one, and is this user's.

    What others could write to may hold what they put there: such a folder of one's own is emptied.
    One in a folder where others may put another in its place is none.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(stat.st_uid != os.getuid() for stat in (folder.lstat(), folder.stat())):
            return False
        if not all(map(_keeps, folder.resolve().parents)):
            return False
        if folder.stat().st_mode & 0o022:
            _empty(folder)
        folder.chmod(0o700)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _keeps(folder: Path) -> bool:
    """Whether what this user has in a folder stays what it is, for all that others may do."""
    stat = folder.stat()
    if stat.st_uid not in (0, os.getuid()):
        return False
    return not stat.st_mode & 0o002 or bool(stat.st_mode & 0o1000)


def _empty(folder: Path) -> None:
    from shutil import rmtree  # with a dozen modules that nobody needs otherwise

    folder.chmod(0o700)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            rmtree(path)
        else:
            path.unlink()


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, never sees half of it.

    Raises:
        RunError: it can't be written; what was there before still is.
    """
    with writing(path) as file:
        file.write(data)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """The same for a file that is written as it comes; after an error it is as it was.

    Raises:
        RunError: it can't be written; what was there before still is.
    """
    import tempfile  # with a dozen modules that nobody needs otherwise

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(path.stat().st_mode if path.exists() else 0o644 & ~_UMASK)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RunError(f"{path}：写不了：{reason(error)}") from None
