"""Facts: whether a passage gives the kind of thing asked for: number, time, place, person."""

import re
from collections.abc import Callable, Sequence

from retrieval.answering.question import Question
from retrieval.text.fold import HAN, lazy, sentences

Places = Callable[[str], Sequence[str]]

# A fact is looked for in the sentences that hold this share of what the best one holds.
NEAR = 0.4

# 一个 and 一名 are articles, not counts.
_NUMBER = (
    r"(?:\d[\d.,]*|[一二两三四五六七八九十百千]*[二两三四五六七八九十百千][一二三四五六七八九十百千]*"
    r"|[百千万](?=[名个人户家]))"
    r"(?:余|多|几)?[万亿]?"
)
_UNITS = (
    "个位名人家所座项次天年岁点条场期届斤种字块元篇批支户处亩吨米里辆台套件张本眼口部间栋层度"
    "时分秒周月倍成%株头只步颗艘架℃°"
)
_HOW_MANY = lazy(
    rf"多少(?:([{_UNITS}钱])|({HAN}{{2,6}}))?|(?<!哪)(?:好)?几([{_UNITS}])|多大|多久|多长|多高|多远"
)
_HOW_LONG = lazy(r"多久|多长")
_OF = lazy(r"(电话|号码|手机|工资|年龄|价格|费用|金额|预算|经费|补贴|网址)号?(?:是|有|为)?多少")
_EVERY = lazy(r"每(?:天|日|周|月|季|年|半)")
_WHEN = lazy(r"几月|几号|什么时候|何时|哪年|哪一年|哪天|哪一天|几点|什么时间|日期")
_TIME = lazy(
    r"\d+ ?[年月日]|[一二三四五六七八九十〇]{2,}年|元年|[一二三四五六七八九十]月|世纪|年代|时期"
    r"|年间|时代|每[天日周月季年]|周[一二三四五六日]|星期|[今明去]年|年[底内初]|月底|春节|元旦|中秋|国庆|五一"
)
_DAY = lazy(r"\d+[月日号]|[一二三四五六七八九十]+[月日号]")
_MONEY = lazy(rf"{_NUMBER}(?:元|块|万元|亿元)")
_WHERE = lazy(r"在哪(?!些|几|[一二三四五六七八九十])|(?<!从)哪[里儿]|什么地方|地址")
_WHAT_KIND = lazy(rf"哪(?:一?家|所|款|种|间)({HAN}{{2}})")
# A question for a person is answered by the attribution, not by a text: reports name their
# speakers and reporters, hardly anybody else.
_NAMES = lazy(r"都有谁|名单")
_WHO = lazy(r"是谁[呀啊呢嘛? ]*$|谁是|[了出]谁|是哪位|哪位是|什么人|姓名|叫什么名")


def lacking(asked: Question, text: str, places: Places) -> bool:
    """Whether a question asks for a number, time, place, person or kind that `text` does not give.

    Args:
        asked: the question.
        text: the passage, normalised.
        places: finds names of places in a text.
    """
    words, near = asked.asked, _near(asked.theme, text)
    if _WHEN.search(words):
        return (_DAY if re.search("几月|几号|日期", words) else _TIME).search(near) is None
    if _WHERE.search(words) and asked.cities:
        return not any(place not in "".join(asked.cities) for place in places(near))
    if _NAMES.search(words):
        return True
    if _WHO.search(words) and (asked.cities or asked.people):
        return True
    if kind := _WHAT_KIND.search(words):
        return kind[1] not in text
    if (of := _OF.search(words)) and of[1] not in text:
        return True
    many = _HOW_MANY.search(words)
    return many is not None and not _counts(many, near, text)


def _counts(asked: re.Match[str], near: str, text: str) -> bool:
    """Whether a text holds a number of what is counted, near the theme."""
    unit, noun = asked[1] or asked[3], asked[2]
    if unit and unit in "钱元块":
        return _MONEY.search(near) is not None
    if unit:
        return re.search(rf"{_NUMBER}(?:多|余)?{unit}", near) is not None
    if noun:
        noun = noun if noun in text else noun[:2]
        beside = rf"{noun}[^。;；]{{0,10}}?{_NUMBER}|{_NUMBER}[^。,;；]{{0,6}}{noun}"
        return re.search(beside, text) is not None
    if _HOW_LONG.search(asked[0]) and _EVERY.search(near):
        return True
    measure = rf"\d|{_NUMBER}(?:多|余)?(?:公[里斤顷尺分]|平方|立方|[{_UNITS}])"
    return re.search(measure, near) is not None


def _near(theme: str, text: str) -> str:
    """The sentences of `text` that hold the theme's words, nearly as many as any, and the next."""
    words = theme.split()
    parts = sentences(text)
    held = [sum(_overlap(word, part) for word in words) for part in parts]
    least = max(1, NEAR * max(held, default=0))
    following = [0, *held[:-1]]
    near = zip(parts, held, following, strict=True)
    return "".join(part for part, here, before in near if max(here, before) >= least)


def _overlap(word: str, text: str) -> int:
    """How many of the character bigrams of `word` stand in `text`."""
    pairs = {word[i : i + 2] for i in range(len(word) - 1)} or {word}
    return sum(pair in text for pair in pairs)
