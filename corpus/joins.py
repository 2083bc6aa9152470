"""How well one block reads behind another: the log-odds of a join, from what stands at its edges."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from corpus.words import Words, ngrams

_OPEN, _CLOSE = "（《“‘「『【〈〔([{〖", "）》”’」』】〉〕)]}〗"
_STOP, _COMMA, _COLON = "。！？!?…", "，、；,;", "：:"
_UNITS = "年月日时分秒个名人元岁次件项条家亿万千百余多届期度％%"
_NUMERALS = "一二三四五六七八九十"
_ORDINAL = re.compile(
    r"(?:[（(]?(?P<number>[一二三四五六七八九十]{1,2}|\d{1,2})(?P<bracket>[）)])"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})(?P<th>[，、是])"
    r"|(?P<plain>[一二三四五六七八九十]{1,2})(?P<kind>是|要|、|方面)"
    r"|(?P<digit>\d{1,2})(?P<dot>[.．、])(?!\d)"
    r"|(?P<word>首先|其次|再次|最后))"
)


def shape(char: str) -> str:
    """The class of a character at an edge."""
    for name, chars in (("stop", _STOP), ("comma", _COMMA), ("colon", _COLON), ("open", _OPEN), ("close", _CLOSE)):
        if char in chars:
            return name
    if char.isdigit():
        return "digit"
    if char.isascii() and char.isalpha():
        return "latin"
    return "han" if char.isalpha() else "other"


def end_shape(text: str) -> str:
    """The class of a block's end; a stop inside closing quotation marks is a stop."""
    bare = text.rstrip(_CLOSE + "\"'")
    if bare and bare[-1] in _STOP and len(text) - len(bare) <= 3:
        return "stop"
    return shape(text[-1])


def start_shape(text: str) -> str:
    return "unit" if text[0] in _UNITS else shape(text[0])


def brackets(text: str) -> tuple[str, str]:
    """Closing marks a block does not open, and opening marks it does not close."""
    closing, opening = "", ""
    for char in text:
        if char in _OPEN:
            opening += char
        elif char in _CLOSE:
            mate = _OPEN[_CLOSE.index(char)]
            if mate in opening:
                opening = opening[: opening.rindex(mate)]
            elif not opening:
                closing += char
    return closing, opening
