"""A document that is one report → that report: its headline, byline, date and place, by its marks.

A document whose text has the head lines of several reports is a page pasted into it: that is put
together as plain text is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.errors import InputError
from corpus.reading.article import Article, Part, Role
from corpus.reading.imprint import imprint_line
from corpus.section import Paragraph, Section
from corpus.stitching.blocks import Block, BlockKind, is_caption, is_furniture
from corpus.stitching.byline import (
    MIN_RUN,
    byline_of,
    credit_of,
    dateline_of,
    names_of,
    opens_byline,
)
from corpus.stitching.headline import Head, parse_head
from corpus.stitching.result import Imprint, Stitched, StitchedSection, check_conserved

NO_TEXT = "文档里没有正文"
TOP = 8
"""Parts in which headline, byline and date are looked for where no mark tells them."""
LONGEST_TITLE = 45
LONGEST_DATE = 40
LONGEST_TOP = 60
"""Characters of a line that names publication, reporter and day."""
_ENDS = ("。", "；", "，", "：", ":")
SUBTITLE = re.compile(r"^\s*(?:——|—|--|－－)")

_HAN = re.compile(r"[\u3400-\u9fff]+")
_SOURCE = re.compile(r"(?:来源|原标题|稿源|出处|作者|记者|编辑|发布时间|时间)\s*[:：]")
_CALL = re.compile(
    r"点击.{0,4}蓝[字色]|关注我们|关注.{0,6}公众号|[扫识]别?.{0,4}二维码|阅读原文|点个?[“「]?(?:赞|在看)|设为星标"
)
_OTHERS = re.compile(
    r"[\s—\-·*]*(?:END|完|(?:往期|精彩|相关|更多|延伸|推荐|热门).{0,4}(?:推荐|回顾|阅读|文章|内容|链接|新闻))"
    r"[\s—\-·*：:]*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Told:
    """What was told apart so far."""

    title: list[Part] = field(default_factory=list)
    kicker: list[Part] = field(default_factory=list)
    subtitle: list[Part] = field(default_factory=list)
    byline: list[Part] = field(default_factory=list)
    furniture: list[Part] = field(default_factory=list)
    captions: list[Part] = field(default_factory=list)
    text: list[Part] = field(default_factory=list)


def holds_page(article: Article) -> bool:
    """Whether a document holds head lines of several reports."""
    heads = (parse_head(article.words(part)) for part in article.parts)
    return sum(head is not None and head.headline is not None for head in heads) > 1


def stitch_article(article: Article, sure: float = 1.0) -> Stitched:
    """The report of a document; `sure` is its confidence, half as much without a headline.

    Raises:
        InputError: it has no text.
        RunError: the result would lose or double characters.
    """
    told = _told(article)
    if not told.text:
        raise InputError(NO_TEXT)
    section = _section(article, told)
    heads = (told.title, told.kicker, told.subtitle, told.byline)
    stitched = Stitched(
        text=article.text,
        title=(),
        sections=(
            StitchedSection(
                section,
                tuple(_block(article, part, BlockKind.HEAD) for parts in heads for part in parts),
                sure if section.headline else sure / 2,
            ),
        ),
        captions=tuple(_block(article, part, BlockKind.CAPTION) for part in told.captions),
        leftover=(),
        joins=(),
        furniture=tuple(_block(article, part, BlockKind.TEXT) for part in told.furniture),
        imprint=_imprint(article, told),
        document=article,
        parts=article.extent,
    )
    check_conserved(stitched)
    return stitched


def _told(article: Article) -> _Told:
    told = _Told()
    title = _title(article)
    end = _end(article)
    for n, part in enumerate(article.parts):
        words = article.words(part)
        if n in title:
            told.title.append(part)
        elif part.role is Role.ASIDE or is_caption(words):
            told.captions.append(part)
        elif part.role is Role.SUBTITLE or (
            told.title and not told.text and (SUBTITLE.match(words) or _is_below_title(article, n))
        ):
            told.subtitle.append(part)
        elif not told.title and title and n < title[0] and not _is_imprint(article, part):
            told.kicker.append(part)
        elif not told.byline and not told.text and _byline(words):
            told.byline.append(part)
        elif n >= end or _is_furniture(
            words, at_top=not told.text, at_end=n >= min(end, len(article.parts)) - TOP
        ):
            told.furniture.append(part)
        else:
            told.text.append(part)
    return told


def _is_below_title(article: Article, n: int) -> bool:
    """Whether a line goes on with the headline above it: it is no sentence, and a dateline or a
    byline stands below it, perhaps under one more such line."""
    words = article.words(article.parts[n])
    above = len(words) <= LONGEST_TITLE and not words.endswith(_ENDS) and not is_signed(words)
    says = dateline_of(words) or imprint_line(words) or _SOURCE.search(words)
    if not above or says or n + 1 >= min(TOP, len(article.parts)):
        return False
    below = article.words(article.parts[n + 1])
    opened = dateline_of(below) is not None or _byline(below) is not None
    return opened or _is_below_title(article, n + 1)


def _end(article: Article) -> int:
    """The number of the part behind the report's last: what follows leads to other reports."""
    parts = range(len(article.parts) // 2, len(article.parts))
    ends = (n for n in parts if _OTHERS.fullmatch(article.words(article.parts[n])))
    return next(ends, len(article.parts))


def _title(article: Article) -> list[int]:
    """The numbers of the parts that are the headline: one, or two of the same mark in a row."""
    marked = [n for n, part in enumerate(article.parts[:TOP]) if part.role is Role.TITLE]
    if marked:
        return [n for n in marked if n - marked[0] == marked.index(n)][:2]
    n = next((n for n, part in enumerate(article.parts) if not _is_imprint(article, part)), 0)
    first = article.words(article.parts[n])
    ends = first.rstrip("”』」）").endswith(_ENDS)
    alone = len(article.parts) > n + 1 and len(first) <= LONGEST_TITLE and not ends
    return [n] if alone and not is_signed(first) and not dateline_of(first) else []


def is_signed(line: str) -> bool:
    """Whether a line is a byline; names with nothing between them may be a short headline."""
    run = len(line) >= MIN_RUN and _HAN.fullmatch(line) and not opens_byline(line)
    return _byline(line) is not None and not run


def _is_imprint(article: Article, part: Part) -> bool:
    line = imprint_line(article.words(part))
    return line is not None and not line.rest


def _byline(words: str) -> str | None:
    """The words of a line that say who wrote a report; where and when it stood may be beside."""
    line = imprint_line(words) if len(words) <= LONGEST_TOP else None
    return byline_of(line.rest if line else words)


def _is_furniture(words: str, *, at_top: bool, at_end: bool) -> bool:
    """Whether a line says where and when a report stood, or who set it, and nothing of its text."""
    if len(words) > LONGEST_DATE or words.endswith(("。", "！", "？")):
        return False
    line = imprint_line(words)
    if at_top and ((line and not line.rest) or _SOURCE.match(words)):
        return True
    if (at_top or at_end) and _CALL.search(words):
        return True
    return at_end and bool(_SOURCE.match(words) or is_furniture(words))


def _section(article: Article, told: _Told) -> Section:
    head = _speaker(article, told)
    paragraphs = tuple(_paragraph(article, part) for part in told.text)
    dateline = dateline_of(paragraphs[0].text)
    byline = next((_byline(article.words(part)) for part in told.byline), None)
    said = byline or (dateline.words if dateline else None) or credit_of(paragraphs[-1].text)
    credit = said or article.about.author
    return Section(
        city=head.city if head else dateline.city if dateline else None,
        author=head.author if head else None,
        office=head.office if head else None,
        headline=head.headline if head else _joined(article, told.title),
        credit=credit,
        paragraphs=paragraphs,
        kicker=_joined(article, told.kicker),
        subtitle=_joined(article, told.subtitle),
        reporters=names_of(credit or ""),
    )


def _speaker(article: Article, told: _Told) -> Head | None:
    """Who speaks, where the headline is a head line."""
    head = parse_head(_joined(article, told.title) or "")
    return head if head and head.headline else None


def _paragraph(article: Article, part: Part) -> Paragraph:
    return Paragraph(article.words(part), part.spans, part.role is not Role.TEXT)


def _joined(article: Article, parts: Sequence[Part]) -> str | None:
    return "".join(article.words(part) for part in parts) or None


def _block(article: Article, part: Part, kind: BlockKind) -> Block:
    return Block(kind, article.words(part), part.spans)


def _imprint(article: Article, told: _Told) -> Imprint:
    """Publication and day: what lines above and below the text say before what the file does."""
    parts = (*told.byline, *told.furniture)
    lines = [line for part in parts if (line := imprint_line(article.words(part)))]
    publication = next((line.publication for line in lines if line.publication), None)
    day = next((line.day for line in lines if line.day), None)
    return Imprint(publication or article.about.publication, day or article.about.day)
