"""Anchors: times and names made of numbers that have to stand in what answers."""

import re

from corpus import numerals
from retrieval.answering.asked.question import Question
from retrieval.text.fold import HAN, lazy, normal
from retrieval.text.phrases import pattern

_N = "一二三四五六七八九十"
_PERIOD = pattern(rf"<other_times>|第[\d{_N}]+[届轮期]")
# What stands after 一 where it counts nothing: 四统一是, 一共.
_PLAIN = "是的有在和共起直般定样些下边面部切来"
# What has a name made of numbers: 三转一变; and what a number names: 五号线, 12路公交, 三期工程.
_COINED = pattern(rf"(?<![第{_N}])(?:[{_N}](?!<units>|[{_N}{_PLAIN}]){HAN}){{2}}(?![{_N}])")
_NUMBERED = lazy(
    rf"(?<![\d第])(\d+|[{_N}百]+)(号[线楼院]|路(?=公交|公共|车)|期(?=工程|项目|[几什哪]))"
)


def times(asked: Question) -> list[str]:
    """What a question names of time that is not now: 去年, 下半年, 第十四届."""
    return _PERIOD.findall(normal(asked.text))


def names(asked: Question) -> list[str]:
    """Patterns of what a question names by numbers: 三转一变, 五号线 (or 5号线)."""
    said = normal(asked.text)
    coined = _COINED.findall(said) if sum(map(said.count, _N)) > 1 else []
    found = [re.escape(name) for name in coined]
    for number, kind in _NUMBERED.findall(said):
        value = numerals.value(number) or 0
        found.append(rf"(?<![\d{_N}])(?:{value}|{numerals.chinese(value)}){kind}")
    return found
