"""A page put together: its reports, how sure each is, and what belongs to none."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from corpus.errors import RunError
from corpus.reading.characters import visible
from corpus.reading.lines import Document
from corpus.section import Page, RawPage, Section, Span
from corpus.stitching.blocks import Block


@dataclass(frozen=True, slots=True)
class Join:
    """Two blocks put one behind the other, by their spans.

    `confidence` is the posterior probability that the one follows the other, 0 … 1; `alternative`
    is the block that is next likeliest to follow, None where there is none to speak of.
    """

    before: Span
    after: Span
    confidence: float
    alternative: Span | None


@dataclass(frozen=True, slots=True)
class StitchedSection:
    """A report as put together; `confidence` is how sure its weakest join is, about the
    probability that all are right: what makes one doubtful makes its neighbours so.

    `heads` are the blocks above its text: head line or headline, kicker, subtitle, byline. `page`
    is the page of the file, from 1, that it stands on.
    """

    section: Section
    heads: tuple[Block, ...]
    confidence: float
    page: int = 1

    @property
    def spans(self) -> Iterator[Span]:
        """Where its heads and its text stand."""
        for block in self.heads:
            yield from block.spans
        for paragraph in self.section.paragraphs:
            yield from paragraph.spans


@dataclass(frozen=True, slots=True)
class Imprint:
    """What masthead and foot say of the page: None where they do not.

    `number` is the page's number in the paper as printed (A01, 3).
    """

    publication: str | None = None
    day: date | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Stitched:
    """A page put together; every character of `text` but white space stands in one place.

    `furniture` is masthead and foot, labels and lifted quotations; `leftover` is what should have
    found a place and did not. `document` tells where on the paper each span stands, None for a
    page of plain text. `parts` are the page's parts of the text, in order, () for all of it: a
    report that goes on on another page of the file is whole on its first. `number` is the page of
    the file, from 1.
    """

    text: str
    title: tuple[Block, ...]
    sections: tuple[StitchedSection, ...]
    captions: tuple[Block, ...]
    leftover: tuple[Block, ...]
    joins: tuple[Join, ...]
    furniture: tuple[Block, ...] = ()
    imprint: Imprint = field(default_factory=Imprint)
    document: Document | None = None
    parts: tuple[Span, ...] = ()
    number: int = 1

    def page(self, raw: RawPage | None) -> Page:
        """The page as the library keeps it. What is left over has no place there."""
        return Page(
            title=tuple(block.text for block in self.title),
            date=self.imprint.day,
            publication=self.imprint.publication,
            raw=raw,
            sections=tuple(section.section for section in self.sections),
            captions=tuple(block.text for block in self.captions),
        )


def merged(pages: Sequence[Stitched]) -> Stitched:
    """The pages of one file as one; what the first says of itself counts."""
    first = pages[0]
    if len(pages) == 1:
        return first
    return Stitched(
        text=first.text,
        title=tuple(block for page in pages for block in page.title),
        sections=tuple(section for page in pages for section in page.sections),
        captions=tuple(block for page in pages for block in page.captions),
        leftover=tuple(block for page in pages for block in page.leftover),
        joins=tuple(join for page in pages for join in page.joins),
        furniture=tuple(block for page in pages for block in page.furniture),
        imprint=first.imprint,
        document=first.document,
    )


def rounded(probability: float) -> float:
    """Three decimals, downwards: what is not certain is never called so."""
    return int(min(probability, 1.0) * 1000) / 1000


def check_conserved(stitched: Stitched) -> None:
    """Every character that is seen stands in exactly one place, or the run fails."""
    for section in stitched.sections:
        for paragraph in section.section.paragraphs:
            if "".join(stitched.text[a:b] for a, b in paragraph.spans) != paragraph.text:
                raise RunError("内部错误：拼好的段落与原文不符")
    spans = sorted(spans_of(stitched))
    doubled = any(b[0] < a[1] for a, b in pairwise(spans))
    parts = stitched.parts or ((0, len(stitched.text)),)
    if (
        doubled
        or _seen(stitched.text, without(parts, spans))
        or _seen(stitched.text, without(spans, parts))
    ):
        raise RunError("内部错误：拼接后的文字有遗漏或重复")


def _seen(text: str, spans: Sequence[Span]) -> bool:
    return any(visible(text[start:end]).strip() for start, end in spans)


def without(spans: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of spans, both in order, without others."""
    left: list[Span] = []
    for start, end in spans:
        for low, high in taken[bisect_left(taken, start, key=lambda span: span[1]) :]:
            if low >= end:
                break
            if low > start:
                left.append((start, low))
            start = max(start, high)
        if start < end:
            left.append((start, end))
    return tuple(left)


def spans_of(stitched: Stitched) -> Iterator[Span]:
    """Where all that was told apart stands."""
    others = (stitched.title, stitched.captions, stitched.leftover, stitched.furniture)
    for block in (block for blocks in others for block in blocks):
        yield from block.spans
    for section in stitched.sections:
        yield from section.spans
