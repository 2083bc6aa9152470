"""Silence: telling that no passage answers, from what a passage lacks of the question."""

import re

from retrieval.evidence import Evidence
from retrieval.text import sentences

# Fitted on questions with and without an answer (docs/answering.md gives the error rates).
ENOUGH = 0.38

_NUMBER = r"(?:\d[\d.,]*|[一二两三四五六七八九十百千万亿]+)(?:余|多|几)?(?:万|亿)?"
_HOW_MANY = re.compile(
    r"多少(?:钱|元|([㐀-鿿]{1,2}))?|(?<!哪)几(个|位|名|人|家|所|座|项|次|天|年|岁|点|元|条|场|期|届|斤|种)"
    r"|(多大|多久|多长|多高|多远)"
)
_WHEN = re.compile(r"几月|几号|什么时候|何时|哪年|哪一年|哪天|哪一天|几点|什么时间|日期")
_TIME = re.compile(r"\d+年|\d+月|\d+日|\d+号|[一二三四五六七八九十]月|今年|明年|去年|年底|年内|月底")
_DAY = re.compile(r"\d+[月日号]|[一二三四五六七八九十]+[月日号]")
_MONEY = re.compile(rf"{_NUMBER}(?:元|块|万元|亿元)")
_WHAT = re.compile(r"(?:哪家|哪所|哪款|哪种|哪一家|什么|多少)([㐀-鿿]{2,4})")


def answers(evidence: Evidence) -> bool:
    """Whether a passage holds enough of the question's weight, close together."""
    return evidence.sentence >= ENOUGH


def lacks_fact(asked: str, theme: str, text: str) -> bool:
    """Whether a question asks for a number, a time or a thing of a kind that `text` does not give.

    Args:
        asked: the question, normalised, with its question words.
        theme: the words the fact is about, each looked for in the sentences of `text`.
        text: a normalised passage.
    """
    near = _near(theme, text)
    if _WHEN.search(asked):
        return (_DAY if re.search("几月|几号|日期", asked) else _TIME).search(near) is None
    match = _HOW_MANY.search(asked)
    return match is not None and _number_of(match, near).search(near) is None


def _number_of(match: re.Match[str], near: str) -> re.Pattern[str]:
    if "钱" in match[0] or "元" in match[0]:
        return _MONEY
    unit = match[1] or match[2]
    if unit and unit[0] in "个位名人家所座项次天年岁点条场期届斤种字":
        return re.compile(rf"{_NUMBER}(?:多|余)?{unit[0]}")
    return re.compile(r"\d|[一二两三四五六七八九十百千万]+(?:个|位|名|人|家|所|座|项|次|万)")


def _near(theme: str, text: str) -> str:
    """The sentences of `text` that hold the most of the theme's words."""
    words = theme.split()
    parts = sentences(text)
    held = [sum(_overlap(word, part) for word in words) for part in parts]
    most = max(held, default=0)
    return "".join(p for p, h in zip(parts, held, strict=True) if h == most and h)


def _overlap(word: str, text: str) -> int:
    """How many of the character bigrams of `word` stand in `text`."""
    pairs = {word[i : i + 2] for i in range(len(word) - 1)} or {word}
    return sum(pair in text for pair in pairs)
