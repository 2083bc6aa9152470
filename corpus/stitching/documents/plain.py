"""A plain text without a speaker's head line → the articles in it, as a person copied them.

Nothing marks their parts, so each is a doubt to be looked at; what looks like a page torn apart, a
table or a program's file is no article at all.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.reading.article import Article, Part, Role
from corpus.reading.imprint import imprint_line
from corpus.stitching.blocks import Block, BlockKind, is_furniture, read_blocks
from corpus.stitching.byline import credit_of, dateline_of, opens_byline
from corpus.stitching.documents.article import LONGEST_TITLE, SUBTITLE, is_signed
from corpus.stitching.headline import suspect
from corpus.stitching.joins import end_class, start_class

UNMARKED = 0.5
"""The confidence of an article that no mark parts from others. By hand: below what is a doubt."""
LONGEST_SUBHEAD = 18
MIN_TEXT = 20
"""Characters of text of an article. By hand: less is a note."""
MAX_TORN = 0.25
"""The share of paragraphs that begin or end in mid-sentence in a text that is whole. By hand."""
MIN_HAN = 0.5
TITLES = 2

_HAN = re.compile(r"[\u3400-\u9fff]")
_STOPS = re.compile(r"[。！？]")
_SEPARATORS = re.compile(r"[,;|\t]")


def articles_of(text: str) -> list[Article]:
    """The articles of a text; none where it has a head line, or is none of whole articles."""
    blocks = read_blocks(text)
    if not blocks or any(map(_is_head, blocks)) or not _is_prose(text, blocks) or _is_torn(blocks):
        return []
    groups = list(_groups(blocks))
    return [_article(text, group) for group in groups] if all(map(_is_whole, groups)) else []


def _article(text: str, group: Sequence[Block]) -> Article:
    parts = tuple(Part(block.spans, Role.TEXT) for block in group)
    return Article(text, parts=parts, extent=((group[0].span[0], group[-1].span[1]),))


def _is_head(block: Block) -> bool:
    """Whether a block is a speaker's head line, or a line like one in a form that is not known."""
    text = block.text
    said = credit_of(text) or opens_byline(text)
    return block.kind is BlockKind.HEAD or (_is_line(text) and not said and suspect(text))


def _is_prose(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a text is mostly Chinese, in sentences, and no table of values."""
    seen = sum(not char.isspace() for char in text)
    han, stops = len(_HAN.findall(text)), len(_STOPS.findall(text))
    return han > MIN_HAN * seen and stops > 0 and not _is_table(blocks)


def _is_table(blocks: Sequence[Block]) -> bool:
    """Whether the first line is parted as most others are: it names a table's columns."""
    first, *rest = [len(_SEPARATORS.findall(block.text)) for block in blocks]
    return first > 0 and rest.count(first) > len(rest) / 2


def _is_torn(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs begin or end in mid-sentence, more than slips and lists account for."""
    texts = [block.text for block in blocks if not imprint_line(block.text)]
    pieces = [text for n, text in enumerate(texts) if not _is_line(text) or (n and _is_piece(text))]
    begins = (start_class(text) in ("comma", "stop", "close") for text in pieces)
    ends = (end_class(text) not in ("stop", "colon") and not credit_of(text) for text in pieces)
    torn = sum(a or b for a, b in zip(begins, ends, strict=True))
    return torn > MAX_TORN * len(pieces)


def _is_piece(line: str) -> bool:
    """Whether a line below the first is too long for a subhead, and says nothing of its report."""
    return len(line) > LONGEST_SUBHEAD and _is_title(line) and not SUBTITLE.match(line)


def _is_line(text: str) -> bool:
    """Whether a paragraph is a line above or below a text: a headline, a byline, a date."""
    short = len(text) <= LONGEST_TITLE and not _STOPS.search(text)
    return short and end_class(text) != "comma" and start_class(text) not in ("comma", "stop")


def _groups(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The blocks of each article: each begins at a dateline or byline, with its headline."""
    starts = [0]
    for n, (before, block) in enumerate(pairwise(blocks), 1):
        dateline = dateline_of(block.text) is not None
        if dateline or (opens_byline(block.text) and _is_title(before.text)):
            start = _start(blocks, n)
            if any(not _is_line(block.text) for block in blocks[starts[-1] : start]):
                starts.append(start)
    for start, end in pairwise([*starts, len(blocks)]):
        yield blocks[start:end]


def _start(blocks: Sequence[Block], n: int) -> int:
    """Where the article begins whose first paragraph, or byline, is block n."""
    start = n
    while start and n - start < TITLES + 1 and _is_above(blocks[start - 1].text, byline=start == n):
        start -= 1
    return start


def _is_above(text: str, *, byline: bool) -> bool:
    return _is_title(text) or (byline and _is_line(text) and opens_byline(text))


def _is_title(text: str) -> bool:
    """Whether a line may be a headline: it is no byline, no credit and no furniture."""
    said = is_signed(text) or credit_of(text) or dateline_of(text) or opens_byline(text)
    return _is_line(text) and not said and not is_furniture(text)


def _is_whole(group: Sequence[Block]) -> bool:
    """Whether an article has something that opens it, and text behind that."""
    first, text = group[0].text, [b.text for b in group if not _is_line(b.text)]
    opened = _is_line(first) or dateline_of(first) is not None
    return opened and sum(map(len, text)) >= MIN_TEXT and any(map(_STOPS.search, text))
