"""A page's text → its blocks, each with its spans: title lines, head lines, captions, text."""

import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from corpus import numerals
from corpus.section import Span
from corpus.stitching.byline import begins_text
from corpus.stitching.headline import Head, parse_head

MAX_TITLE = 60
MAX_CAPTION = 160
MAX_FURNITURE = 40
MAX_WRAP = 100
MIN_FILLED = 0.6
# Lines at a page's top that may be headings, if they are shorter than this share of the full width.
TOP, SHORT = 3, 0.75
# So many lines that end inside a sentence, this share of them full, show how short paragraphs are
# wrapped. By hand, as all numbers here.
MIN_OPEN, MIN_FULL = 3, 0.9
# How far short of the full width a wrapped line may fall: punctuation and words are not parted, and
# an indent takes as much again.
SLACK = 4
# In full lines: what is wider was not wrapped. By hand: tables and addresses hang over a little.
WIDEST = 1.5

_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
# Blanks, and what a reader does not see: zero-width characters, marks of byte order and direction.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_EDGES = re.compile(rf"^[\s{_UNSEEN}]+|[\s{_UNSEEN}]+$")
_CAPTION = re.compile(
    r"(?:\s|/|：|:|记者|通讯员|[（(].*)(?:[^。！？；，\s]{0,12}\s*)(?:摄影报道|摄影|摄|供图|提供|制图|绘图)\s*[）)]?"
    r"|(?:图片|照片|资料图|摄影|图)\s*[/／:：].{0,30}"
)
_CAPTION_START = re.compile(
    r"(?:[▲▼◀▶△↑↓←→■●]\s*)?(?:[上下左右本]?图[为片一二三四五六七八九十①-⑩：:]|图/)"
)
_FURNITURE = re.compile(
    r"(?:责任|本版|值班|执行|美术)?(?:编辑|责编|美编|校对|版式|组版|审读|统筹|策划)\s*[：:/／\s].*"
    r"|[（(]?(?:下转|上接|转|接)(?:第|[A-Z0-9]).*|第?\s*[A-Z]?\d+\s*版(?:\s.*)?"
    r"|(?:导读|相关链接|相关新闻|链接|广告)[：:]?|(?:欢迎|扫码|扫描).*(?:订阅|关注|二维码).*"
    r"|.*(?:热线|电话|邮箱|微信号|网址)\s*[：:]?\s*[\da-z(（].*|.*(?:https?:|www\.).*"
    r"|.*星期[一二三四五六日天]|[■□●○◆◇★☆▲△▼▽【].*|[-—－=＝*＊·•…~～_＿]{3,}"
)
_BOLD = "**"
# A bracket that is not closed where its line ends.
_OPEN = re.compile(r"[（(][^（()）。]*$")
_STOPS = ("。", "！", "？", "。”", "）")
_TITLE_END = re.compile(r"[。；;，,、：:…]$")

Ordinal = tuple[str, int]
"""The form of an ordinal, the same for all steps of one enumeration, and its number from 1."""

_NUMBER = "[一二三四五六七八九十]{1,2}"
_ORDINALS = re.compile(
    rf"(?:^|(?<=[。；！？;!?：:]))\s*(?:(?P<plain>{_NUMBER})(?P<form>是|要|、)"
    rf"|第(?P<nth>{_NUMBER})(?:[，、：,:]|是|要)|其(?P<of>{_NUMBER})[，、：是,:]"
    rf"|[（(](?P<bracketed>{_NUMBER})[）)]|(?P<arabic>[1-9]\d?)[.．、](?!\d)"
    r"|(?P<word>首先|其次|再次))"
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3}


class BlockKind(Enum):
    """What a block is."""

    TITLE = "title"
    HEAD = "head"
    TEXT = "text"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as the extractor printed it: the page's characters at `spans`, joined.

    It has one span, or one a line where the page's lines are wrapped hard. `head` is there for
    head lines only.
    """

    kind: BlockKind
    text: str
    spans: tuple[Span, ...]
    head: Head | None = None

    @property
    def span(self) -> Span:
        """From the block's first character to its last."""
        return self.spans[0][0], self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    span: Span
    indented: bool
    after_blank: bool


def read_blocks(text: str) -> tuple[Block, ...]:
    """Part a decoded page into blocks, in page order; white space between them belongs to none."""
    blocks = [_block(lines) for lines in _paragraphs(list(_lines(text)))]
    first = next((n for n, block in enumerate(blocks) if block.kind is BlockKind.HEAD), 0)
    return tuple(_as_title(b) if n < first else b for n, b in enumerate(blocks))


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank, without the white space around them."""
    end = 0
    for match in _LINE.finditer(text):
        bare = _bare(match[0])
        if not bare:
            continue
        start = match.start() + match[0].index(bare)
        breaks = len(re.findall(r"\r\n|[\r\n\v\f\u2028\u2029]", text[end:start]))
        indented = start - match.start() >= 2
        yield _Line(bare, (start, start + len(bare)), indented, breaks > 1)
        end = match.end()


def _bare(line: str) -> str:
    """A line without the blanks, and the unseen characters, around it."""
    return _EDGES.sub("", line)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Group the lines of each paragraph: one a paragraph, unless the page is wrapped hard."""
    wrap = _wrap(lines)
    group: list[_Line] = []
    for n, line in enumerate(lines):
        if group and not (wrap and wrap.goes_on(group[-1], line, at_top=n <= TOP)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a page is wrapped: the width of a full line, and whether blank lines part paragraphs."""

    measure: Callable[[str], int]
    full: float
    blank_lines: bool = False

    def fills(self, line: _Line, following: _Line) -> bool:
        """Whether the next line's first word would not have fitted behind the line."""
        word = re.match(r"[!-~]+|\S", following.text)
        width = self.measure(line.text) + self.measure(word[0] if word else "")
        return width > self.full - (2 * SLACK if line.indented else SLACK)

    def fills_open(self, pairs: Sequence[tuple[_Line, _Line]]) -> bool:
        """Whether nearly all lines that end inside a sentence are full: short paragraphs hide how
        a page is wrapped, but headings are not full."""
        inside = [pair for pair in pairs if not pair[0].text.endswith(_STOPS)]
        full = sum(self.fills(*pair) for pair in inside)
        return len(inside) >= MIN_OPEN and full >= MIN_FULL * len(inside)

    def goes_on(self, line: _Line, following: _Line, *, at_top: bool) -> bool:
        """Whether the paragraph of a line goes on in the following one."""
        if following.after_blank or following.indented:
            return False
        if at_top and begins_text(following.text):
            return False
        if self.fills(line, following) or line.text.count(_BOLD) % 2 or _OPEN.search(line.text):
            return True
        heads = parse_head(line.text) or parse_head(following.text)
        heading = at_top and self.measure(line.text) < SHORT * self.full
        return self.blank_lines and not heads and not heading


def _wrap(lines: Sequence[_Line]) -> _Wrap | None:
    """How the page is wrapped; None where lines are paragraphs, as are those that all end so."""
    pairs = [(a, b) for a, b in pairwise(lines) if not (b.after_blank or b.indented)]
    if all(before.text.endswith(_STOPS) for before, _ in pairs):
        return None
    wraps = (_full_lines([a.text for a, _ in pairs], measure) for measure in (len, _columns))
    _, wrap = min(wraps, key=lambda pair: pair[0])
    filled = sum(wrap.fills(a, b) for a, b in pairs)
    wide = any(wrap.measure(line.text) > WIDEST * wrap.full for line in lines)
    few = filled < MIN_FILLED * len(pairs) and not wrap.fills_open(pairs[TOP:])
    if wide or wrap.full > MAX_WRAP or few:
        return None
    blanks = sum(line.after_blank for line in lines)
    return replace(wrap, blank_lines=blanks > len(pairs) - filled)


def _full_lines(lines: list[str], measure: Callable[[str], int]) -> tuple[float, _Wrap]:
    """How far lines fall short of the full width on average, as a share of it, and that width."""
    widths = [measure(line) for line in lines]
    full = statistics.quantiles(widths * 2, n=20)[-1]
    return statistics.mean(max(full - width, 0) for width in widths) / full, _Wrap(measure, full)


def _columns(text: str) -> int:
    """Columns of a terminal: full-width characters take two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def _block(lines: Sequence[_Line]) -> Block:
    text, spans = "".join(line.text for line in lines), tuple(line.span for line in lines)
    if head := parse_head(text):
        return Block(BlockKind.HEAD, text, spans, head)
    return Block(BlockKind.CAPTION if is_caption(text) else BlockKind.TEXT, text, spans)


def is_caption(text: str) -> bool:
    """Whether a paragraph says who took a photo, or that it describes one."""
    if len(text) > MAX_CAPTION:
        return False
    tail = text[-40:]
    return bool(_CAPTION_START.match(text)) or any(
        m.end() == len(tail) for m in _CAPTION.finditer(tail)
    )


def is_furniture(text: str) -> bool:
    """Whether a line is worded like one outside all reports: editors, page numbers, ornaments."""
    if len(text) > MAX_FURNITURE or text[-1] in "。！？，；":
        return False
    return bool(_FURNITURE.fullmatch(text))


def _as_title(block: Block) -> Block:
    """Before the first head line, a short line that ends no sentence is a title."""
    if (
        block.kind is BlockKind.TEXT
        and len(block.text) <= MAX_TITLE
        and not _TITLE_END.search(block.text)
    ):
        return Block(BlockKind.TITLE, block.text, block.spans)
    return block


def ordinals(text: str) -> list[Ordinal]:
    """The ordinals that sentences of a text begin with, in order."""
    return [_ordinal(match) for match in _ORDINALS.finditer(text)]


def _ordinal(match: re.Match[str]) -> Ordinal:
    form = "list" if match["form"] == "、" else "point" if match["plain"] else str(match.lastgroup)
    value = next(
        match[name] for name in ("plain", "nth", "of", "bracketed", "arabic", "word") if match[name]
    )
    if value in _WORDS:
        return form, _WORDS[value]
    return form, numerals.value(value) or 0
