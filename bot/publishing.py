"""Pages on their way into the library: put together, checked, published, taken back.

Everything is written whole or not at all, so that a crash leaves the library as it was or as it
was to be. A change keeps what it replaced, until somebody changes the file again. One that a crash
cut short is made again under its old identity, and is one change all the same.
"""

import hashlib
import json
import re
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus import checking, library
from corpus.errors import InputError, WenchengError
from corpus.files import write_atomic
from corpus.library import Library, LibraryPage
from corpus.stitching.result import Stitched
from corpus.stitching.stitch import stitch_file

SUFFIXES = (".txt", ".pdf", ".yaml")

_UNSAFE = re.compile(r"[^\w.-]+|^\.+")
_LONGEST_NAME = 60
# Seconds that a page waits to be published, and a change can be taken back.
_KEPT = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that may be published; `stitched` where it was put together just now."""

    identity: str
    held: LibraryPage
    stitched: Stitched | None
    replaces: bool
    warnings: tuple[str, ...]


class Publishing:
    """Changes the library's folder; unpublished pages and what was replaced lie in `state`."""

    def __init__(self, folder: Path, folders: Sequence[Path], state: Path) -> None:
        """`folder` is the one of `folders` that may be changed."""
        self._folder = folder
        self._folders = tuple(folders)
        self._drafts = state / "drafts"
        self._changes = state / "changes"

    def draft(self, name: str, data: bytes) -> Draft:
        """Check a page that was sent: raw (.txt, .pdf), which is put together, or a library file.

        Raises:
            InputError: it can't be published; the reason names the file, not its folder.
            RunError: it can't be put together, or kept.
        """
        path = Path(_safe(name))
        self._sweep()
        identity = hashlib.blake2s(str(path).encode() + b"\0" + data, digest_size=6).hexdigest()
        try:
            return self._checked(identity, self._drafts / identity / path, data)
        except WenchengError as error:
            self.drop(identity)
            raise type(error)(self._without_folders(str(error), identity)) from None

    def _without_folders(self, reason: str, identity: str) -> str:
        """The reason without where the files lie: that is nobody's business in a chat."""
        for folder in (self._drafts / identity, *self._folders):
            reason = reason.replace(f"{folder}/", "")
        return reason

    def _checked(self, identity: str, path: Path, data: bytes) -> Draft:
        write_atomic(path, data)
        file = path.with_suffix(".yaml")
        target = self._folder / file.name
        held = library.load(self._folders)
        stitched = None
        if path.suffix != ".yaml":
            _reject_known(target, path)
            stitched, raw = stitch_file(path, held)
            write_atomic(file, library.dump(stitched.page(raw)).encode())
        page = library.read_page(file)
        if page.page.raw and (beside := self._folder / page.page.raw.file).is_file():
            write_atomic(file.parent / page.page.raw.file, beside.read_bytes())
            page = library.read_page(file)
        others = (other for other in held.pages if other.path != target)
        library.reject_doubles(Library((*others, page)))
        found = tuple(checking.warnings(page))
        return Draft(identity, page, stitched, target.exists(), found)

    def _sweep(self) -> None:
        for path in (*self._drafts.glob("*"), *self._changes.glob("*.json")):
            # Another worker may be sweeping, too.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - _KEPT:
                    self.drop(path.name) if path.is_dir() else path.unlink()

    def drop(self, identity: str) -> None:
        """Forget a page that is published, or is not to be."""
        shutil.rmtree(self._drafts / identity, ignore_errors=True)

    def publish(self, identity: str) -> str | None:
        """Write a checked page into the library, the raw page first; the draft stays.

        Returns:
            The identity of the change, to take it back by; None where the draft is gone.

        Raises:
            RunError: it can't be written; the library is as it was.
        """
        files = sorted((self._drafts / identity).glob("[!.]*"), key=lambda f: f.suffix == ".yaml")
        if not files or files[-1].suffix != ".yaml":
            return identity if self.done(identity) else None
        for raw in files[:-1]:
            if not (target := self._folder / raw.name).exists():
                write_atomic(target, raw.read_bytes())
        self._change(identity, self._folder / files[-1].name, files[-1].read_bytes())
        return identity

    def withdraw(self, page: LibraryPage, number: int, identity: str) -> str:
        """Take a section (counted from 1) out of its file; the last one takes the file with it.

        Returns:
            The identity of the change, as given.

        Raises:
            InputError: the page came with the program, or its file is another by now.
            RunError: the file can't be written.
        """
        self.require_own(page)
        if library.read_page(page.path).page != page.page:
            raise InputError(f"{page.path.name} 后来改过，请先发 /reload")
        sections = page.page.sections
        left = (*sections[: number - 1], *sections[number:])
        data = library.dump(replace(page.page, sections=left)).encode() if left else None
        self._change(identity, page.path, data)
        return identity

    def require_own(self, page: LibraryPage) -> None:
        """Raise InputError where the page is not in the folder that may be changed."""
        if page.path.parent != self._folder:
            raise InputError("这篇是程序自带的，不能改动")

    def done(self, change: str) -> bool:
        """Whether a change was made, and nobody has changed the file since."""
        noted = self._noted(change)
        return (
            noted is not None and _digest(_content(self._folder / noted["file"])) == noted["after"]
        )

    def take_back(self, change: str) -> bool:
        """Put what a change replaced in its place again; False where it was changed since.

        Raises:
            RunError: it can't be written.
        """
        noted = self._noted(change)
        if noted is None:
            return False
        target = self._folder / noted["file"]
        before = None if noted["before"] is None else noted["before"].encode()
        if _digest(_content(target)) not in (noted["after"], _digest(before)):
            return False
        _put(target, before)
        self._record(change).unlink(missing_ok=True)
        return True

    def _record(self, change: str) -> Path:
        return self._changes / f"{change}.json"

    def _noted(self, change: str) -> dict[str, Any] | None:
        data = _content(self._record(change))
        return None if data is None else json.loads(data)

    def _change(self, identity: str, target: Path, data: bytes | None) -> None:
        before = _content(target)
        if before == data and self.done(identity):
            return
        noted = {
            "file": target.name,
            "before": None if before is None else before.decode(),
            "after": _digest(data),
        }
        write_atomic(self._record(identity), json.dumps(noted, ensure_ascii=False).encode())
        _put(target, data)


def _safe(name: str) -> str:
    """The name as one of a file beside others.

    Raises:
        InputError: it is of no kind that can be published.
    """
    path = Path(name)
    suffix = path.suffix.lower().replace(".yml", ".yaml")
    if suffix not in SUFFIXES:
        raise InputError(f"只收 {'、'.join(SUFFIXES)} 文件")
    stem = _UNSAFE.sub("-", path.stem)[:_LONGEST_NAME].strip("-")
    # The library has a file of its own by that name.
    return ("page" if stem in ("", "aliases") else stem) + suffix


def _reject_known(target: Path, raw: Path) -> None:
    there = _content(target.parent / raw.name)
    if target.exists() or there not in (None, raw.read_bytes()):
        raise InputError(f"已有 {target.name}；要改它，请取出文件，改好再发 {target.name}")


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        write_atomic(path, data)


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()
