"""The credit that closes a report: （记者何悦整理）, （本报记者 何悦）, （何悦）, or a line."""

import re

from corpus.headline import is_name

MAX_CREDIT = 60

_BRACKETS = re.compile(r"(?:^|[（(])(?P<words>[^（()）]*)[）)]\s*$")
_WORK = re.compile(
    r"记者|通讯员|特约员|实习生|整理|采写|撰稿|撰文|供稿|采访|作者|编译|执笔|口述|报道$|[/／]文|文[/／]|文图|图文|摄"
)
_LINE = re.compile(
    r"(?:[■□●◎▲]\s*)?(?:本报|本刊|见习|实习|特约|特派|首席|驻\S{1,4})*(?:记者|通讯员|作者|撰文|整理|采写|撰稿)"
    r"[\s：:/]*[\u3400-\u9fff·\s、]{2,30}"
)


def credit_of(text: str) -> str | None:
    """The words of the credit a paragraph ends in, without brackets; None where it has none."""
    match = _BRACKETS.search(text[-MAX_CREDIT:])
    if match is not None:
        words = match["words"].strip()
        return words if _WORK.search(words) or _names(words) else None
    return text.strip() if len(text) <= MAX_CREDIT and _LINE.fullmatch(text.strip()) else None


def closes(block: str) -> bool:
    """Whether nothing can follow a block: it ends in a credit, or is the end of one cut in two."""
    if credit_of(block) is not None:
        return True
    return len(block) <= 12 and block.endswith(("）", ")")) and not re.search(r"[（(。]", block)


def _names(words: str) -> bool:
    return bool(words) and all(map(is_name, re.split(r"[\s、，]+", words)))
