"""A passage: one paragraph with its attribution, the unit that is found and quoted."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.library import Library, LibraryPage
from corpus.section import Paragraph, Section, Span


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


def passages(library: Library) -> tuple[Passage, ...]:
    """Every paragraph of the library, in reading order, under ids that outlast reloads."""
    return tuple(_passages(library))


def _passages(library: Library) -> Iterator[Passage]:
    seen: Counter[str] = Counter()
    for page, number, section in library.sections():
        for place, paragraph in enumerate(section.paragraphs, 1):
            key = _key(section, paragraph)
            seen[key] += 1
            identity = key if seen[key] == 1 else f"{key}-{seen[key]}"
            yield _passage(identity, page, number, section, place, paragraph)


def _key(section: Section, paragraph: Paragraph) -> str:
    """A digest of the words and whose they are: neither the file's name nor the order counts."""
    words = (section.city, section.author, section.headline, paragraph.text)
    return hashlib.blake2s("\0".join(w or "" for w in words).encode(), digest_size=6).hexdigest()


def _passage(
    identity: str,
    page: LibraryPage,
    number: int,
    section: Section,
    place: int,
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
        paragraph=place,
        source=paragraph.spans,
    )
