"""The nouns of the corpus: a page of a newspaper, its sections (a report each), paragraphs."""

from dataclasses import dataclass, field
from datetime import date

Span = tuple[int, int]
"""Half-open range of code points, of the decoded raw page where it says where a text stands there:
no byte-order mark, line ends kept."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as printed. The raw page's characters at `spans`, joined, equal `text`.

    `spans` is empty for text that was mended by hand or imported. `subhead` says that it is a
    small headline inside the report.
    """

    text: str
    spans: tuple[Span, ...] = ()
    subhead: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One report. The author is the official who speaks; the credit names the reporters.

    `city` is the place as the head line or the dateline names it, without 市; `paragraphs` keep
    the closing credit as printed, and `credit` repeats its words, or those of a byline set apart.
    Author and office are None where nobody speaks. `continued` says on which page of the paper it
    goes on or began (第3版).
    """

    city: str | None
    author: str | None
    office: str | None
    headline: str | None
    credit: str | None
    paragraphs: tuple[Paragraph, ...]
    kicker: str | None = None
    subtitle: str | None = None
    reporters: tuple[str, ...] = ()
    continued: str | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """The page as the extractor printed it: a file beside the library file, and its SHA-256."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a newspaper: title lines (kickers and headline, in page order) and reports."""

    title: tuple[str, ...] = field(metadata={"may_be_empty": True})
    date: date | None
    publication: str | None
    raw: RawPage | None
    sections: tuple[Section, ...]
    captions: tuple[str, ...] = ()
