"""A passage: one paragraph with its attribution, the unit that is found and quoted."""

from dataclasses import dataclass

from corpus.span import Span


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
