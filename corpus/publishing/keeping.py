"""Mending by hand kept where a page is read again, and told apart from what changed on the page.

The raw file that the page was made of is read once more: what the library says otherwise was mended
by hand. A report that reads as it did keeps its mending; one that is another on the page now does
not, and is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import WenchengError
from corpus.library import LibraryPage
from corpus.publishing.comparing import matched
from corpus.reading.document import document_of
from corpus.section import Page, Section
from corpus.stitching.stitch import stitch_document


@dataclass(frozen=True, slots=True)
class KeptMending:
    """The page with what was mended by hand; the headlines of the reports whose mending was kept,
    and of those where it was not, for they changed on the page."""

    page: Page
    kept: tuple[str | None, ...] = ()
    lost: tuple[str | None, ...] = ()


def kept(old: LibraryPage, new: Page) -> KeptMending:
    """The new reading of a page with the mending of the old one, report by report."""
    read = _as_read(old)
    if read is None:
        return KeptMending(new)
    sections = list(new.sections)
    found: list[str | None] = []
    lost: list[str | None] = []
    then, now = dict(matched(read, old.page.sections)), matched(read, sections)
    for before, after in now:
        mended = old.page.sections[then[before]] if before in then else None
        if mended is None or _same(read[before], mended):
            continue
        if _same(read[before], sections[after]):
            sections[after] = _placed(mended, sections[after])
            found.append(mended.headline)
        elif not _same(mended, sections[after]):
            lost.append(mended.headline)
    return KeptMending(replace(new, sections=tuple(sections)), tuple(found), tuple(lost))


def _as_read(old: LibraryPage) -> Sequence[Section] | None:
    """The reports of the page's raw file as they are put together without a hand; None where it
    is no longer there, or can't be read."""
    if old.raw_path is None:
        return None
    try:
        document = old.document() or document_of(old.raw_path.read_bytes(), old.raw_path)
        pages = stitch_document(document)
    except (WenchengError, OSError):
        return None
    return [held.section for page in pages for held in page.sections]


def _same(one: Section, other: Section) -> bool:
    """Whether two reports say the same, wherever on a page."""
    return _bare(one) == _bare(other)


def _bare(section: Section) -> Section:
    paragraphs = tuple(replace(paragraph, spans=()) for paragraph in section.paragraphs)
    return replace(section, paragraphs=paragraphs)


def _placed(mended: Section, now: Section) -> Section:
    """The mended report with the places that its words have on the page now."""
    spans = {paragraph.text: paragraph.spans for paragraph in now.paragraphs}
    paragraphs = (replace(p, spans=spans.get(p.text, ())) for p in mended.paragraphs)
    return replace(mended, paragraphs=tuple(paragraphs))
