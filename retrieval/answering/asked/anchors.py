"""Anchors: times and names made of numbers that have to stand in what answers."""

import re

from corpus import numerals
from corpus.numerals import UP_TO_TEN
from retrieval.answering.asked.question import Question
from retrieval.text.fold import HAN, lazy, normal
from retrieval.text.phrases import pattern

_PERIOD = pattern(rf"<other_times>|第(?!一批)[\d{UP_TO_TEN}]+[届轮期批]", needs="上下前去后明第")
# What stands after 一 where it counts nothing: 四统一是, 一共.
_PLAIN = "是的有在和共起直般定样些下边面部切来"
# What has a name made of numbers: 三转一变; and what a number names: 五号线, 12路公交, 三期工程.
_COINED = pattern(
    rf"(?<![第{UP_TO_TEN}])(?:[{UP_TO_TEN}](?!<units>|[{UP_TO_TEN}{_PLAIN}]){HAN}){{2}}"
    rf"(?![{UP_TO_TEN}])"
)
_NUMBERED = lazy(
    rf"(?<![\d第])(\d+|[{UP_TO_TEN}百]+)(号[线楼院]|路(?=公交|公共|车)|期(?=工程|项目|(?<!一期)[几什哪]))",
    needs="号路期",
)


def times(asked: Question) -> list[str]:
    """What a question names of time that is not now: 去年, 下半年, 第十四届."""
    return _PERIOD.findall(normal(asked.text))


def names(asked: Question) -> list[str]:
    """Patterns of what a question names by numbers: 三转一变, 五号线 (or 5号线)."""
    said = normal(asked.text)
    coined = _COINED.findall(said) if sum(map(said.count, UP_TO_TEN)) > 1 else []
    found = [re.escape(name) for name in coined]
    for number, kind in _NUMBERED.findall(said):
        value = numerals.value(number) or 0
        found.append(rf"(?<![\d{UP_TO_TEN}])(?:{value}|{numerals.chinese(value)}){kind}")
    return found
