"""The records of a library: its passages and its pages, each a line of JSON, once.

They lie in tables of strings, `passages` and `pages`, beside `library`, which says where the pages
and imports were found; the embedded index and OpenSearch read the same.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus import codec
from corpus.files import LeftOut
from corpus.section import Page
from retrieval.storage import strings
from retrieval.storage.blocks import Array
from retrieval.storage.strings import Strings
from retrieval.storage.tables import Tables, below, prefixed

if TYPE_CHECKING:
    from corpus.library import Library, LibraryPage

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LibraryFiles:
    """A library's files: each one's folder (a number in `folders`) and name; an import's stamp."""

    folders: tuple[str, ...]
    pages: tuple[tuple[int, str], ...]
    imports: tuple[tuple[int, str, Stamp | None], ...]
    aliases: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """A library page without its path."""

    page: Page
    lines: tuple[int, ...]
    raw_text: str | None


# Pages that were asked for by name and are asked for again: those of the answers at hand.
REMEMBERED = 50


class Pages:
    """The pages of a library, each read when it is asked for."""

    def __init__(self, held: Tables) -> None:
        self._found = held["library"]
        self._records = Strings(below("pages", held))
        self._read: dict[str, LibraryPage] = {}

    @cached_property
    def library(self) -> "Library":
        """All of them, as they were loaded."""
        from corpus.imports.survey import Import  # an answer needs neither
        from corpus.library import Library

        imports = (Import(self._path(n, name), stamp) for n, name, stamp in self.found.imports)
        pages = map(self._page, range(len(self.found.pages)))
        return Library(tuple(pages), self.found.aliases, tuple(imports))

    def named(self, name: str) -> "LibraryPage | None":
        """The page that passages are cited under; None where there is none."""
        # Threads share it: what one lets go of, another still holds.
        if (known := self._read.get(name)) is not None:
            return known
        stems = (Path(file).stem for _, file in self.found.pages)
        row = next((row for row, stem in enumerate(stems) if stem == name), None)
        if row is None:
            return None
        if len(self._read) >= REMEMBERED:
            self._read.clear()
        page = self._read[name] = self._page(row)
        return page

    @cached_property
    def found(self) -> LibraryFiles:
        """Where they were found."""
        return codec.loads(self._found.tobytes().decode("utf-8", "surrogateescape"), LibraryFiles)

    def _page(self, row: int) -> "LibraryPage":
        from corpus.library import LibraryPage

        held = codec.loads(self._records[row], _Held)
        return LibraryPage(self._path(*self.found.pages[row]), held.page, held.lines, held.raw_text)

    def _path(self, folder: int, name: str) -> Path:
        """Where the folders are another machine's, the name alone."""
        return Path(self.found.folders[folder], name) if self.found.folders else Path(name)


def pack(library: "Library") -> dict[str, Array]:
    """The arrays that `Pages` reads."""
    paths = [*(page.path for page in library.pages), *(one.path for one in library.imports)]
    folders = {folder: n for n, folder in enumerate(dict.fromkeys(path.parent for path in paths))}
    found = LibraryFiles(
        folders=tuple(map(str, folders)),
        pages=tuple((folders[p.path.parent], p.path.name) for p in library.pages),
        imports=tuple((folders[i.path.parent], i.path.name, i.stamp) for i in library.imports),
        aliases=library.aliases,
        left_out=library.left_out,
    )
    held = (_Held(page.page, page.lines, page.raw_text) for page in library.pages)
    return {"library": _bytes(found), **prefixed("pages", strings.pack(map(codec.dumps, held)))}


def for_others(held: Tables) -> Array:
    """`library` as another machine takes it: names of pages, without the folders of this one."""
    return _bytes(replace(Pages(held).found, folders=(), imports=(), left_out=()))


def _bytes(found: LibraryFiles) -> Array:
    return np.frombuffer(codec.dumps(found).encode("utf-8", "surrogateescape"), np.uint8)
