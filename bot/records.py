"""Passages, reports and pages as plain values: what the interface for programs gives, and MCP."""

from collections.abc import Sequence
from typing import Any

from corpus.library import LibraryPage
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

HEAD = ("city", "author", "office", "headline", "credit", "page", "section")


def passage_record(held: Passage) -> dict[str, Any]:
    """A passage as an answer has it, without what belongs to a question."""
    return {
        "id": held.id,
        "city": held.city,
        "author": held.author,
        "office": held.office,
        "headline": held.headline,
        "credit": held.credit,
        "page": held.page,
        "section": held.section,
        "paragraph": held.paragraph,
        "text": held.text,
        "source": [list(span) for span in held.source],
    }


def report_record(passages: Sequence[Passage]) -> dict[str, Any]:
    """A report: its head, and its passages in order."""
    records = [passage_record(held) for held in passages]
    return {**{name: records[0][name] for name in HEAD}, "passages": records}


def page_record(held: LibraryPage) -> dict[str, Any]:
    """A page: its name, its title lines, when and where it was printed, how many reports."""
    page = held.page
    return {
        "name": held.name,
        "title": list(page.title),
        "date": page.date.isoformat() if page.date else None,
        "publication": page.publication,
        "reports": len(page.sections),
    }


def sections_record(held: LibraryPage) -> list[dict[str, Any]]:
    """The heads of a page's reports."""
    return [
        {
            "section": number,
            "city": section.city,
            "author": section.author,
            "office": section.office,
            "headline": section.headline,
            "credit": section.credit,
            "paragraphs": len(section.paragraphs),
        }
        for number, section in enumerate(held.page.sections, 1)
    ]


def report_of(snapshot: Snapshot, page: str, number: int) -> list[Passage]:
    """The passages of a page's report, counted from 1; none where there is no such."""
    for rows in snapshot.sections():
        first = snapshot.passages[rows[0]]
        if (first.page, first.section) == (page, number):
            return [snapshot.passages[row] for row in rows]
    return []
