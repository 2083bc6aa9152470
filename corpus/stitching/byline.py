"""The credit that closes a report: （记者何悦整理）, （本报记者 何悦）, （何悦）, or a line."""

import re

from corpus.stitching.headline import is_name

MAX_CREDIT = 60

_BRACKETS = re.compile(r"(?:^|[（(])(?P<words>[^（()）]*)[）)]\s*$")
_WORK = re.compile(
    r"整理|采写|撰稿|撰文|供稿|采访|编译|执笔|口述|报道$|[/／]文|文[/／]|文图|图文|摄"
)
_PEOPLE = re.compile(r"记者|通讯员|特约员|实习生|作者")
_SENTENCE_END = "。！？!?…”’』」"
_DATELINE = ("讯", "电")
_LINE = re.compile(
    r"(?:[■□●◎▲]\s*)?(?:本报|本刊|见习|实习|特约|特派|首席|驻\S{1,4})*(?:记者|通讯员|作者|撰文|整理|采写|撰稿)"
    r"[\s：:/]*[\u3400-\u9fff·\s、]{2,30}"
)


def credit_of(text: str) -> str | None:
    """The words of the credit a paragraph ends in, without brackets; None where it has none."""
    text = text.strip()
    match = _BRACKETS.search(text, max(0, len(text) - MAX_CREDIT))
    if match is None:
        return text if len(text) <= MAX_CREDIT and _LINE.fullmatch(text) else None
    words = match["words"].strip()
    return words if _is_credit(text[: match.start()].rstrip(), words) else None


def _is_credit(before: str, words: str) -> bool:
    """Whether words in brackets are a credit: names alone are only one at the end of a sentence."""
    if before.endswith(_DATELINE):
        return False
    if _WORK.search(words):
        return True
    return before[-1:] in _SENTENCE_END and bool(_PEOPLE.search(words) or _names(words))


def closes(block: str) -> bool:
    """Whether nothing can follow a block: it ends in a credit, or is the end of one cut in two."""
    if credit_of(block) is not None:
        return True
    return len(block) <= 12 and block.endswith(("）", ")")) and not re.search(r"[（(。]", block)


def _names(words: str) -> bool:
    return bool(words) and all(map(is_name, re.split(r"[\s、，]+", words)))
