"""A line that says where and when a report stood: publication, day, page, who edited it."""

import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*(?:年|[./-])\s*(?P<month>\d{1,2})\s*(?:月|[./-])\s*(?P<day>\d{1,2})"
    r"(?:\s*日|(?!\d))"
)
_SOURCE = re.compile(r"(?:来源|稿源|出处)\s*[:：]\s*(?P<words>[\u3400-\u9fffA-Za-z0-9·]{2,20})")
_PAPER = re.compile(
    r"(?<![\u3400-\u9fff])(?P<words>[\u3400-\u9fff]{2,7}(?:[日晚晨时周][报報]|周刊|导报))(?![\u3400-\u9fff])"
)
# What else such a line says, and no report does.
_LESSER = re.compile(
    r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|(?:周|星期)[一二三四五六日天]|第?\s*[A-Z]?\d{1,3}\s*版"
    r"|(?:发布|发表|更新|见报)?(?:时间|日期)\s*[:：]|(?:字体|字号)\s*[:：]\s*[大中小\s]+"
    r"|(?:责任|值班|网络)?(?:编辑|责编|校对|审核)\s*[:：/／]\s*[\u3400-\u9fff]{2,4}"
)
_BETWEEN = " \t\u00a0\u3000|｜·,，;；/／（）()"


@dataclass(frozen=True, slots=True)
class ImprintLine:
    """What a line says of where a report stood; `rest` are the words that do not."""

    publication: str | None
    day: date | None
    rest: str


def imprint_line(words: str) -> ImprintLine | None:
    """Read a line; None where it names neither publication nor day."""
    day, publication = _day(words), _SOURCE.search(words) or _PAPER.search(words)
    if day is None and publication is None:
        return None
    rest = words
    for form in (_DAY, _SOURCE, _PAPER, _LESSER):
        rest = form.sub(" ", rest)
    return ImprintLine(publication["words"] if publication else None, day, rest.strip(_BETWEEN))


def _day(words: str) -> date | None:
    match = _DAY.search(words)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
