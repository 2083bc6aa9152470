"""Attributes: what is asked of somebody or something, and whether a text names it.

A spouse, a rent, the year of an opening are given by a text that names them, in these words or in
others: `data/attributes.txt` has both.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from corpus.places import read_groups
from corpus.surnames import surnames
from retrieval.answering.asked.facts import counts
from retrieval.text.fold import HAN, lazy
from retrieval.text.phrases import either, found, pattern

NAMED, APART, UNNAMED = 1.0, 0.5, 0.0
"""A text names it, names it but gives no value beside it, or does not name it."""

_FILE = Path(__file__).parents[3] / "data" / "attributes.txt"
# What may stand between what somebody has and the word that asks for it.
_ASKING = (
    r"(?:现在|今年)?(?:一?(?:平米?|个?月|年|天))?"
    r"(?:(?:是|有|为|叫|在|做|干|要|得|收)[^,，。?？]{0,3})?(?:多少|几|谁|什么|啥|哪|多大)"
)
_HOW = r"(?:怎么|如何|咋|怎样)(?:才能|可以|能|去|来|提前|在线|在网上|网上|在手机上)*"
# 副校长 is not a 校长.
_DEPUTY = pattern(r"(?<!还是)副(?:<officer>)", needs="副")
_DIMENSION = lazy(r"多([长高宽深厚重远])(?!时间|处|度)", needs="多")
_PAID = lazy(lambda: rf"{counts.MONEY.pattern}|免|不收|不要钱|不花钱")
# What is earned may go without its name: 一个月9800元.
_PAY = lazy(rf"(?:一个?月|每月|一天|每天)(?:能|可)?(?:拿|给|有)?{counts.NUMBER}(?:多|余)?[元块]")
_COUNTED = lazy(rf"{counts.NUMBER}|\d")


def named(said: str, text: str) -> float:
    """Whether a text names the attribute that a question asks for: `NAMED` where it asks for none.

    Args:
        said: what is asked, normalised.
        text: the passage, normalised.
    """
    if not asks(said):
        return NAMED
    if (deputy := found(_DEPUTY, said)) and deputy[0] not in text:
        return UNNAMED
    if not _happens(said, text):
        return UNNAMED
    if match := found(_HELD, said):
        return _holds(next(filter(None, match.groups())), text, measured="多少" in match[0])
    if match := found(_OFFICE, said):
        return _told(match[1], text)
    match = found(_DIMENSION, said)
    return NAMED if match is None or _measured(match[1], text) else APART


@lru_cache
def asks(said: str) -> bool:
    """Whether a question asks for an attribute."""
    asking = (_DEPUTY, _DIMENSION, _HELD, _EVENT, _WAY, _DEED, _RANK, _OFFICE)
    return any(found(one, said) for one in asking)


def is_relation(noun: str) -> bool:
    """Whether a noun is somebody whom somebody has, who is named as his: 教练."""
    return noun in _words("relations")


def _holds(word: str, text: str, *, measured: bool) -> float:
    names = _words("relations").get(word)
    if names:
        return NAMED if _any(names, text) else UNNAMED
    paid = word in _words("sums")
    names = _words("sums" if paid else "amounts")[word]
    if "工资" in names and _PAY.search(text):
        return NAMED
    if not _any(names, text):
        return UNNAMED
    valued = not measured or _beside(names, _PAID if paid else _COUNTED, text)
    return NAMED if valued else APART


def _told(name: str, text: str) -> float:
    """Whether a text tells what somebody is: 副局长冉天行, 冉天行是厂长."""
    what = rf"(?:{either('officer')}|{either('somebody')}|[员师手家工生民匠])"
    if re.search(rf"{what}{name}|{name}(?:是|担任|当了?)\w", text):
        return NAMED
    return APART if name in text else UNNAMED


def _measured(dimension: str, text: str) -> bool:
    """Whether a text has a number of a dimension: 4.2米, but for 高4.2米 where 长 is asked for."""
    others = "".join(set(_words("lengths")) - {dimension})
    units = "|".join(_words("lengths")[dimension])
    number = rf"[{others}]?[^,，。;；\d]{{0,4}}?{counts.NUMBER}(?:多|余)?(?:{units})"
    return any(match[0][0] not in others for match in re.finditer(number, text))


def _happens(said: str, text: str) -> bool:
    """Whether a text has the event, or tells of the doing, that a question asks for."""
    for group, asking in (
        *(("events", _EVENT), ("ways", _WAY)),
        *(("deeds", _DEED), ("ranks", _RANK)),
    ):
        if match := found(asking, said):
            word = re.sub("的|了", "", next(filter(None, match.groups())))
            if not _any(_words(group)[word], text):
                return False
    return True


def _any(names: Sequence[str], text: str) -> bool:
    return any(name in text for name in names)


def _beside(names: Sequence[str], value: re.Pattern[str], text: str) -> bool:
    """Whether a value stands in the clause of a name, or in one beside it."""
    clauses = counts.CLAUSE.split(text)
    named = [at for at, clause in enumerate(clauses) if _any(names, clause)]
    return any(
        value.search(",".join(clauses[max(at - 1, 0) : at + 2])) or _COUNTED.search(clauses[at])
        for at in named
    )


@cache
def _words(group: str) -> dict[str, tuple[str, ...]]:
    """Each word of a group that is asked for, with those by which a text names it."""
    entries = [entry.partition("=") for entry in read_groups(_FILE.read_text("utf-8"))[group]]
    return {
        word: tuple((given or asked).split("/"))
        for asked, _, given in entries
        for word in asked.split("/")
    }


def _longest_first(*groups: str) -> Iterator[str]:
    every = {word for group in groups for word in _words(group)}
    return map(re.escape, sorted(every, key=lambda word: (-len(word), word)))


def _held() -> str:
    """What somebody or something has: 老伴叫什么, 多少押金, 工资."""
    held = "|".join(_longest_first("relations", "sums", "amounts"))
    return rf"({held}){_ASKING}|(?:多少|什么|哪些|啥)({held})|({held})(?:的名字)?[呢呀? ]*$"


def _event() -> str:
    """An event and when it was: 哪年开业, 哪年开的业, 开业是哪年."""
    events = "|".join("[的了]?".join(word) for word in _longest_first("events"))
    when = f"{either('when')}|{either('which_year')}|{either('which_day')}"
    between = "(?:就|才|正式|开始|能|会|可以|要)*"
    done = "|".join(word for word in _longest_first("events") if len(word) > 1)
    asked = rf"(?:{when}){between}({events})|({events})的?[是在]?(?:{when})"
    return rf"{asked}|({done})了(?:吗|没|么)"


def _deed() -> str:
    """What somebody did: 谁设计的, 是谁掏钱买的."""
    deeds = "|".join(_longest_first("deeds"))
    return rf"谁(?:来|去|给|帮忙|最先|先|第一个)?({deeds})"


def _rank() -> str:
    """Who came in where: 第二名是谁, 谁是亚军."""
    ranks = "|".join(_longest_first("ranks"))
    return rf"({ranks})(?:得主|选手)?(?:是|叫|为|给了|归)*(?:谁|哪)|谁.{{0,3}}?({ranks})"


def _office() -> str:
    """What somebody is: 冉天行是什么职务."""
    family = "".join(name for name in surnames() if len(name) == 1)
    asked = either("office_asked")
    return rf"^ *([{family}]{HAN}{{1,2}}?)是?(?:{asked})[的呀啊呢? ]*$"


def _way() -> str:
    """What is to be done: 怎么提前订."""
    return rf"{_HOW}(?!办[呀啊呢吗的? ]*$)({'|'.join(_longest_first('ways'))})"


_HELD = lazy(_held)
_EVENT = lazy(_event, needs="什何几哪啥多周日星礼了")
_DEED = lazy(_deed, needs="谁")
_RANK = lazy(_rank, needs="谁哪")
_OFFICE = lazy(_office, needs="什任做啥头干担职谁身")
_WAY = lazy(_way, needs="怎如咋")
