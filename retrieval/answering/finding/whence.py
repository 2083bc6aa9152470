"""Where it is from: which place says a thing, and which newspaper printed it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from corpus.section import Page
from retrieval.answering.asked.asks import Asks
from retrieval.answering.asked.question import Question
from retrieval.answering.finding import attribution
from retrieval.answering.finding.choice import literal
from retrieval.answering.finding.cities import by_place, saying
from retrieval.answering.found import Found, listed, silent
from retrieval.answering.telling import messages
from retrieval.answering.telling.theme import quoted
from retrieval.index.store import Scope
from retrieval.snapshot import Snapshot
from retrieval.text.fold import lazy

# Reports looked at for the newspapers of a library.
LOOKED_AT = 200
_NUMBER = lazy("版", needs="版")


def whence(snapshot: Snapshot, asked: Question, scope: Scope) -> Found | None:
    """The places that say it, every word of it; None where the passages are to be asked."""
    if not asked.theme.strip():
        return _of_last(snapshot, asked, scope)
    candidates = by_place(snapshot, asked.terms, Scope(snapshot.cities, rows=asked.rows))
    said = [
        one
        for one in saying(snapshot, asked, candidates, strict=True)
        if literal(snapshot, asked, one.row)
    ]
    if not said:
        return silent(messages.unknown(snapshot, quoted(asked))) if asked.identifiers else None
    cities = [snapshot.passages[one.row].city or "" for one in said]
    return listed(said, messages.places(cities, quoted(asked)))


def _of_last(snapshot: Snapshot, asked: Question, scope: Scope) -> Found | None:
    """Whose report the last answer is of, or which place somebody is of."""
    if asked.after is not None:
        passage = snapshot.passages[asked.after]
        return Found([asked.after], messages.from_place(passage), whole=1)
    if asked.people:
        return attribution.speaker(snapshot, replace(asked, asks=Asks.SPEAKER), scope)
    return silent(messages.nothing_asked(snapshot))


def paper(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """The newspapers and dates of the reports asked about, of all where none is."""
    firsts = [section[0] for section in islice(snapshot.sections(scope), LOOKED_AT)]
    named = dict.fromkeys(snapshot.passages[row].page for row in firsts)
    papers = list(dict.fromkeys(told for name in named if (told := _paper(snapshot, name))))
    place = (snapshot.passages[firsts[0]].city or "") if len(firsts) == 1 else ""
    number = messages.NO_PAGE_NUMBER if _NUMBER.search(asked.asked) else ""
    said = messages.paper(papers, place) + number
    return Found(firsts[:1], said, whole=1) if papers and len(firsts) == 1 else silent(said)


def _paper(snapshot: Snapshot, name: str | None) -> str:
    """The newspaper and the date of a page, as far as it tells them."""
    held = snapshot.pages.named(name) if name is not None else None
    return "".join(_told(held.page)) if held else ""


def _told(page: Page) -> Iterator[str]:
    if page.publication:
        yield f"《{page.publication}》"
    if page.date:
        yield f"{page.date.year}年{page.date.month}月{page.date.day}日"
