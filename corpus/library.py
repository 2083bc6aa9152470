"""The library on disk: folders of YAML files, one a page, read whole or not at all."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from corpus import pins, strict
from corpus.doubles import Heads
from corpus.errors import InputError
from corpus.files import LeftOut, leaving_out, read_text, regular
from corpus.imports import survey
from corpus.imports.survey import Import
from corpus.reading import stored
from corpus.reading.kinds import FileKind, kind_of
from corpus.reading.lines import Document, PlacedBox
from corpus.section import Page, Paragraph, Section, Span

# Bytes of a raw page; a larger one is taken for another.
MAX_RAW = 200_000_000
ALIASES = "aliases.txt"
"""The file of short names for places, in a library's folder."""
OWN = frozenset({ALIASES, pins.FILE, pins.TERMS})
"""Names in a library's folder that no page, and no raw page, may have."""


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A page, the YAML file it was read from, and the line of each of its sections there.

    `raw_text` is the raw page as decoded, None where it is missing or no longer the one recorded;
    the spans of paragraphs are kept only where they still say where the text was taken from.
    """

    path: Path
    page: Page
    lines: tuple[int, ...]
    raw_text: str | None

    @property
    def name(self) -> str:
        """The file's stem: what passages are cited under."""
        return self.path.stem

    @property
    def raw_path(self) -> Path | None:
        """The raw page beside the file; None where the page names none, or it is another by now."""
        raw = self.page.raw
        return None if raw is None or self.raw_text is None else self.path.parent / raw.file

    def document(self) -> Document | None:
        """What was read from the raw page, with lines and boxes; None where it was plain text.

        Raises:
            InputError: the file it is kept in can't be read.
        """
        raw = self.page.raw
        return stored.load(self.path.parent / raw.file, raw.sha256) if raw else None

    def boxes(self, spans: Sequence[Span]) -> list[PlacedBox]:
        """Where the words at spans stand on the raw page, a box a line; none for plain text.

        Raises:
            InputError: the file it is kept in can't be read.
        """
        document = self.document()
        return document.boxes(spans) if document else []


@dataclass(frozen=True, slots=True)
class Library:
    """All pages and imports: by folder in the order given, then by file name.

    `aliases` are short names that people use for places, each with the place it stands for;
    `left_out` are files that are bad, where the rest was asked for all the same.
    """

    pages: tuple[LibraryPage, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    imports: tuple[Import, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def sections(self) -> Iterator[tuple[LibraryPage, int, Section]]:
        """Each section with its page and its number on the page, counted from 1."""
        for page in self.pages:
            for number, section in enumerate(page.page.sections, 1):
                yield page, number, section


def load(folders: Sequence[Path], left_out: list[LeftOut] | None = None) -> Library:
    """Read every page of the folders, and find the imports; a folder that is not there holds none.

    A folder may hold `aliases.txt` too: a short name and a place on each line. Imports are not
    read: what is wrong with one is told where its passages are asked for.

    Args:
        folders: hidden files, and what is no regular file, are no part of them.
        left_out: takes the files that are bad; without it one is an error.

    Raises:
        InputError: a file is bad, or a section stands twice. Nothing is loaded then.
    """
    pages: list[LibraryPage] = []
    aliases: list[tuple[str, str]] = []
    imports: list[Import] = []
    heads = Heads()
    for folder in folders:
        with leaving_out(folder, left_out):
            imports += survey.imports_in(folder)
        for path in _regular(folder, left_out):
            with leaving_out(path, left_out):
                if path.suffix == ".yaml" and path.name != pins.FILE:
                    page = read_page(path)
                    heads.add(page.path, page.page, page.lines)
                    pages.append(page)
                elif path.name == ALIASES:
                    aliases += [*read_aliases(path)]
    return Library(tuple(pages), tuple(aliases), tuple(imports), tuple(left_out or ()))


def _regular(folder: Path, left_out: list[LeftOut] | None) -> list[Path]:
    with leaving_out(folder, left_out):
        return regular(folder)
    return []


def read_aliases(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of a short name and a place, one a line; `#` starts a comment.

    Raises:
        InputError: a line holds something else.
    """
    for number, line in enumerate(read_text(path).splitlines(), 1):
        words = line.partition("#")[0].split()
        if len(words) not in (0, 2):
            raise InputError.at(path, number, "应是“短名 地名”两个词")
        if words:
            yield words[0], words[1]


def read_page(path: Path) -> LibraryPage:
    """Read one library file as `load` does: see `read`."""
    return read(path)[0]


def read(path: Path, *, all_kinds: bool = False) -> tuple[LibraryPage, Document | None]:
    """Read one library file, and what its raw page says.

    Args:
        path: the library file.
        all_kinds: whether a raw page of which nothing is kept is read whatever it is; a scan takes
            a minute. Else only where it is plain text.

    Raises:
        InputError: it is bad; the message names the file, the line and the key.
        RunError: the process that reads pictures died.
    """
    document = strict.read(path, Page)
    page = document.value
    if page.raw is not None and Path(page.raw.file).name != page.raw.file:
        raise InputError.at(
            path, document.lines["raw.file"], "raw.file：只能是同一文件夹里的文件名"
        )
    raw = _raw(path, page, all_kinds=all_kinds)
    raw_text = raw.text if raw else None
    lines = tuple(document.lines[f"sections[{n}]"] for n in range(1, len(page.sections) + 1))
    return LibraryPage(path, _keep_true_spans(page, raw_text), lines, raw_text), raw


def _raw(path: Path, page: Page, *, all_kinds: bool) -> Document | None:
    if page.raw is None:
        return None
    raw = path.parent / page.raw.file
    try:
        small = raw.is_file() and raw.stat().st_size <= MAX_RAW
        data = raw.read_bytes() if small else b""
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != page.raw.sha256:
        return None
    if kept := stored.load(raw, page.raw.sha256):
        return kept
    if not all_kinds and kind_of(data) is not FileKind.TEXT:
        return None
    # Imported here: what reads a PDF takes long to load.
    from corpus.reading.document import document_of

    try:
        return document_of(data, raw)
    except InputError:
        return None


def _keep_true_spans(page: Page, raw_text: str | None) -> Page:
    """Drop the spans of paragraphs that were mended by hand: those no longer quote the raw page."""

    def true(paragraph: Paragraph) -> Paragraph:
        quoted = raw_text is not None and _quote(raw_text, paragraph.spans) == paragraph.text
        return paragraph if quoted else replace(paragraph, spans=())

    sections = (replace(s, paragraphs=tuple(map(true, s.paragraphs))) for s in page.sections)
    return replace(page, sections=tuple(sections))


def _quote(raw_text: str, spans: Sequence[Span]) -> str:
    """The characters at the spans, joined; none at a span that is not on the page."""
    return "".join(raw_text[a:b] for a, b in spans if 0 <= a < b <= len(raw_text))


def reject_doubles(library: Library) -> None:
    """Raise InputError where two sections have the same head; it names both places."""
    heads = Heads()
    for page in library.pages:
        heads.add(page.path, page.page, page.lines)


def dump(page: Page) -> str:
    """The page as a library file's text; `read_page` reads it back equal."""
    return yaml.dump(
        _plain(page), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf")
    )


def _plain(page: Page) -> dict[str, Any]:
    raw = None if page.raw is None else {"file": page.raw.file, "sha256": page.raw.sha256}
    return {
        "title": list(page.title),
        "date": page.date,
        "publication": page.publication,
        "raw": raw,
        "sections": [_plain_section(section) for section in page.sections],
        "captions": list(page.captions),
    }


def _plain_section(section: Section) -> dict[str, Any]:
    more = {
        "kicker": section.kicker,
        "subtitle": section.subtitle,
        "reporters": _Flow(section.reporters),
        "continued": section.continued,
    }
    return {
        "city": section.city,
        "author": section.author,
        "office": section.office,
        "headline": section.headline,
        "credit": section.credit,
        "paragraphs": [_plain_paragraph(paragraph) for paragraph in section.paragraphs],
        **{key: value for key, value in more.items() if value},
    }


def _plain_paragraph(paragraph: Paragraph) -> dict[str, Any]:
    spans = _Flow([list(span) for span in paragraph.spans])
    plain = {"text": _Block(paragraph.text), "spans": spans}
    return {**plain, "subhead": True} if paragraph.subhead else plain


class _Block(str):
    """A text written as a YAML block, so that people mend it without minding quotes."""


class _Flow(list[Any]):
    """A list written on one line."""


class _Dumper(yaml.SafeDumper):
    """Plain values in blocks, but for the two types above."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A block where one is asked for; in quotes where a reader would take NEL for a line feed."""
    style = '"' if "\x85" in text else "|" if isinstance(text, _Block) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(_Block, _represent_text)
_Dumper.add_representer(
    _Flow, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True)
)
