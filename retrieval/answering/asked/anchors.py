"""Anchors: times, names made of numbers and things of a kind that have to stand in what answers."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus import numerals
from corpus.numerals import UP_TO_TEN
from retrieval.answering.asked.question import Question
from retrieval.text import synonyms
from retrieval.text.fold import HAN, lazy, normal
from retrieval.text.phrases import pattern

_FILE = Path(__file__).parents[2] / "data" / "contrasts.txt"
_PERIOD = pattern(rf"<other_times>|第(?!一批)[\d{UP_TO_TEN}]+[届轮期批]", needs="上下前去后明第")
# What stands after 一 where it counts nothing: 四统一是, 一共.
_PLAIN = "是的有在和共起直般定样些下边面部切来"
# 第八中学 is no other school, and 八中 in short.
_BODY = pattern(rf"第([{UP_TO_TEN}百]+|\d+)(?:<named_after>)?(中学|小学|医院|幼儿园|高中)")
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
    for slogan in asked.slogans:
        said = said.replace(slogan, " ")
    coined = _COINED.findall(said) if sum(map(said.count, UP_TO_TEN)) > 1 else []
    found = [re.escape(name) for name in coined]
    for number, kind in _NUMBERED.findall(said):
        found.append(rf"(?<![\d{UP_TO_TEN}]){_numeral(number)}{kind}")
    for number, body in _BODY.findall(said):
        forms = _numeral(number)
        found.append(
            rf"第{forms}{HAN}{{0,5}}{body}|(?<![{UP_TO_TEN}\d]){forms}(?:{body[0]}|{body})"
        )
    return found


def _numeral(number: str) -> str:
    """A pattern of a number in digits and in Chinese."""
    value = numerals.value(number) or 0
    return f"(?:{value}|{numerals.chinese(value)})"


Thing = tuple[Sequence[str], Sequence[str]]
"""A thing of a kind by all its names, and the others of the kind."""


def things(asked: Question) -> list[Thing]:
    """The things of a kind that a question names."""
    found: list[Thing] = []
    for kind in _kinds():
        if named := [forms for forms in kind if forms[0] in asked.asked]:
            others = [forms[0] for forms in kind if forms not in named]
            found += [(forms, others) for forms in named]
    return found


def of_others(things: Sequence[Thing], told: str) -> bool:
    """Whether a normalised text is of others of a kind than a question's: of 花生 for 玉米."""
    return any(
        not any(form in told for form in forms) and any(other in told for other in others)
        for forms, others in things
    )


@cache
def _kinds() -> Sequence[Sequence[Sequence[str]]]:
    lines = synonyms.read(_FILE.read_text("utf-8").splitlines())
    return [[thing.split("/") for thing in line] for line in lines]
