"""Pages that wait to be published: kept on disk, mended there, written into the library at last.

A draft is a folder of the files that are to be written, known by what was sent: a crash loses
none, and what was published comes back as one change.
"""

import hashlib
import re
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus import checking, library
from corpus.errors import InputError, WenchengError
from corpus.files import is_name, write_atomic
from corpus.library import LibraryPage
from corpus.publishing import found, publish
from corpus.publishing.changes import Changes
from corpus.publishing.publish import Incoming
from corpus.reading import stored
from corpus.reading.document import Told
from corpus.reading.kinds import refuse_others
from corpus.section import Page

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif", ".bmp")
SUFFIXES = (".txt", ".pdf", ".docx", ".html", ".htm", ".mht", ".mhtml", ".yaml", *PICTURES)
ONLY = "只收文字（.txt）、PDF、图片、Word 文档（.docx）、网页（.html）和整理好的 .yaml 文件"
KNOWN = "已有 {name}；要改它，请取出文件，改好再发 {name}"
GONE = "这一版已经处理过，或太久没有处理，请重新发文件"

# What becomes of them is the library's own.
_TAKEN = frozenset(Path(name).stem for name in library.OWN)

AS_IT_WAS = "没有可以撤销的改动"
# Where a draft keeps its pages as they were before each correction.
BEFORE = ".kept/before"

_UNSAFE = re.compile(r"[^\w.-]+|^\.+")
_LONGEST_NAME = 60
# Seconds that a page waits to be published.
KEPT = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Draft:
    """A file's pages that may be published; `given.stitched` where they were put together here.

    `edited` counts the corrections that can be undone.
    """

    identity: str
    given: Incoming
    replaces: bool
    warnings: tuple[str, ...]
    edited: int


class Drafts:
    """What waits for one library folder; it lies in a folder of its own."""

    def __init__(self, folder: Path, folders: Sequence[Path], state: Path) -> None:
        """`folder` is the one of `folders` that may be changed."""
        self._folder = folder
        self._folders = tuple(folders)
        self._drafts = state / "drafts"
        self._changes = Changes(folder)

    def draft(self, name: str, data: bytes, told: Told = lambda _: None) -> Draft:
        """Read and check a file that was sent.

        Raises:
            InputError: it can't be published; the reason names the file, not its folder.
            RunError: it can't be put together, or kept.
        """
        path = Path(_safe(name, data))
        self._sweep()
        identity = hashlib.blake2s(str(path).encode() + b"\0" + data, digest_size=6).hexdigest()
        try:
            return self._checked(identity, self._drafts / identity / path, data, told)
        except WenchengError as error:
            self.drop(identity)
            raise type(error)(self._without_folders(str(error), identity)) from None

    def _checked(self, identity: str, path: Path, data: bytes, told: Told) -> Draft:
        self.drop(identity)
        write_atomic(path, data)
        held = library.load(self._folders)
        if path.suffix == publish.SUFFIX:
            self._fetch_raw(path)
        else:
            self._reject_known(path, data)
        given = publish.incoming(path, held, told).with_reports()
        for name, content in publish.files_of(given).items():
            write_atomic(path.parent / name, content)
        found.keep(path.parent, given.stitched)
        publish.missing(given, self._folder, held, replacing=True)
        return self._draft(identity, given)

    def _fetch_raw(self, path: Path) -> None:
        """Put the raw page beside a library file that was sent, and what was read from it."""
        raw = library.read_page(path).page.raw
        for name in (raw.file, raw.file + stored.SUFFIX) if raw else ():
            if (beside := self._folder / name).is_file():
                write_atomic(path.parent / name, beside.read_bytes())

    def _reject_known(self, raw: Path, data: bytes) -> None:
        name = raw.with_suffix(publish.SUFFIX).name
        beside = self._folder / raw.name
        differs = beside.is_file() and beside.read_bytes() != data
        if (self._folder / name).exists() or differs:
            raise InputError(KNOWN.format(name=name))

    def _draft(self, identity: str, given: Incoming) -> Draft:
        files = [name + publish.SUFFIX for name in given.names]
        warned = [
            warning
            for file in files
            if (path := self._drafts / identity / file).is_file()
            for warning in checking.warnings(library.read_page(path))
        ]
        replaces = any((self._folder / file).exists() for file in files)
        return Draft(identity, given, replaces, tuple(warned), len(self._before(identity)))

    def edit(self, identity: str, change: Callable[[Page], Page], at: int = 0) -> Draft:
        """Change a page (from 0) of a draft.

        Raises:
            InputError: the draft is gone, or the change can't be made.
        """
        given = self.given(identity)
        given = given.with_page(at, change(given.pages[at]))
        held = library.load(self._folders)
        publish.missing(given, self._folder, held, replacing=True)
        path = self._drafts / identity / (given.names[at] + publish.SUFFIX)
        count = len(self._before(identity))
        write_atomic(path.parent / BEFORE / f"{count:05}-{path.name}", path.read_bytes())
        write_atomic(path, library.dump(given.pages[at]).encode())
        return self._draft(identity, given)

    def undo(self, identity: str) -> Draft:
        """Undo the last correction.

        Raises:
            InputError: the draft is gone, or as it was.
        """
        kept = self._before(identity)
        if not kept:
            raise InputError(AS_IT_WAS if self.files(identity) else GONE)
        _, _, name = kept[-1].name.partition("-")
        write_atomic(self._drafts / identity / name, kept[-1].read_bytes())
        kept[-1].unlink()
        return self._draft(identity, self.given(identity))

    def _before(self, identity: str) -> list[Path]:
        """The pages as they were before each correction, in order."""
        return sorted((self._drafts / identity / BEFORE).glob("*"))

    def look(self, identity: str) -> Draft:
        """A draft as it is now.

        Raises:
            InputError: it is gone.
        """
        return self._draft(identity, self.given(identity))

    def given(self, identity: str) -> Incoming:
        """What a draft would write.

        Raises:
            InputError: the draft is gone.
        """
        paths = self.files(identity)
        if not paths:
            raise InputError(GONE)
        pages = [library.read_page(path) for path in paths]
        document = pages[0].document()
        names = tuple(page.name for page in pages)
        stitched = found.held(paths[0].parent, pages[0].raw_text)
        return Incoming(names, tuple(page.page for page in pages), stitched, document=document)

    def files(self, identity: str) -> list[Path]:
        """The library files of a draft; none where it is gone."""
        paths = self._at(identity).glob(f"[!.]*{publish.SUFFIX}")
        return sorted(paths, key=lambda path: (len(path.name), path.name))

    def _at(self, identity: str) -> Path:
        """The folder of a draft; what cannot be one's identity leads to none that is there."""
        return self._drafts / (identity if is_name(identity) else ".none")

    def waiting(self) -> list[str]:
        """The identities of the drafts that can be published, the latest first."""
        folders = [folder for folder in self._drafts.glob("[!.]*") if self.files(folder.name)]
        return [f.name for f in sorted(folders, key=lambda f: f.stat().st_mtime, reverse=True)]

    def drop(self, identity: str) -> None:
        """Forget a draft that is published, or is not to be."""
        shutil.rmtree(self._at(identity), ignore_errors=True)

    def publish(self, identity: str) -> str | None:
        """Write a draft's files into the library, the raw file first; the draft stays.

        Returns:
            The identity of the change, to take it back by; None where the draft is gone.

        Raises:
            RunError: they can't be written; the library is as it was.
        """
        paths = sorted(self._at(identity).glob("[!.]*"), key=_last_yaml)
        if not paths or paths[-1].suffix != publish.SUFFIX:
            return identity if self.done(identity) else None
        files = {path.name: path.read_bytes() for path in paths}
        if not (known := self._changes.find(identity)):
            files = {name: files[name] for name in files if self._is_new(name, files[name])}
        elif set(known.states) <= set(files):
            files = {name: files[name] for name in known.states}
        publish.make(self._folder, publish.ADD, files, identity)
        return identity

    def _is_new(self, name: str, data: bytes) -> bool:
        """Whether a file is to be written: a raw page that is there is another page's too."""
        path = self._folder / name
        return path.suffix == publish.SUFFIX or not path.exists()

    def withdraw(self, page: LibraryPage, number: int, identity: str) -> str:
        """Take a section (counted from 1) out of its file; the last one takes the file with it.

        Returns:
            The identity of the change, as given.

        Raises:
            InputError: the page came with the program, or its file is another by now.
            RunError: the file can't be written.
        """
        from corpus.publishing.editing import drop

        return publish.write(page, self._folder, drop(page.page, number), identity)

    def require_own(self, page: LibraryPage) -> None:
        """Raise InputError where the page is not in the folder that may be changed."""
        publish.require_own(page, self._folder)

    def done(self, change: str) -> bool:
        """Whether a change was made, and nobody has changed the files since."""
        return self._changes.done(change)

    def take_back(self, change: str) -> bool:
        """Put what a change replaced in its place again; False where it was changed since.

        Raises:
            RunError: it can't be written.
        """
        return self._changes.take_back(change)

    def _sweep(self) -> None:
        self._changes.forget_old()
        for path in self._drafts.glob("*"):
            # Another process may be sweeping, too.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - KEPT:
                    self.drop(path.name)

    def _without_folders(self, reason: str, identity: str) -> str:
        """The reason without where the files lie: that is nobody's business in a chat."""
        for folder in (self._drafts / identity, *self._folders):
            reason = reason.replace(f"{folder}/", "")
        return reason


def _last_yaml(path: Path) -> tuple[bool, str]:
    return path.suffix == publish.SUFFIX, path.name


def _safe(name: str, data: bytes) -> str:
    """The name as one of a file beside others.

    Raises:
        InputError: it is of no kind that can be published.
    """
    path = Path(name)
    suffix = path.suffix.lower().replace(".yml", publish.SUFFIX)
    if suffix not in SUFFIXES:
        refuse_others(data, Path(path.name or "文件"))
        raise InputError(ONLY)
    stem = _UNSAFE.sub("-", path.stem)[:_LONGEST_NAME].strip("-")
    return ("page" if stem in ("", *_TAKEN) else stem) + suffix


def is_picture(name: str) -> bool:
    """Whether a file is a picture by its name: reading it takes a while."""
    return Path(name).suffix.lower() in PICTURES
