"""Whose words a passage holds: the line above it, the citation to copy, its place on the page."""

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.telegram import messages
from bot.telegram.markup import Run
from corpus.library import LibraryPage
from corpus.span import Span
from retrieval.answer import Hit
from retrieval.passage import Passage
from retrieval.snapshot import Snapshot
from retrieval.text import sentences

# Code points that a citation quotes, where a sentence is not longer than that by itself; and of
# each passage, where one reply cites several.
_QUOTED = 120
_QUOTED_OF_SEVERAL = 40


def page_of(snapshot: Snapshot, passage: Passage) -> LibraryPage | None:
    """The page a passage stands on, None for an imported one."""
    pages = snapshot.library.pages
    return next((held for held in pages if held.name == passage.page), None)


def dated(snapshot: Snapshot) -> bool:
    """Whether the library holds pages of several dates."""
    return len({held.page.date for held in snapshot.library.pages} - {None}) > 1


def head(snapshot: Snapshot, passage: Passage) -> Iterator[Run]:
    """City, author and office in a line, the headline in the next, with the date if need be."""
    who = " · ".join(name for name in (passage.city, passage.author) if name)
    office = messages.OFFICE.format(office=passage.office) if passage.office else ""
    lines = [[Run(who, "b"), Run(office)]] if who or office else []
    title = messages.HEADLINE.format(headline=passage.headline) if passage.headline else ""
    held = page_of(snapshot, passage) if dated(snapshot) else None
    date = messages.date(held.page.date) if held and held.page.date else ""
    if title or date:
        lines.append([Run(" ".join(filter(None, (title, date))))])
    for number, line in enumerate(lines):
        yield from [Run("\n")] if number else []
        yield from line


def printed_credit(passage: Passage) -> str:
    """The credit as the page prints it at the report's end, empty where there is none."""
    return messages.CREDIT.format(credit=passage.credit) if passage.credit else ""


def key_sentence(passage: Passage, marks: tuple[Span, ...]) -> str:
    """The sentence with most of the marks; the whole passage where that is short."""
    text = passage.text.removesuffix(printed_credit(passage)).strip()
    if len(text) <= _QUOTED:
        return text
    parts = sentences(text)
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
    held = [
        sum(end - len(part) <= start < end for start, _ in marks)
        for part, end in zip(parts, ends, strict=True)
    ]
    return parts[held.index(max(held))].strip("；; \n")


def citation(snapshot: Snapshot, hit: Hit) -> str:
    """The words to copy into a text of one's own: quotation, speaker, headline, paper and date."""
    return _cited(snapshot, hit.passage, key_sentence(hit.passage, hit.highlights))


def citations(snapshot: Snapshot, hits: Iterable[Hit]) -> str:
    """A citation a line, each of a few words."""
    points = ((hit.passage, key_sentence(hit.passage, hit.highlights)) for hit in hits)
    return "\n".join(_cited(snapshot, passage, _shortened(point)) for passage, point in points)


def _shortened(point: str) -> str:
    line = " ".join(point.split())
    return line if len(line) <= _QUOTED_OF_SEVERAL else line[:_QUOTED_OF_SEVERAL] + messages.CUT


def _cited(snapshot: Snapshot, passage: Passage, words: str) -> str:
    held = page_of(snapshot, passage)
    page = held.page if held else None
    date = messages.date(page.date) if page and page.date else ""
    paper = " ".join(filter(None, (page.publication if page else "", date)))
    title = messages.HEADLINE.format(headline=passage.headline) if passage.headline else ""
    source = messages.CITED_JOIN.join(filter(None, (passage.author, title, paper)))
    quotation = messages.CITED.format(text=words)
    return f"{quotation}{messages.CITED_BY}{source}" if source else quotation


def excerpt(raw_text: str, spans: tuple[Span, ...], around: int = 40) -> Iterator[Run]:
    """The raw page around a passage's first piece, that piece marked."""
    start, end = spans[0]
    yield Run("……" + raw_text[max(0, start - around) : start])
    yield Run(raw_text[start:end], "b")
    yield Run(raw_text[end : end + around] + "……")


def places(spans: tuple[Span, ...]) -> str:
    """Where in the raw page the passage stands, for people: characters counted from 1."""
    pieces = (messages.PIECE.format(first=start + 1, last=end) for start, end in spans)
    return messages.LIST_JOIN.join(chain(pieces))
