"""A page read across its columns → its reports, put together, with how sure each join is."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from corpus import apart
from corpus.errors import InputError, RunError
from corpus.library import Library
from corpus.reading.article import Article
from corpus.reading.document import Told, document_of
from corpus.reading.lines import Document
from corpus.reading.text import read_bytes
from corpus.section import Paragraph, RawPage, Section
from corpus.stitching.blocks import Block, BlockKind, is_furniture, ordinals, read_blocks
from corpus.stitching.byline import closes, credit_of
from corpus.stitching.continuing import continued, ends_open
from corpus.stitching.documents.article import holds_page, stitch_article
from corpus.stitching.documents.plain import UNMARKED, articles_of
from corpus.stitching.geometry.assembly import stitch_sheet
from corpus.stitching.joins import Joins, end_class, start_class
from corpus.stitching.layout import Layout, LayoutItem
from corpus.stitching.result import (
    Join,
    Stitched,
    StitchedSection,
    check_conserved,
    merged,
    rounded,
)
from corpus.stitching.search import Reading, read
from corpus.stitching.trust import Trust, trust_of
from corpus.stitching.words import WordModel, frequencies

MAX_REPORTS = 40
MAX_BLOCKS = 1000
MAX_LINE = 25
MAX_KNOWN = 200_000
"""Characters of the library that are counted: a dozen pages, a third of a second."""
MIN_APART = 2
MIN_ALTERNATIVE = 0.01
NO_REPORT = "没有找到报道"
HEADS_APART = "有 {count} 个题头下面没有正文，看不出正文属于哪一篇"

_HEADING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")


def stitch_file(
    path: Path, library: Library | None = None, told: Told = lambda _: None
) -> tuple[Stitched, RawPage]:
    """Put a raw page's file together, its pages as one; see `stitch_bytes`."""
    data = read_bytes(path)
    pages, _ = stitch_bytes(data, path, library, told)
    return merged(pages), RawPage(path.name, sha256(data).hexdigest())


def stitch_bytes(
    data: bytes, path: Path, library: Library | None = None, told: Told = lambda _: None
) -> tuple[list[Stitched], Document]:
    """Put the pages of a file's bytes together. What the library says elsewhere is known.

    `path` is named in errors only. Reading a picture takes a while: `told` hears how far it is.

    Raises:
        InputError: the file is no text, or holds no report.
        RunError: the result would lose or double characters.
    """
    document = document_of(data, path, told)
    known = _known(library or Library(), sha256(data).hexdigest())
    return apart.run(_together, path, document, path, known), document


def _together(document: Document, path: Path, known: Sequence[str]) -> list[Stitched]:
    frequencies()  # loading takes none of the time for a page
    try:
        return stitch_document(document, known)
    except InputError as error:
        raise InputError.at(path, None, str(error)) from None


def stitch_document(document: Document, known: Sequence[str] = ()) -> list[Stitched]:
    """Put together what was read from a file: by geometry where it has one, else by words alone.

    Raises:
        InputError: it holds no report.
        RunError: the result would lose or double characters.
    """
    if isinstance(document, Article) and not holds_page(document):
        return [stitch_article(document)]
    if not document.sheets:
        apart.more_time(apart.TOGETHER)
        if found := articles_of(document.text):
            told = merged([stitch_article(article, UNMARKED) for article in found])
            return [replace(told, document=document)]
        return [replace(stitch(document.text, known), document=document)]
    pages = continued(list(_pages(document, known)))
    if not any(page.sections for page in pages):
        raise InputError(NO_REPORT)
    return [page for page in pages if page.sections or page.leftover] or pages


def _pages(document: Document, known: Sequence[str]) -> Iterator[Stitched]:
    goes_on = False
    for sheet in (sheet for sheet in document.sheets if sheet.lines):
        apart.more_time(apart.TOGETHER)
        page = stitch_sheet(document, sheet, known, goes_on=goes_on)
        goes_on = ends_open(page)
        yield page


def _known(library: Library, digest: str) -> list[str]:
    """Paragraphs of the library, the last pages first, until there are `MAX_KNOWN` characters.

    The page's own are none of them: its joins have to be found, not copied.
    """
    others = (
        page
        for page in reversed(library.pages)
        if page.page.raw is None or page.page.raw.sha256 != digest
    )
    known: list[str] = []
    left = MAX_KNOWN
    for text in (p.text for page in others for s in page.page.sections for p in s.paragraphs):
        if left <= 0:
            break
        known.append(text[:left])
        left -= len(text)
    return known


def stitch(text: str, known: Sequence[str] = ()) -> Stitched:
    """Put a decoded page together.

    `known` are texts of the same kind, whose wording helps to tell which joins read well.

    Raises:
        InputError: no report's head line is found, or none is followed by text, or there is more
            than a page.
        RunError: the result would lose or double characters.
    """
    blocks = read_blocks(text)
    running = [block for block in blocks if block.kind in (BlockKind.HEAD, BlockKind.TEXT)]
    _require_page(running)
    joins = Joins([block.text for block in running], WordModel(), known)
    reading = read(Layout([_item(block) for block in running], joins.score))
    chains = _chains(running, reading)
    placed = {n for chain in chains for n in chain}
    trust = trust_of(running, chains, joins.score)
    sure = _Sure(running, joins, reading, trust)
    stitched = Stitched(
        text=text,
        title=tuple(block for block in blocks if block.kind is BlockKind.TITLE),
        sections=tuple(_section(running, chain, sure) for chain in chains),
        captions=tuple(block for block in blocks if block.kind is BlockKind.CAPTION),
        leftover=tuple(block for n, block in enumerate(running) if n not in placed),
        joins=tuple(
            _join(running, chain[0], *pair, sure)
            for chain in chains
            for pair in pairwise(chain[1:])
        ),
    )
    _require_text(running, len(chains))
    check_conserved(stitched)
    return stitched


def _require_page(running: Sequence[Block]) -> None:
    heads = sum(block.kind is BlockKind.HEAD for block in running)
    if not heads:
        raise InputError("没有找到报道的题头（职务和姓名，冒号，标题，如“某市总工会主席王明：……”）")
    if heads > MAX_REPORTS or len(running) > MAX_BLOCKS:
        raise InputError(
            f"不像是一个版面：有 {heads} 个题头、{len(running)} 段文字"
            f"（上限 {MAX_REPORTS} 个、{MAX_BLOCKS} 段），请一版一个文件"
        )


def _require_text(running: Sequence[Block], reports: int) -> None:
    """Refuse a page whose head lines stand together, apart from their texts."""
    bare = sum(block.head is not None for block in running) - reports
    if not reports:
        raise InputError("题头下面没有正文")
    if bare >= max(MIN_APART, reports):
        raise InputError(HEADS_APART.format(count=bare))


def _item(block: Block) -> LayoutItem:
    if block.head:
        return LayoutItem(is_head=True)
    stops = end_class(block.text) == "stop"
    begins = start_class(block.text) not in ("comma", "stop", "close")
    line = len(block.text) <= MAX_LINE and begins and not stops
    return LayoutItem(
        is_head=False,
        length=len(block.text),
        steps=tuple(ordinals(block.text)),
        stops=stops,
        closes=closes(block.text),
        is_line=line,
        is_furniture=is_furniture(block.text),
    )


def _chains(running: Sequence[Block], reading: Reading) -> list[list[int]]:
    """The numbers of each report's blocks, its head line first; reports without text are none."""
    chains: dict[int, list[int]] = {}
    owner: dict[int, int] = {}
    for n, block in enumerate(running):
        before = reading.before[n]
        if block.head:
            owner[n] = n
            chains[n] = [n]
        elif before is not None:
            owner[n] = owner[before]
            chains[owner[n]].append(n)
    return [chain for chain in chains.values() if len(chain) > 1]


@dataclass(frozen=True, slots=True)
class _Sure:
    """How sure the joins of a page are."""

    running: Sequence[Block]
    joins: Joins
    reading: Reading
    trust: Trust

    def of(self, head: int, before: int, after: int) -> float:
        posterior = self.reading.posterior.get((before, after), 0.0)
        if before == head:
            return posterior * self.trust.fit
        score = self.joins.score(head, before, after)
        stop = end_class(self.running[before].text) == "stop"
        return self.trust.confidence(before, after, posterior, score, stop=stop)

    def report(self, chain: Sequence[int]) -> float:
        """How sure a report is. What makes joins doubtful is the page as a rule, so the weakest
        counts for all; the search's own doubts, of the report's end too, are each of its own."""
        found = self.reading.posterior
        ends = 1 - sum(share for (before, _), share in found.items() if before == chain[-1])
        posterior = math.prod(found.get(pair, 0.0) for pair in pairwise(chain)) * max(ends, 0.0)
        return min(posterior, *(self.of(chain[0], *pair) for pair in pairwise(chain)))


def _section(running: Sequence[Block], chain: Sequence[int], sure: _Sure) -> StitchedSection:
    block = running[chain[0]]
    head = block.head
    if head is None:
        raise RunError("内部错误：一篇报道没有题头")
    paragraphs = tuple(
        Paragraph("".join(b.text for b in group), tuple(s for b in group for s in b.spans))
        for group in _paragraphs(running, chain[1:])
    )
    credit = credit_of(paragraphs[-1].text)
    section = Section(head.city, head.author, head.office, head.headline, credit, paragraphs)
    return StitchedSection(section, (block,), rounded(sure.report(chain)))


def _paragraphs(running: Sequence[Block], chain: Sequence[int]) -> Iterator[list[Block]]:
    """A report's blocks, those together that one paragraph was cut into."""
    group = [running[chain[0]]]
    for a, b in pairwise(chain):
        if not _one_paragraph(running[a].text, running[b].text, adjacent=b == a + 1):
            yield group
            group = []
        group.append(running[b])
    yield group


def _one_paragraph(before: str, after: str, *, adjacent: bool) -> bool:
    """Whether two blocks are one paragraph: one ends, or the other begins, in mid-sentence."""
    if start_class(after) in ("comma", "colon", "stop", "close"):
        return True
    if adjacent and (
        before[-1] in "：:；;" or (len(before) <= MAX_LINE and _HEADING.match(before))
    ):
        return False
    return end_class(before) != "stop"


def _join(running: Sequence[Block], head: int, before: int, after: int, sure: _Sure) -> Join:
    others = [
        (share, b)
        for (a, b), share in sure.reading.posterior.items()
        if a == before and b != after and share >= MIN_ALTERNATIVE
    ]
    alternative = running[max(others)[1]].span if others else None
    confidence = rounded(sure.of(head, before, after))
    return Join(running[before].span, running[after].span, confidence, alternative)
