"""Styled text before it is HTML: blocks of runs, measured and cut as Telegram wants it."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from telegram.constants import MessageLimit

from corpus.section import Span

Style = Literal["", "b", "i", "code", "pre"]

# Telegram drops control characters and refuses lone surrogates, which have no UTF-8.
_UNSENDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Characters of a quotation that a phone shows in about the lines Telegram leaves unfolded.
UNFOLDED = 80
# So many closing marks after a sentence are looked for beyond a limit.
_CLOSING = 4
_SENTENCE_END = re.compile(r"[。！？；!?;…\n]+[”’」』）)]*")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style: an HTML tag's name, or none."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class MessageBlock:
    """A paragraph. `gap` parts it from the one before; `keep` holds it together with the next.

    Of a quotation that is `folded`, Telegram shows the first lines until it is tapped.
    """

    runs: tuple[Run, ...]
    quote: bool = False
    gap: str = "\n"
    keep: bool = False
    folded: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def entities(self) -> int:
        """How many of Telegram's message entities the block takes."""
        return self.quote + sum(bool(run.style) for run in self.runs)

    def split(self, at: int) -> tuple["MessageBlock", "MessageBlock"]:
        """The block before and from the code point `at`; the styles go on in both."""
        head, tail, start = [], [], 0
        for run in self.runs:
            cut = min(max(at - start, 0), len(run.text))
            head.append(replace(run, text=run.text[:cut]))
            tail.append(replace(run, text=run.text[cut:]))
            start += len(run.text)
        return replace(self, runs=_filled(head)), replace(self, runs=_filled(tail), gap="\n")


def _filled(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.text)


def sendable(text: str) -> str:
    """The text without what Telegram does not take."""
    return _UNSENDABLE.sub("", text)


def block(
    *runs: str | Run, quote: bool = False, gap: str = "\n", keep: bool = False
) -> MessageBlock:
    """A block of sendable text; strings are runs without a style. A long quotation is folded."""
    styled = (Run(run) if isinstance(run, str) else run for run in runs)
    clean = _filled(replace(run, text=sendable(run.text)) for run in styled)
    folded = quote and sum(len(run.text) for run in clean) > UNFOLDED
    return MessageBlock(clean, quote, gap, keep, folded)


def marked(text: str, spans: Sequence[Span]) -> Iterator[Run]:
    """The text as runs, bold at the spans (code points, ordered, apart from each other)."""
    start = 0
    for left, right in spans:
        yield Run(text[start:left])
        yield Run(text[left:right], "b")
        start = right
    yield Run(text[start:])


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def pieces(whole: MessageBlock, limit: int) -> Iterator[MessageBlock]:
    """Cut a block into ones of at most `limit` units, after a sentence wherever one ends."""
    while units(whole.text) > limit:
        piece, whole = whole.split(_cut(whole.text, limit))
        yield piece
    yield whole


def _cut(text: str, limit: int) -> int:
    """The code point to cut at: the last sentence end within the limit, else the limit."""
    # One character at the edge may be half inside: its half is left out.
    inside = text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
    ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, limit + _CLOSING)]
    return max((end for end in ends if end <= len(inside)), default=len(inside))


def plain(blocks: Sequence[MessageBlock]) -> str:
    """The words of a message."""
    return _joined(blocks, [part.text for part in blocks])


def rendered(blocks: Sequence[MessageBlock]) -> str:
    """The message as Telegram's HTML."""
    return _joined(blocks, [_html(part) for part in blocks])


def _joined(blocks: Sequence[MessageBlock], texts: Sequence[str]) -> str:
    gaps = (part.gap if place else "" for place, part in enumerate(blocks))
    return "".join(gap + text for gap, text in zip(gaps, texts, strict=True))


def _html(part: MessageBlock) -> str:
    inside = "".join(_tagged(html.escape(run.text, quote=False), run.style) for run in part.runs)
    if not part.quote:
        return inside
    return f"<blockquote{' expandable' if part.folded else ''}>{inside}</blockquote>"


def _tagged(inside: str, tag: str) -> str:
    return f"<{tag}>{inside}</{tag}>" if tag else inside


# A piece of a long block leaves room for the attribution above it.
PIECE = 3500


def paginate(blocks: Iterable[MessageBlock]) -> Iterator[tuple[MessageBlock, ...]]:
    """Fill each message with whole blocks; only a block too long for one is cut."""
    parts = [part for block in blocks for part in pieces(block, PIECE) if part.text.strip()]
    # Most replies are one message; no need to fill it block by block.
    groups = [tuple(parts)] if _fits(parts) else _groups(parts)
    page: tuple[MessageBlock, ...] = ()
    for group in groups:
        if page and not _fits((*page, *group)):
            yield page
            page = ()
        page += group
    if page:
        yield page


def _groups(blocks: Iterable[MessageBlock]) -> Iterator[tuple[MessageBlock, ...]]:
    """Blocks that may be parted: an attribution stays with its quotation where both fit."""
    held: tuple[MessageBlock, ...] = ()
    for block in blocks:
        if held and not _fits((*held, block)):
            yield held
            held = ()
        held += (block,)
        if not block.keep:
            yield held
            held = ()
    if held:
        yield held


def _fits(blocks: Sequence[MessageBlock]) -> bool:
    length = units(plain(blocks))
    entities = sum(block.entities for block in blocks)
    return length <= MessageLimit.MAX_TEXT_LENGTH and entities <= MessageLimit.MESSAGE_ENTITIES
