"""A passage: one paragraph with its attribution, the unit that is found and quoted."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.files import Progress, leaving_out
from corpus.section import Paragraph, Section, Span

if TYPE_CHECKING:
    from corpus.imports.records import PlainPassage
    from corpus.imports.survey import Place
    from corpus.library import Library, LibraryPage


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, word for word, and whose words it holds.

    `page` is the library file's name; `section` and `paragraph` count from 1; all three are None
    for an imported passage. `source` says where in the raw page the text stands.
    """

    id: str
    text: str
    city: str | None = None
    author: str | None = None
    office: str | None = None
    headline: str | None = None
    credit: str | None = None
    page: str | None = None
    section: int | None = None
    paragraph: int | None = None
    source: tuple[Span, ...] = ()


def passages(library: "Library", told: Progress = lambda _: None) -> Iterator[Passage]:
    """Every paragraph of the library, in reading order, under ids that outlast reloads.

    Imported passages come after those of pages; the bytes of each of their lines are told.

    Raises:
        InputError: a line of an import is bad.
    """
    yield from (passage for passage, _ in _of_pages(library))
    for held in library.imports:
        yield from (passage_of(record) for _, record in held.passages(told))


def require_once(library: "Library") -> None:
    """Raise InputError where an id stands twice; it names both places."""
    from corpus.imports.survey import reject_doubles, survey  # a question needs no YAML

    reject_doubles(places(library), [survey(held.path) for held in library.imports])


def without_bad_imports(library: "Library") -> "Library":
    """The library without those imports that are bad; all of them are read through."""
    from corpus.imports.survey import Import, Survey, reject_doubles, survey

    left_out, taken = [*library.left_out], places(library)
    imports: list[Import] = []
    surveys: list[Survey] = []
    for held in library.imports:
        with leaving_out(held.path, left_out):
            found = survey(held.path)
            reject_doubles(taken, [*surveys, found])
            surveys.append(found)
            imports.append(held)
    return replace(library, imports=tuple(imports), left_out=tuple(left_out))


def places(library: "Library") -> "dict[str, Place]":
    """Where the passages of pages stand in the library's files, by their ids."""
    return {passage.id: place for passage, place in _of_pages(library)}


def passage_of(record: "PlainPassage") -> Passage:
    """A plain passage as the index takes it; its title is searched as a headline is."""
    return Passage(
        id=record.id,
        text=record.text,
        city=record.city,
        author=record.author,
        office=record.office,
        headline=record.headline or record.title,
        credit=record.credit,
    )


def _of_pages(library: "Library") -> "Iterator[tuple[Passage, Place]]":
    seen: Counter[str] = Counter()
    for page, number, section in library.sections():
        for order, paragraph in enumerate(section.paragraphs, 1):
            key = _key(section, paragraph)
            seen[key] += 1
            identity = key if seen[key] == 1 else f"{key}-{seen[key]}"
            passage = _passage(identity, page, number, section, order, paragraph)
            yield passage, (page.path, page.lines[number - 1])


def _key(section: Section, paragraph: Paragraph) -> str:
    """A digest of the words and whose they are: neither the file's name nor the order counts."""
    words = (section.city, section.author, section.headline, paragraph.text)
    return hashlib.blake2s("\0".join(w or "" for w in words).encode(), digest_size=6).hexdigest()


def _passage(
    identity: str,
    page: "LibraryPage",
    number: int,
    section: Section,
    order: int,
    paragraph: Paragraph,
) -> Passage:
    return Passage(
        id=identity,
        text=paragraph.text,
        city=section.city,
        author=section.author,
        office=section.office,
        headline=section.headline,
        credit=section.credit,
        page=page.name,
        section=number,
        paragraph=order,
        source=paragraph.spans,
    )
