"""The doubtful joins of a page that waits to be published, kept until it is looked at again."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.files import write_atomic
from corpus.section import Paragraph
from corpus.stitching.result import Stitched

# A join less certain than this is for a person to look at.
DOUBTFUL = 0.9
Doubts = dict[tuple[int, int], int]
"""By the ends of the two pieces that were joined: how sure the join is, in per cent."""


def keep(folder: Path, identity: str, stitched: Sequence[Stitched]) -> None:
    """Write down the doubtful joins of a file's pages, and what found no place."""
    joins = [
        [join.before[1], join.after[0], int(join.confidence * 100)]
        for page in stitched
        for join in page.joins
        if join.confidence < DOUBTFUL
    ]
    leftover = [part.text for page in stitched for part in page.leftover]
    kept = {"joins": joins, "leftover": leftover}
    write_atomic(_file(folder, identity), json.dumps(kept, ensure_ascii=False).encode())


def held(folder: Path, identity: str) -> tuple[Doubts, list[str]]:
    """The doubtful joins, and the texts without a place; none where nothing was written down."""
    file = _file(folder, identity)
    if not file.is_file():
        return {}, []
    kept = json.loads(file.read_bytes())
    return {(end, start): percent for end, start, percent in kept["joins"]}, kept["leftover"]


def forget(folder: Path, identity: str) -> None:
    """The page waits no more."""
    _file(folder, identity).unlink(missing_ok=True)


def marked(paragraph: Paragraph, doubts: Doubts) -> Iterator[tuple[str, int | None]]:
    """The paragraph in pieces; behind each how sure its join is, where that is doubtful."""
    at = 0
    for place, (start, end) in enumerate(paragraph.spans):
        following = paragraph.spans[place + 1][0] if place + 1 < len(paragraph.spans) else -1
        yield paragraph.text[at : at + end - start], doubts.get((end, following))
        at += end - start
    if not paragraph.spans:
        yield paragraph.text, None


def between(paragraphs: Sequence[Paragraph], place: int, doubts: Doubts) -> int | None:
    """How sure it is that a paragraph follows the one before it, where that is doubtful."""
    before, after = paragraphs[place - 1].spans, paragraphs[place].spans
    return doubts.get((before[-1][1], after[0][0])) if place and before and after else None


def _file(folder: Path, identity: str) -> Path:
    return folder / "doubts" / f"{Path(identity).name}.json"
