"""What was changed in a library's folder, kept so that it can be taken back.

A change is some files written or removed together. Before it is made, what it replaces is kept in a
hidden folder beside the library's; a change that a crash cut short is made again under its old
identity, and is one change all the same.
"""

import hashlib
import json
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus.errors import RunError, reason
from corpus.files import is_name, lock, write_atomic

FOLDER = ".{library}.changes"
LOCK = "lock"
# Seconds that a change can be taken back.
KEPT = 30 * 24 * 3600

Files = Mapping[str, bytes | None]
"""Contents by name in the library's folder, None for a file that is to go; in the order in which
they are to be written."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was made: when (seconds since 1970), in a few words what, and its files.

    `states` are, for each file, the digests of what it held before and after, None for nothing.
    """

    identity: str
    at: float
    what: str
    states: Mapping[str, tuple[str | None, str | None]]


_held = threading.local()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have a library's folder for oneself: other threads and programs that change it wait.

    Who has it may ask for it again.

    Raises:
        RunError: no lock can be had there.
    """
    kept = folder.parent / FOLDER.format(library=folder.name)
    held: set[Path] = _held.__dict__.setdefault("folders", set())
    if kept in held:
        yield
        return
    with _lock_file(kept) as file:
        lock(file, wait=True)
        held.add(kept)
        try:
            yield
        finally:
            held.remove(kept)


def _lock_file(folder: Path) -> IO[bytes]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / LOCK).open("ab")
    except OSError as error:
        raise RunError(f"{folder}：写不了：{reason(error)}") from None


class Changes:
    """The changes of one library folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = folder.parent / FOLDER.format(library=folder.name)

    def make(self, identity: str, what: str, files: Files) -> None:
        """Write files, or remove them; what was there is kept first. No files are no change.

        Raises:
            RunError: a file can't be written; `make` it again, or take it back.
        """
        with alone(self._folder):
            if files and not self._is_begun(identity, files):
                self._keep(identity, what, files)
            for name, data in files.items():
                self._put(name, data)

    def done(self, identity: str) -> bool:
        """Whether a change was made, and nobody has changed its files since."""
        known = self.find(identity)
        return known is not None and all(
            self._digest(name) == after for name, (_, after) in known.states.items()
        )

    def take_back(self, identity: str) -> bool:
        """Put what a change replaced in its place again; False where it was changed since.

        Raises:
            RunError: it can't be written.
        """
        with alone(self._folder):
            known = self.find(identity)
            if known is None or not self._is_between(known):
                return False
            self._reverse(known)
        return True

    def _reverse(self, known: Change) -> None:
        for name, (before, _) in reversed([*known.states.items()]):
            # Where it was put back before a crash, what was kept may be gone.
            if self._digest(name) != before:
                kept = self._kept / known.identity / name
                self._put(name, None if before is None else kept.read_bytes())
        self._forget(known.identity)

    def made(self) -> list[Change]:
        """The changes that are kept, the last one first."""
        found = (self.find(path.stem) for path in self._kept.glob("*.json"))
        return sorted(filter(None, found), key=lambda change: -change.at)

    def forget_old(self) -> None:
        """Forget changes of long ago."""
        for path in self._kept.glob("*.json"):
            # Another process may be at it, too.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - KEPT:
                    self._forget(path.stem)

    def _forget(self, identity: str) -> None:
        """The record goes last: as long as it is there, the change can be taken back."""
        shutil.rmtree(self._kept / identity, ignore_errors=True)
        self._record(identity).unlink(missing_ok=True)

    def _record(self, identity: str) -> Path:
        return self._kept / f"{identity}.json"

    def _keep(self, identity: str, what: str, files: Files) -> None:
        """Write what the files hold now, and last the record that says so."""
        kept = self._kept / identity
        shutil.rmtree(kept, ignore_errors=True)
        for name in files:
            if (data := _content(self._folder / name)) is not None:
                write_atomic(kept / name, data)
        states = {name: [self._digest(name), digest(data)] for name, data in files.items()}
        record = {"at": time.time(), "what": what, "files": states}
        write_atomic(self._record(identity), json.dumps(record, ensure_ascii=False).encode())

    def find(self, identity: str) -> Change | None:
        """The change of this identity, None where none is kept that can be read."""
        data = _content(self._record(identity)) if is_name(identity) else None
        try:
            kept = json.loads(data or b"")
            states = {name: (before, after) for name, (before, after) in kept["files"].items()}
            return Change(identity, kept["at"], kept["what"], states)
        except (ValueError, TypeError, LookupError, AttributeError):
            return None

    def _is_begun(self, identity: str, files: Files) -> bool:
        """Whether a crash cut this very change short.

        Where all is as it was before, it may be an old one that another change reversed: made
        again, it is the last one, and is kept anew with its time.
        """
        known = self.find(identity)
        return (
            known is not None
            and _same(known, files)
            and self._is_between(known)
            and any(self._digest(name) != before for name, (before, _) in known.states.items())
        )

    def _is_between(self, change: Change) -> bool:
        """Whether each file is as it was before the change or after."""
        return all(self._digest(name) in states for name, states in change.states.items())

    def _digest(self, name: str) -> str | None:
        return digest(_content(self._folder / name))

    def _put(self, name: str, data: bytes | None) -> None:
        path = self._folder / name
        if data is None:
            path.unlink(missing_ok=True)
        elif _content(path) != data:
            write_atomic(path, data)


def digest(data: bytes | None) -> str | None:
    """What a file's content is known by, None for no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def _same(change: Change, files: Files) -> bool:
    """Whether a change that was begun was to these contents."""
    return {name: after for name, (_, after) in change.states.items()} == {
        name: digest(data) for name, data in files.items()
    }


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
