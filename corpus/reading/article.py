"""A document that holds one report, and says itself what its parts are: a Word file, a web page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from corpus.reading.lines import Document
from corpus.section import Span


class Role(Enum):
    """What a part of a document is, as far as its own marks say."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    SUBHEAD = "subhead"
    TEXT = "text"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the document: the text at `spans`, several where its lines are wrapped."""

    spans: tuple[Span, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself outside its text; None where it does not."""

    author: str | None = None
    publication: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Article(Document):
    """What was read from such a document: its parts one behind the other in `text`.

    `extent` is where in the text it stands, () for all of it.
    """

    parts: tuple[Part, ...] = ()
    about: About = About()
    extent: tuple[Span, ...] = ()

    @classmethod
    def made_of(cls, parts: Iterable[tuple[str, Role]], about: About) -> "Article":
        """Place the parts in one text, parted by blank lines; those without words are none."""
        text, placed = "", []
        for words, role in parts:
            if words.strip():
                placed.append(Part(((len(text), len(text) + len(words)),), role))
                text += words + "\n\n"
        return cls(text, parts=tuple(placed), about=about)

    def words(self, part: Part) -> str:
        """What a part says."""
        return "".join(self.text[start:end] for start, end in part.spans)
