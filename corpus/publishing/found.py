"""What was found on a page, kept beside its draft: how sure each report and each join is.

After a correction by hand the doubts that are left are still known, and after a restart too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import codec
from corpus.files import write_atomic
from corpus.section import Section, Span
from corpus.stitching.blocks import Block, BlockKind
from corpus.stitching.result import Join, Stitched, StitchedSection

FILE = ".kept/found.json"


@dataclass(frozen=True, slots=True)
class _Sure:
    section: Section
    confidence: float


@dataclass(frozen=True, slots=True)
class _Page:
    sections: tuple[_Sure, ...]
    joins: tuple[Join, ...]
    asides: tuple[str, ...]
    leftover: tuple[str, ...]
    parts: tuple[Span, ...]
    number: int


@dataclass(frozen=True, slots=True)
class _Pages:
    pages: tuple[_Page, ...] = ()


def keep(folder: Path, stitched: Sequence[Stitched]) -> None:
    """Write down what was found; nothing where the pages were not put together here."""
    if stitched:
        pages = _Pages(tuple(map(_page, stitched)))
        write_atomic(folder / FILE, codec.dumps(pages).encode())


def held(folder: Path, text: str | None) -> tuple[Stitched, ...]:
    """What was found in a raw file of this text; () where nothing was kept of it."""
    file = folder / FILE
    if text is None or not file.is_file():
        return ()
    kept = codec.loads(file.read_text("utf-8"), _Pages)
    return tuple(_stitched(page, text) for page in kept.pages)


def _page(page: Stitched) -> _Page:
    return _Page(
        tuple(_Sure(held.section, held.confidence) for held in page.sections),
        page.joins,
        tuple(block.text for block in (*page.furniture, *page.captions)),
        tuple(block.text for block in page.leftover),
        page.parts,
        page.number,
    )


def _stitched(page: _Page, text: str) -> Stitched:
    return Stitched(
        text,
        title=(),
        sections=tuple(StitchedSection(one.section, (), one.confidence) for one in page.sections),
        captions=(),
        leftover=_blocks(page.leftover),
        joins=page.joins,
        furniture=_blocks(page.asides),
        parts=page.parts,
        number=page.number,
    )


def _blocks(texts: Sequence[str]) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.TEXT, text, ()) for text in texts)
