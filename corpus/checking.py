"""What a person should look at in a library file that loads."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from corpus.library import LibraryPage
from corpus.reading.characters import visible
from corpus.reading.imprint import imprint_line
from corpus.section import Page, Section, Span

PAGE_BREAK = "\f"


# A lone word of another language, a mark set twice, bytes that were no character.
_SLIP = re.compile(
    r"(?<=[\u4e00-\u9fff]) [a-z]{2,} (?=[\u4e00-\u9fff])|([，。、；：])\1|[，、；：][。]|\ufffd"
)
MOST = 5
"""Lines outside all reports that are listed one by one: a scan has its masthead and more."""


def warnings(held: LibraryPage) -> Iterator[str]:
    """What is doubtful: the raw page gone or changed, text mended or left out, fields unknown."""
    page = held.page
    mended = sum(not p.spans for section in page.sections for p in section.paragraphs)
    if page.raw is not None and held.raw_text is None:
        yield f"原页 {page.raw.file} 不在、已改动或读不了，引文不带出处"
    elif held.raw_text is not None and mended:
        yield f"{mended} 段与原页不同，引用时不带出处"
    elif held.raw_text is not None:
        yield from _outside(unplaced(page, held.raw_text))
    yield from slips(page)
    for number, section in enumerate(page.sections, 1):
        if missing := _missing(section):
            yield f"第 {number} 篇（{section.headline or '无题'}）没有写明{'、'.join(missing)}"


def slips(page: Page) -> Iterator[str]:
    """What looks like a slip of the page: nothing is changed, for the page may mean it."""
    for number, section in enumerate(page.sections, 1):
        for order, paragraph in enumerate(section.paragraphs, 1):
            for match in _SLIP.finditer(paragraph.text):
                start, end = max(match.start() - 6, 0), match.end() + 6
                words = " ".join(paragraph.text[start:end].split())
                yield f"第 {number} 篇第 {order} 段像是原页有误，照原样保留：…{words}…"


def _outside(lines: list[str]) -> Iterator[str]:
    if len(lines) > MOST:
        some = "、".join(line[:10] for line in lines[:MOST])
        yield f"原页有 {len(lines)} 行不在任何一篇里：{some}……"
    else:
        yield from (f"原页这一行不在任何一篇里：{line[:30]}" for line in lines)


def unplaced(page: Page, raw_text: str) -> list[str]:
    """The lines of the raw page that are in no paragraph, title, caption, head or imprint.

    A line of title or captions that is not on the raw page is an error of the page as well, and is
    listed with a plus sign before it. Of a raw file with several pages it is the part from the
    page's first words to its last.
    """
    left = Counter(filter(None, _without_imprint(page, _outside_paragraphs(page, raw_text))))
    left.subtract([*page.title, *page.captions])
    pools = [_Pool(section) for section in page.sections]
    missing = [
        line
        for line, count in left.items()
        for _ in range(max(count, 0))
        if not any(pool.takes(line) for pool in pools)
    ]
    return [*missing, *(f"+{line}" for line, count in left.items() if count < 0)]


def _outside_paragraphs(page: Page, raw_text: str) -> Iterator[str]:
    """What the paragraphs' spans leave, line by line, blanks around it removed."""
    spans = sorted(s for section in page.sections for p in section.paragraphs for s in p.spans)
    first, last = _sheets(spans, raw_text)
    starts = [first, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), last]
    for start, end in zip(starts, ends, strict=True):
        yield from filter(None, map(str.strip, raw_text[start:end].splitlines()))


def _without_imprint(page: Page, lines: Iterable[str]) -> Iterator[str]:
    """What lines say beside the page's publication and day; those of another page stay whole."""
    for line in lines:
        said = imprint_line(line)
        known = said and said.publication in (None, page.publication)
        if _bare(line) == _bare(page.publication or ""):
            continue
        yield said.rest if said and known and said.day in (None, page.date) else line


def _sheets(spans: list[Span], raw_text: str) -> Span:
    """From the beginning to the end of the pages of the raw file that spans stand on."""
    if not spans:
        return 0, len(raw_text)
    end = raw_text.find(PAGE_BREAK, spans[-1][1])
    return raw_text.rfind(PAGE_BREAK, 0, spans[0][0]) + 1, end if end >= 0 else len(raw_text)


class _Pool:
    """The words of a section's head, of which each line of the page takes its own."""

    def __init__(self, section: Section) -> None:
        given = (
            section.office, section.author, section.headline, section.kicker, section.subtitle,
            section.credit, section.continued,
        )  # fmt: skip
        self._words = [_bare(words) for words in given if words]

    def takes(self, line: str) -> bool:
        """Whether a line is one or several of the head's words, or a part of one; they are used."""
        bare, left = _bare(line), list(self._words)
        for n, words in enumerate(left):
            if bare and bare in words:
                left[n], bare = words.replace(bare, "", 1), ""
            elif words and words in bare:
                left[n], bare = "", bare.replace(words, "", 1)
        if not bare:
            self._words = left
        return not bare


def _bare(words: str) -> str:
    """Without blanks, marks before a head and between its parts, and what is not seen."""
    return "".join(char for char in visible(words) if char not in " 　\t*：:《》“”【】（）()■◆●▲★")


def _missing(section: Section) -> list[str]:
    """What a report lacks: a headline, or one of the two that a speaker comes with."""
    missing = [] if section.headline else ["标题"]
    if section.office and not section.author:
        missing.append("发言人")
    if section.author and not section.office:
        missing.append("职务")
    return missing
