"""The steps of an enumeration: 一是 … 二是, 第一，… 第二，, （一） … （二）, 首先 … 其次."""

import re

from corpus import numerals

Ordinal = tuple[str, int]
"""The form of an ordinal, the same for all steps of one enumeration, and its number from 1."""

_NUMBER = "[一二三四五六七八九十]{1,2}"
_FORMS = re.compile(
    rf"(?:^|(?<=[。；！？;!?：:]))\s*(?:(?P<plain>{_NUMBER})(?P<form>是|要|、)"
    rf"|第(?P<nth>{_NUMBER})(?:[，、：,:]|是|要)|其(?P<of>{_NUMBER})[，、：是,:]"
    rf"|[（(](?P<bracketed>{_NUMBER})[）)]|(?P<arabic>[1-9]\d?)[.．、](?!\d)"
    r"|(?P<word>首先|其次|再次))"
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3}


def ordinals(text: str) -> list[Ordinal]:
    """The ordinals that sentences of a text begin with, in order."""
    return [_ordinal(match) for match in _FORMS.finditer(text)]


def _ordinal(match: re.Match[str]) -> Ordinal:
    form = "list" if match["form"] == "、" else "point" if match["plain"] else str(match.lastgroup)
    value = next(
        match[name] for name in ("plain", "nth", "of", "bracketed", "arabic", "word") if match[name]
    )
    if value in _WORDS:
        return form, _WORDS[value]
    return form, numerals.value(value) or 0
