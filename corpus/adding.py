"""Adding a page to a library: its file and the raw page beside it; nothing is overwritten."""

import difflib
from pathlib import Path

from corpus import library
from corpus.errors import RunError, reason
from corpus.files import reading, write_atomic
from corpus.library import Library, LibraryPage
from corpus.section import Page


class ConflictError(RunError):
    """A file of that name is there and differs; it may have been mended by hand, so it stands.

    `diff` are the lines of a unified diff from what is there to what would have been written.
    """

    def __init__(self, path: Path, diff: list[str]) -> None:
        super().__init__(f"{path}：已有，且内容不同，没有改动它")
        self.diff = diff


def add(page: Page, raw: Path | None, target: Path, held: Library) -> bool:
    """Write the library file `target`, and the raw page beside it; False where both are there.

    Args:
        page: what the library file is to say.
        raw: the raw page it was taken from.
        target: the library file.
        held: the library it joins.

    Raises:
        InputError: a section of the page stands in the library already.
        ConflictError: a file of that name is there and differs.
        RunError: a file can't be written; what was there before still is.
    """
    text = library.dump(page)
    if target.exists():
        _require_same(target, text.encode())
        return False
    others = tuple(other for other in held.pages if other.path != target)
    joined = LibraryPage(target, page, (1,) * len(page.sections), None)
    library.reject_doubles(Library((*others, joined)))
    if raw is not None:
        _copy(raw, target.parent / raw.name)
    write_atomic(target, text.encode())
    return True


def _copy(raw: Path, target: Path) -> None:
    try:
        data = raw.read_bytes()
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"{error.filename}：{reason(error)}") from None
    if target.exists():
        _require_same(target, data)
    else:
        write_atomic(target, data)


def _require_same(path: Path, data: bytes) -> None:
    with reading(path):
        present = path.read_bytes()
    if present != data:
        old, new = (text.decode("utf-8", "replace").splitlines() for text in (present, data))
        raise ConflictError(path, list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:])
