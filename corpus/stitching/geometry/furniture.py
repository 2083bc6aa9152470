"""What is printed outside all reports: masthead and foot, labels, quotations, captions."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.reading.lines import Box, Line, Sheet, around
from corpus.stitching.blocks import is_caption
from corpus.stitching.byline import comes_from
from corpus.stitching.geometry.typography import Type, beside, overlap
from corpus.stitching.result import Imprint

# Shares of the page's height, and of the width of what is printed.
MASTHEAD, FOOT = 0.22, 0.93
EDGE = 0.075
SHORT_RULE = 0.45
FULL_WIDTH = 0.55
BAND_GAP, MAX_BAND = 0.5, 7.0
"""In body sizes: blank paper between two bands, and how high that of a masthead is."""
MAX_NAME = 9
MIN_GRID = 3
MAX_IMPRINT = 5
"""Lines of body type in masthead or foot: address, telephone, subscription."""
MAX_ROW = 5.0
"""In body sizes: the height of a table's row."""

_MASTHEAD = re.compile(
    r"\d{4}\s*年|星期|第?\s*[A-Z]?\d{1,3}\s*版|编辑|责编|美编|校对|版式|视觉|邮箱|@|www|电话|热线|"
    r"邮编|\d{4}\s*[·./．]\s*\d{1,2}(?!\d)|^[-—–·\s]*\d{1,3}[-—–·\s]*$|邮政编码|零售|订阅|印刷|社址|地址|第\s*\d+\s*[期号]|CN\s*\d|刊号|广告部|日[报報]$|[晚晨时]报$|总\d+期"
)
_NOTE = re.compile(r"\s*(?:\d{1,2}(?!\d)|[①-⑳*＊]|\[\d+\]|注[：:释])")
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NUMBER = re.compile(r"(?:第\s*)?([A-Z]?\d{1,3})\s*版|^第([一二三四五六七八九十]{1,3})版")
_NAME = re.compile(r"[\u3400-\u9fff]{1,7}(?:[日晚晨时周]?[报報]|周刊|新闻|导报|都市报)")
_STOP = re.compile(r"[。！？；，、：]$")
_CAPTION_MARK = re.compile(r"^\s*(?:[▲▼△◀▶←→↑↓]|图[为①-⑩：:/／]|[上下左右本]图|资料图)")


def imprint_of(lines: Sequence[Line]) -> Imprint:
    """Read a page's furniture."""
    texts = [line.text for line in lines]
    names = [text for line in _largest(lines) if (text := _name(line.text))]
    return Imprint(
        publication=names[0] if names else None,
        day=next((day for text in texts if (day := _date(text))), None),
        number=next((n for text in texts if (n := _number(text))), None),
    )


def _largest(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -line.size)


def _name(text: str) -> str | None:
    bare = re.sub(r"\s", "", text)
    return bare if len(bare) <= MAX_NAME and _NAME.fullmatch(bare) else None


def _date(text: str) -> date | None:
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return date(*(int(number) for number in match.groups()))
    except ValueError:
        return None


def _number(text: str) -> str | None:
    match = _NUMBER.search(text)
    return next(filter(None, match.groups()), None) if match else None


def edges_of(sheet: Sheet, lines: Sequence[Line], body: Type) -> list[Line]:
    """The lines of masthead and foot: beyond a rule across the page, or worded so at its edge."""
    if not lines:
        return []
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    wide = [r for r in sheet.rules if r.width >= FULL_WIDTH * (right - left)]
    found = [*_beyond_rules(sheet, lines, wide, body), *_bands(lines, body)]
    found += _footnotes(sheet, lines, right - left, body)
    headed = any(line.box.y1 < MASTHEAD * sheet.height for line in found)
    for line in lines:
        top = line.box.y1 <= EDGE * sheet.height and not headed
        low = line.box.y0 >= (1 - EDGE) * sheet.height
        worded = _MASTHEAD.search(line.text) and not _STOP.search(line.text)
        # Last, for it looks at all lines.
        if (top or low) and worded and (body.is_other(line) or not _in_text(line, lines)):
            found.append(line)
    return _with_neighbours(list(dict.fromkeys(found)), lines, sheet)


def _footnotes(sheet: Sheet, lines: Sequence[Line], width: float, body: Type) -> list[Line]:
    """The notes below a short rule near a page's foot: in small type, the first with its mark."""
    for rule in sheet.rules:
        if rule.width > rule.height and rule.width < SHORT_RULE * width:
            below = [line for line in lines if line.box.y0 >= rule.y1 - 1]
            small = all(line.size < body.size for line in below) and rule.y0 > sheet.height / 2
            if small and any(_NOTE.match(line.text) for line in below):
                return below
    return []


def _in_text(line: Line, lines: Sequence[Line]) -> bool:
    """Whether other lines stand close above or below a line, in its type."""
    return any(
        abs(other.box.y0 - line.box.y0) < 2.2 * line.size
        and abs(other.size - line.size) < 0.15 * line.size
        and len(other.text) > 4
        and overlap(other.box, line.box) > 0.5
        for other in lines
        if other is not line and abs(other.box.y0 - line.box.y0) > 0.7 * line.size
    )


def _beyond_rules(
    sheet: Sheet, lines: Sequence[Line], rules: Sequence[Box], body: Type
) -> list[Line]:
    """What stands beyond rules, strip by strip from the edge, until one is no furniture."""
    top = sorted(rule.y0 for rule in rules if rule.y1 < MASTHEAD * sheet.height)
    foot = sorted((rule.y1 for rule in rules if rule.y0 > FOOT * sheet.height), reverse=True)
    above = [[n for n in lines if n.box.y1 <= y + 2] for y in top]
    below = [[n for n in lines if n.box.y0 >= y - 2] for y in foot]
    return [*_furnished(above, body), *_furnished(below, body)]


def _furnished(groups: Sequence[Sequence[Line]], body: Type) -> list[Line]:
    """The largest of groups, each holding the one before, that adds furniture alone."""
    found: list[Line] = []
    for group in groups:
        added = [line for line in group if line not in found]
        worded = any(_MASTHEAD.search(line.text) for line in added)
        if added and (not worded or _holds_text(added, body)):
            break
        found += added
    return found


def _bands(lines: Sequence[Line], body: Type) -> list[Line]:
    """The lines of the bands of type at the top and the foot that are worded as these are.

    A band is all that stands between two strips of blank paper across the page.
    """
    ordered = sorted(lines, key=lambda line: line.box.y0)
    bands: list[list[Line]] = []
    low = -1.0
    for line in ordered:
        if line.box.y0 > low + BAND_GAP * body.size or not bands:
            bands.append([])
        bands[-1].append(line)
        low = max(low, line.box.y1)
    second = [band for band in bands[1:2] if all(_MASTHEAD.search(line.text) for line in band)]
    edges = [*bands[:1], *second, *bands[2:][-1:]]
    return [line for band in edges if _is_edge(band, body) for line in band]


def _is_edge(band: Sequence[Line], body: Type) -> bool:
    """Whether a band is low, has the words of a masthead or foot, and no text."""
    box = around([line.box for line in band])
    worded = any(_MASTHEAD.search(line.text) and not _STOP.search(line.text) for line in band)
    worded = worded and not any(comes_from(line.text) for line in band)
    return (
        worded
        and box.height < MAX_BAND * body.size
        and not any(_STOP.search(line.text) for line in band)
    )


def _holds_text(lines: Sequence[Line], body: Type) -> bool:
    """Whether there are several lines of running text."""
    text = [line for line in lines if not body.is_other(line) and len(line.text) > 6]
    return len(text) > MAX_IMPRINT or sum(bool(_STOP.search(line.text)) for line in text) > 1


def _with_neighbours(found: list[Line], lines: Sequence[Line], sheet: Sheet) -> list[Line]:
    """And short lines beside these: the section's name beside page number and date."""
    for line in lines:
        if line in found or len(line.text) > MAX_NAME or _STOP.search(line.text):
            continue
        near_edge = line.box.y0 < EDGE * sheet.height or line.box.y1 > (1 - EDGE) * sheet.height
        if near_edge and any(beside(line.box, other.box) > 0.4 for other in found):
            found.append(line)
    return found


def tables_of(sheet: Sheet, lines: Sequence[Line], body: Type) -> list[list[Line]]:
    """The lines of each table: those in a grid of rules whose cells are low."""
    found = []
    for grid in _grids(sheet, body):
        cells = [line for line in lines if inside(line.box, grid)]
        if cells and not any("。" in line.text for line in cells):
            found.append(cells)
    return found


def _grids(sheet: Sheet, body: Type) -> list[Box]:
    """The boxes of rules that cross or touch, at least three each way, close below each other."""
    groups: list[list[Box]] = []
    for rule in sheet.rules:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        for group in touching:
            groups.remove(group)
        groups.append([*(other for group in touching for other in group), rule])
    return [around(group) for group in groups if _is_grid(group, body)]


def _touch(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 + 2 and b.x0 < a.x1 + 2 and a.y0 < b.y1 + 2 and b.y0 < a.y1 + 2


def _is_grid(rules: Sequence[Box], body: Type) -> bool:
    rows = {round(rule.y0 / 4) for rule in rules if rule.width > rule.height}
    columns = {round(rule.x0 / 4) for rule in rules if rule.height > rule.width}
    low = around(rules).height < MAX_ROW * body.size * max(len(rows) - 1, 1)
    return len(rows) >= MIN_GRID and len(columns) >= MIN_GRID and low


def inside(box: Box, frame: Box) -> bool:
    """Whether a box stands in a frame, by its middle."""
    return frame.holds((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)


def captions_of(sheet: Sheet, lines: Sequence[Line], body: Type) -> list[list[Line]]:
    """Groups of lines below pictures, or worded as captions, that are set unlike the body."""
    found: list[list[Line]] = []
    taken: set[Line] = set()
    ordered = sorted(lines, key=lambda line: (line.box.y0, line.box.x0))
    for picture in sheet.pictures:
        group = _caption_below(picture, [n for n in ordered if n not in taken], body)
        if group:
            found.append(group)
            taken.update(group)
    for line in ordered:
        if line not in taken and not body.is_heading(line) and _worded(line, body):
            group = _following(line, [n for n in ordered if n not in taken])
            found.append(group)
            taken.update(group)
    return found


def _worded(line: Line, body: Type) -> bool:
    """Whether a line without a picture is a caption by its words and its type."""
    if _CAPTION_MARK.match(line.text):
        return True
    return (
        body.is_other(line) and is_caption(line.text) and not line.text.startswith(("文", "图文"))
    )


def _caption_below(picture: Box, lines: Sequence[Line], body: Type) -> list[Line]:
    reach = 2.2 * body.size
    near = [
        line
        for line in lines
        if -0.3 * line.size <= line.box.y0 - picture.y1 <= reach
        and overlap(line.box, picture) > 0.8
        and line.box.x0 >= picture.x0 - 2 * body.size
        and line.box.x1 <= picture.x1 + 2 * body.size
        and not body.is_heading(line)
    ]
    if not near:
        return []
    first = min(near, key=lambda line: (line.box.y0, line.box.x0))
    if not (body.is_other(first) or is_caption(first.text) or _CAPTION_MARK.match(first.text)):
        return []
    group = _following(first, lines, picture.x1)
    text = "".join(line.text for line in group)
    return group if is_caption(text) or len(group) <= 4 else []


def _following(first: Line, lines: Sequence[Line], right: float | None = None) -> list[Line]:
    """A line and those right below it in the same type, while they can go on.

    They can where the line before reaches the picture's right edge, or has not said who took it.
    """
    group = [first]
    for line in lines:
        last = group[-1]
        alike = abs(line.size - first.size) < 0.04 * first.size and line.face == first.face
        under = line.box.y0 > last.box.y0 + 0.5 * first.size and overlap(line.box, last.box) > 0.6
        if not (alike and under and line.bold == first.bold):
            continue
        full = right is None or last.box.x1 > right - 3 * first.size
        if line.box.y0 - last.box.y1 > 0.8 * first.size or not full:
            break
        if right is None and is_caption("".join(one.text for one in group)):
            break
        group.append(line)
    return group


def is_quotation(group: Sequence[Line], between_rules: bool) -> bool:
    """Whether lines in larger type are a sentence lifted out of a report, not a headline."""
    text = "".join(line.text for line in group)
    sentence = text.rstrip("”』」").endswith(("。", "；"))
    quoted = text.startswith(("“", "「", "『")) and text.endswith(("”", "」", "』"))
    return (sentence and (len(text) > 10 or between_rules)) or (quoted and between_rules)
