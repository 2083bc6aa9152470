"""Pages into a library's folder: read, checked against what is there, written as one change.

Beside a page's YAML stand the raw file and, but for plain text, what was read from it. What is
there already and differs is not overwritten unless that is asked for: it may have been mended.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import library
from corpus.errors import InputError, RunError
from corpus.files import reading
from corpus.imports.survey import SUFFIX as IMPORT
from corpus.library import Library, LibraryPage
from corpus.publishing import comparing
from corpus.publishing.changes import Changes, Files, alone
from corpus.publishing.naming import require_name
from corpus.reading import stored
from corpus.reading.document import Told
from corpus.reading.lines import Document
from corpus.reading.text import read_bytes
from corpus.section import Page, RawPage
from corpus.stitching.result import Stitched
from corpus.stitching.stitch import stitch_bytes

SUFFIX = ".yaml"
ADD, REPLACE, REMOVE, RENAME, EDIT = "添加", "换", "删去", "改名", "修改"
"""What a change is called."""

CONFLICT = "{path}：已有，且内容不同，没有改动它"
IMPORTED = "是一条条的段落，请用 wencheng corpus import {file}"
NOT_OWN = "{path}：是程序自带的，不能改动"
NO_SECTIONS = "{path}：没有留下一篇报道，没有添加"


class ConflictError(RunError):
    """A file of that name is there and differs; it may have been mended by hand, so it stands.

    `differences` are lines for a person: what would have been otherwise.
    """

    def __init__(self, path: Path, differences: Sequence[str]) -> None:
        super().__init__(CONFLICT.format(path=path))
        self.path = path
        self.differences = list(differences)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way into a library.

    Attributes:
        names: what each page is called there.
        pages: what would be written of each.
        stitched: how each was put together; none for a library file made elsewhere.
        raw: the raw file's bytes, None where there is none.
        document: what was read from it.
    """

    names: tuple[str, ...]
    pages: tuple[Page, ...]
    stitched: tuple[Stitched, ...] = ()
    raw: bytes | None = None
    document: Document | None = None

    def with_page(self, number: int, page: Page) -> "Incoming":
        """With another page in the place of one, counted from 0."""
        return replace(self, pages=(*self.pages[:number], page, *self.pages[number + 1 :]))

    def with_reports(self) -> "Incoming":
        """Without the pages that hold no report; all of them where none does."""
        held = [n for n, page in enumerate(self.pages) if page.sections] or range(len(self.pages))
        names, pages = tuple(self.names[n] for n in held), tuple(self.pages[n] for n in held)
        stitched = tuple(self.stitched[n] for n in held) if self.stitched else ()
        return replace(self, names=names, pages=pages, stitched=stitched)

    def renamed(self, name: str) -> "Incoming":
        """Under another name, with numbers behind it where the file has several pages."""
        if len(self.names) == 1:
            return replace(self, names=(name,))
        numbers = (held.rpartition("-")[2] for held in self.names)
        return replace(self, names=tuple(f"{name}-{number}" for number in numbers))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know of how well the file could be read."""
        return self.document.warnings if self.document else ()


def incoming(path: Path, held: Library, told: Told = lambda _: None) -> Incoming:
    """Read a file of any kind: a raw page, which is put together, or a library file.

    Raises:
        InputError: it can't be read, or holds no report.
        RunError: the run failed on the way.
    """
    if path.suffix.lower() in (SUFFIX, ".yml"):
        return _written(path)
    if path.suffix.lower() == IMPORT:
        raise InputError.at(path, None, IMPORTED.format(file=path.name))
    data = read_bytes(path)
    stitched, document = stitch_bytes(data, path, held, told)
    raw = RawPage(path.name, hashlib.sha256(data).hexdigest())
    name = path.stem
    names = (name,) if len(stitched) == 1 else tuple(f"{name}-{p.number}" for p in stitched)
    pages = tuple(page.page(raw) for page in stitched)
    return Incoming(names, pages, tuple(stitched), data, document)


def _written(path: Path) -> Incoming:
    """A library file made elsewhere, and the raw page that lies beside it."""
    held, document = library.read(path, all_kinds=True)
    if held.raw_path is None:
        return Incoming((path.stem,), (held.page,))
    with reading(held.raw_path):
        data = held.raw_path.read_bytes()
    return Incoming((path.stem,), (held.page,), raw=data, document=document)


def files_of(given: Incoming) -> dict[str, bytes]:
    """What is to be written, by name: the raw file, what was read from it, the library files."""
    files: dict[str, bytes] = {}
    raw = next((page.raw for page in given.pages if page.raw), None)
    if given.raw is not None and raw is not None:
        files[raw.file] = given.raw
        if given.document and is_kept(given.document):
            files[raw.file + stored.SUFFIX] = stored.dump(given.document, given.raw)
    for name, page in zip(given.names, given.pages, strict=True):
        if page.sections:
            files[name + SUFFIX] = library.dump(page).encode()
    return files


def is_kept(document: Document) -> bool:
    """Whether what was read is kept: plain text can be read again at any time."""
    return type(document) is not Document or bool(document.sheets)


def add(given: Incoming, folder: Path, held: Library, *, replacing: bool = False) -> str | None:
    """Write a file's pages into a library's folder, all or none.

    Args:
        given: the pages.
        folder: the library's folder.
        held: the library that they join.
        replacing: whether files that are there and differ are replaced.

    Returns:
        The change's identity, None where all is there already.

    Raises:
        InputError: no report is left of the pages, or one stands in the library already, or a
            file may not be called as it is.
        ConflictError: a file of such a name is there and differs.
        RunError: a file can't be written; what was there before still is.
    """
    files = missing(given, folder, held, replacing=replacing)
    if not files:
        return None
    return make(folder, ADD, files)


def missing(
    given: Incoming, folder: Path, held: Library, *, replacing: bool = False
) -> dict[str, bytes]:
    """The files that `add` would write; it raises the same errors."""
    if not any(page.sections for page in given.pages):
        raise InputError(NO_SECTIONS.format(path=folder / (given.names[0] + SUFFIX)))
    files = files_of(given)
    for name in files:
        require_name(name)
    if all(_holds(folder / name, files[name]) for name in files if name.endswith(SUFFIX)):
        # What was read may have been read otherwise since; the spans there count in what is there.
        kept = [n for n in files if n.endswith(stored.SUFFIX) and (folder / n).is_file()]
        files = {name: data for name, data in files.items() if name not in kept}
    files = {name: data for name, data in files.items() if not _holds(folder / name, data)}
    if not replacing:
        for name in files:
            if (folder / name).exists():
                raise ConflictError(folder / name, _otherwise(folder / name, given))
    library.reject_doubles(joined(given, folder, held))
    return files


def _otherwise(path: Path, given: Incoming) -> list[str]:
    if path.suffix != SUFFIX:
        return []
    return differences(path, given.pages[given.names.index(path.stem)])


def differences(path: Path, page: Page) -> list[str]:
    """What a library file and the page that would be written there say otherwise, for a person."""
    try:
        return list(comparing.differences(library.read_page(path), page))
    except InputError as error:
        return [str(error)]


def joined(given: Incoming, folder: Path, held: Library) -> Library:
    """The library with a file's pages in the folder, instead of those that they replace there."""
    targets = [folder / (name + SUFFIX) for name in given.names]
    others = (page for page in held.pages if page.path not in targets)
    new = (
        LibraryPage(target, page, (1,) * len(page.sections), None)
        for target, page in zip(targets, given.pages, strict=True)
    )
    return replace(held, pages=(*others, *new))


def _holds(path: Path, data: bytes) -> bool:
    if not path.is_file():
        return False
    with reading(path):
        return path.read_bytes() == data


def remove(page: LibraryPage, folder: Path, held: Library) -> str:
    """Remove a page, with its raw file where no other page needs that.

    Returns:
        The change's identity.

    Raises:
        InputError: the page came with the program.
        RunError: a file can't be removed.
    """
    require_own(page, folder)
    names = [page.path.name, *(_raw_files(page) if not _is_shared(page, held) else ())]
    return make(folder, REMOVE, dict.fromkeys(names))


def rename(page: LibraryPage, folder: Path, name: str) -> str:
    """Give a page another name; its passages are cited under that from then on.

    Raises:
        InputError: the page came with the program, or the name is taken, or is none.
        RunError: a file can't be written.
    """
    require_own(page, folder)
    require_name(name + SUFFIX)
    target = folder / (name + SUFFIX)
    with alone(folder):
        if target.exists():
            raise InputError(f"{target}：已有这一版")
        with reading(page.path):
            data = page.path.read_bytes()
        return make(folder, RENAME, {target.name: data, page.path.name: None})


def write(page: LibraryPage, folder: Path, changed: Page, identity: str = "") -> str:
    """Put a page in the place of another of the same name; one without reports goes.

    Raises:
        InputError: the page came with the program, or its file is another by now.
        RunError: the file can't be written.
    """
    require_own(page, folder)
    data = library.dump(changed).encode() if changed.sections else None
    with alone(folder):
        if library.read_page(page.path).page != page.page:
            raise InputError(f"{page.path.name} 后来改过，请先重新载入")
        return make(folder, EDIT, {page.path.name: data}, identity)


def require_own(page: LibraryPage, folder: Path) -> None:
    """Raise InputError where a page is not in the folder that may be changed."""
    if page.path.parent != folder:
        raise InputError(NOT_OWN.format(path=page.path.name))


def make(folder: Path, what: str, files: Files, identity: str = "") -> str:
    """Make a change; its identity is a new one where none is given: the same may be made again."""
    identity = identity or secrets.token_hex(6)
    pages = [n for n in files if n.endswith((SUFFIX, IMPORT)) and n not in library.OWN]
    what = REPLACE if what == ADD and any((folder / n).exists() for n in pages) else what
    names = [Path(name).stem for name in pages]
    Changes(folder).forget_old()
    Changes(folder).make(identity, " ".join([what, *names]), files)
    return identity


def _raw_files(page: LibraryPage) -> list[str]:
    raw = page.page.raw
    names = [raw.file, raw.file + stored.SUFFIX] if raw else []
    return [name for name in names if (page.path.parent / name).is_file()]


def _is_shared(page: LibraryPage, held: Library) -> bool:
    """Whether another page of the folder came from the same raw file."""
    raw = page.page.raw
    return raw is not None and any(
        other.path != page.path
        and other.path.parent == page.path.parent
        and other.page.raw is not None
        and other.page.raw.file == raw.file
        for other in held.pages
    )
