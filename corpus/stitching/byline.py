"""Who wrote a report, whence, and where it goes on: bylines, datelines, credits, jump lines.

A byline stands alone (本报记者 何悦, 文/何悦, □ 何悦), a dateline opens the first paragraph
(本报湖州1月5日讯（记者 何悦）, 新华社北京1月5日电), a credit closes the last one
(（记者何悦整理）). A jump line names the page on which it goes on (下转第3版) or began (上接第1版).
"""

import re
from dataclasses import dataclass

from corpus.stitching.headline import is_name

MAX_CREDIT = 60
MAX_BYLINE = 40
MIN_RUN, MAX_RUN = 5, 9
"""Characters of names set without anything between them: of two, and of three."""

_BRACKETS = re.compile(r"(?:^|[（(])(?P<words>[^（()）]*)[）)]\s*$")
_WORK = re.compile(
    r"整理|采写|撰稿|撰文|供稿|采访|编译|执笔|口述|报道$|[/／]文|文[/／]|文图|图文|摄"
)
_PEOPLE = re.compile(r"记者|通讯员|特约员|实习生|作者")
_CONTINUES = re.compile(
    r"\s*[（(]\s*下?转\s*第?\s*[A-Z]?[\d一二三四五六七八九十]{1,3}\s*版\s*[）)]\s*$"
)
_SENTENCE_END = "。！？!?…”’』」"
_DATELINE_END = ("讯", "电")
_LINE = re.compile(
    r"(?:[■□●◎▲]\s*)?(?:本报|本刊|见习|实习|特约|特派|首席|驻\S{1,4})*(?:记者|通讯员|作者|撰文|整理|采写|撰稿)"
    r"[\s：:/]*[\u3400-\u9fff·\s、]{2,30}"
)
# What papers and agencies call themselves, and kinds of reporters.
_PAPER = "(?:[本日晚早晨午商时快导周]|都市|青年|工人|农民|法治)报|快讯"
_OWN = (
    rf"{_PAPER}|本刊|本网|本台|新华社|中新社|人民网|新华网|全媒体|融媒体|特派|特约|首席|见习|实习"
)
# What stands around the names: roles, work done, marks.
_ROLE = re.compile(
    rf"(?:{_OWN}|驻[\u3400-\u9fff]{{1,4}}?)*"
    r"(?:记者站|记者|通讯员|通信员|实习生|评论员|撰稿人|特约员|作者|编辑|学生)|"
    r"发自[\u3400-\u9fff]{2,6}|采访|综合|采写|撰稿|撰文|整理|供稿|编译|执笔|口述|报道|摄影|文图|图文|"
    r"(?:^|(?<=[\s/／|]))[摄文图](?=[\s/／|]|$)|"
    r"[/／|｜:：;；,，、&＆]|[■□●○◎▲△◆◇★☆]|\s+"
)
_MARK = re.compile(r"^\s*[■□●○◎▲△◆◇★☆]\s*|^\s*(?:文|图文|文图|图|撰文|采写|整理)\s*[/／|｜:：]")
_ROLE_FIRST = re.compile(
    r"^\s*(?:[■□●○◎▲△◆◇★☆]\s*)?(?:(?:文|图)\s*[/／]\s*图?\s*)?"
    rf"(?:{_OWN}|驻[\u3400-\u9fff]{{1,4}}?)*"
    r"(?:记者|通讯员|通信员|实习生|评论员|撰稿人|特约员|作者)"
)
_AFTER = re.compile(r"(?:[/／]\s*|\s)(?:文\s*[/／]?\s*图|图\s*[/／]?\s*文|文|整理|采写|摄)\s*$")
_PLACE = r"(?P<city>[\u3400-\u9fff]{2,7}?)"
_PLACE_ALONE = r"(?P<place>[\u3400-\u9fff]{2,4}?)"
_DATE = r"(?:\d{1,2}月)?\d{1,2}日"
_DATELINE = re.compile(
    rf"^[【\[]?据?(?:{_PAPER}|本刊|新华社|中新社|[\u3400-\u9fff]{{2,6}}(?:报|网))"
    rf"(?:讯|(?:记者)?{_PLACE}?(?P<date>{_DATE})\s*(?:专?电|[快专]?讯|消息)|{_PLACE_ALONE}\s*(?:专电|电|讯))[】\]]?"
)
# A dateline that goes on on the next line.
_DATELINE_CUT = re.compile(rf"(?:{_PAPER}|新华社|中新社){_PLACE}?{_DATE}")
_BY = re.compile(r"^\s*[（(](?P<words>[^（()）]{2,40})[）)]")
_REPORTS = re.compile(
    r"^\s*(?P<words>(?:见习|实习|特约)?记者\s*[\u3400-\u9fff·、\s]{2,14}?)\s*(?:综合)?报道[：:]"
)


# Jump lines.
_FROM = re.compile(r"[（(]?\s*(?:紧接|上接|接)\s*第?\s*[A-Z]?[\d一二三四五六七八九十]{1,3}\s*版")
_TO = re.compile(
    r"[（(]?\s*(?:下转|转)\s*第?\s*[A-Z]?[\d一二三四五六七八九十]{1,3}\s*版\s*[）)]?\s*$"
)
_PAGE = re.compile(r"第?\s*([A-Z]?[\d一二三四五六七八九十]{1,3})\s*版")
LONGEST_JUMP = 20


@dataclass(frozen=True, slots=True)
class Dateline:
    """How a first paragraph opens.

    `length` is how many characters it takes, `words` the names as printed (None where it has
    none), `city` the place it names.
    """

    length: int
    words: str | None
    city: str | None


def credit_of(text: str) -> str | None:
    """The words of the credit a paragraph ends in, without brackets; None where it has none."""
    text = _CONTINUES.sub("", text.strip())
    match = _BRACKETS.search(text, max(0, len(text) - MAX_CREDIT))
    if match is None:
        return text if len(text) <= MAX_CREDIT and _LINE.fullmatch(text) else None
    words = match["words"].strip()
    return words if _is_credit(text[: match.start()].rstrip(), words) else None


def _is_credit(before: str, words: str) -> bool:
    """Whether words in brackets are a credit: names alone are only one at the end of a sentence."""
    if before.endswith(_DATELINE_END):
        return False
    if _WORK.search(words):
        return True
    ends = not before or before[-1] in _SENTENCE_END
    return ends and bool(_PEOPLE.search(words) or _all_names(words))


def closes(block: str) -> bool:
    """Whether nothing can follow a block: it ends in a credit, or is the end of one cut in two."""
    if credit_of(block) is not None:
        return True
    return len(block) <= 12 and block.endswith(("）", ")")) and not re.search(r"[（(。]", block)


def _all_names(words: str) -> bool:
    """Whether words are names; the blank between two of them may be lost at a line's end."""
    parts = re.split(r"[\s、，]+", words)
    return bool(words) and all(is_name(part) or _run_together(part) for part in parts)


def _run_together(part: str) -> bool:
    """Whether a part is two names and more; as short as two words are, it may be a place."""
    return len(part) >= MIN_RUN and "".join(_names(part)) == part


def byline_of(text: str) -> str | None:
    """The words of a line that says who wrote a report and nothing else; None for another line."""
    bare = text.strip()
    if len(bare) > MAX_BYLINE or re.search(r"[。！？；“”《》]", bare):
        return None
    names = names_of(bare)
    rest = _ROLE.sub("", bare)
    if not names or len(rest) > sum(map(len, names)):
        return None
    marked = _MARK.search(bare) or _ROLE_FIRST.search(bare) or _AFTER.search(bare)
    return bare if marked or _all_names(bare) else None


def opens_byline(text: str) -> bool:
    """Whether a line begins as bylines do, whatever follows, or is a dateline with names alone."""
    if len(text) > MAX_BYLINE or "。" in text:
        return False
    dateline = dateline_of(text)
    alone = dateline is not None and dateline.words is not None and dateline.length == len(text)
    return alone or bool(_ROLE_FIRST.match(text))


def begins_text(text: str) -> bool:
    """Whether a line's first words are a dateline's, or say where a report comes from."""
    return bool(_DATELINE.match(text) or _DATELINE_CUT.fullmatch(text) or comes_from(text))


def dateline_of(text: str) -> Dateline | None:
    """How a paragraph opens, where it does so with a dateline."""
    match = _DATELINE.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    by = _BY.match(rest) or _REPORTS.match(rest)
    words = by["words"].strip() if by and names_of(by["words"]) else None
    length = match.end() + (by.end() if by and words else 0)
    return Dateline(length, words, match["city"] or match["place"])


def names_of(words: str) -> tuple[str, ...]:
    """The names in the words of a byline, dateline or credit, in order."""
    names: list[str] = []
    for part in _ROLE.split(words):
        names += _names(part or "")
    return tuple(dict.fromkeys(names))


def _names(text: str) -> list[str]:
    """One name, or two and more set without anything between them (孙晓孔平)."""
    text = text.strip("（）()·.．")
    if not text or len(text) > max(MAX_RUN, 14 * ("·" in text)):
        return []
    if is_name(text) or re.fullmatch(r"[\u3400-\u9fff]{1,5}·[\u3400-\u9fff]{1,8}", text):
        return [text]
    for size in (2, 3, 4):
        head, rest = text[:size], text[size:]
        if is_name(head) and len(rest) >= 2 and (more := _names(rest)):
            return [head, *more]
    return []


def comes_from(text: str) -> str | None:
    """The page that a text comes from by its first words: 第1版; None where these say nothing."""
    match = _FROM.match(text)
    return _page(match[0]) if match else None


def goes_on_at(text: str) -> str | None:
    """The page that a text goes on on by its last words: 第3版; None where these say nothing."""
    match = _TO.search(text[-LONGEST_JUMP:])
    return _page(match[0]) if match else None


def _page(text: str) -> str | None:
    match = _PAGE.search(text)
    return f"第{match[1]}版" if match else None
