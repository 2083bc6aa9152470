"""Counts: whether a passage tells how many, how much or how long."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpus.numerals import COUNTS, SEVERAL, UP_TO_TEN
from retrieval.text.dictionary import shared as _language
from retrieval.text.fold import HAN, lazy
from retrieval.text.phrases import either, pattern
from retrieval.text.phrases import words as listed
from retrieval.text.synonyms import general
from retrieval.text.tokens import question_words

# 一个 and 一名 are articles, not counts.
NUMBER = (
    rf"(?:\d[\d.,．·]*|[{COUNTS}百千]*[{SEVERAL}百千][{UP_TO_TEN}百千]*"
    rf"|[{COUNTS}](?=[成半折])|[百千万](?=[名个人户家])|半(?=[个年天小]))"
    r"(?:余|多|几)?[万亿]?(?:余|多)?"
)
HOW_MANY = pattern(
    rf"多少(?![到比至])({HAN}{{0,6}})|(?<![哪好第这那面])(?:好)?几(?:多)?(<units>)(?!{HAN}{{0,6}}(?:是什么|是啥|分别|有哪些|指什么))"
    r"|多大|多久|多长|多高|多远|多宽|多重|多深|多厚|多热",
    needs="多几",
)
_HOW_LONG = pattern(r"<how_long>")
_EVERY = pattern(r"每(?:<periods>)", needs="每")
CLAUSE = lazy(r"[,，。;；!！?？\n]+")
ANY = lazy(rf"\d|{NUMBER}|百分之")
"""Any number."""
MONEY = pattern(
    rf"(?:{NUMBER}|一[百千万亿]|一(?=[块毛]钱|元(?![化旦首宵])))(?:<money_units>)"
    rf"|(?:\d[\d.]*|[{COUNTS}百千]+)[万亿](?!<units>|<money_units>)"
    rf"|[{UP_TO_TEN}][百千][{UP_TO_TEN}](?=[,，。;；、]|$)"
)
PAID = lazy(
    lambda: (
        rf"{MONEY.pattern}|免费|全免|免[收交]|(?:不用|不要|不必|不收|分文不)[^,，。;；]{{0,3}}[钱费]"
    )
)
"""A sum of money, or that something costs none: 免费, 不用赔钱."""
PRICE = pattern(
    r"(?:<money>)(?!<units>)|(?<![哪好])几[块毛](?=[呢呀啊吗? ]*$)",
    needs="多少价钱几什票花卖售投要",
)
"""What asks for a sum of money."""
# People who are counted, and how many of them a text tells.
_PEOPLE = pattern(r"(?:<person_noun>|<somebody>|[客众民])$")
_HEADS = lazy(rf"{NUMBER}(?:多|余)?[人名位]")
# 注册读者有11.8万，: so many may leave out of what.
_MANY = lazy(rf"{NUMBER}(?<=[万亿])(?=[,，。;；])")
_UNIT = pattern(r"<units>|钱")
_NO_NOUN = pattern(r"<no_noun>")
# What 多少 may be followed by where a sum of money is asked for: 多少押金, 多少助学金.
_SUM = pattern(rf"<sums>|(?:(?!的){HAN}){{1,4}}[金费款钱]$")
# 多少一亩, 多少钱一斤: of each, which is a price.
_EACH = pattern(r"[一每](?:<measure>|<units>)")
# How the table of measures has whatever a bare 个 may stand for: 多少个, of a set of bells.
ANYTHING = "任何"
# What is counted, after its measure: 几个村.
_HAS_NOUN = lazy(rf"{HAN}(?<![呢吗了啊呀])")
# 多少摘果的: people, by what they do.
_DOERS = lazy(rf"({HAN}{{1,3}})的")


@cache
def _same_units() -> dict[str, str]:
    """A pattern for each unit that others may stand for."""
    groups = (group.split("/") for group in listed("same_units"))
    return {group[0]: "|".join(map(re.escape, group)) for group in groups}


def told(asked: re.Match[str], near: str, text: str) -> bool:
    """Whether a text holds a number of what is counted, near the theme."""
    unit, noun = (asked[2], "") if asked[2] else _counted(asked[1] or "")
    if noun and unit:
        unit, noun = ("", noun) if noun in text else (unit, "")
    sum_asked = any(map(_SUM.match, (noun, asked[1] or "")))
    of_money = unit in ("钱", "元", "块", "毛") or asked.string.startswith("钱", asked.end())
    if of_money or _EACH.match(unit) or sum_asked:
        return PAID.search(near) is not None
    if unit or noun:
        alone = not _HAS_NOUN.match(asked.string, asked.end())
        wide = unit == "个" and alone and not _of_unit(unit, text)
        return _of_unit(ANYTHING if wide else unit, near) or _of_noun(noun, near, text)
    if _HOW_LONG.search(asked[0]) and _EVERY.search(near):
        return True
    return _measures().search(near) is not None


def likened(asked: re.Match[str], near: str, text: str, words: Sequence[str]) -> bool:
    """Whether a text that has what is counted, in some form, has a number of anything in a clause
    of one of the words."""
    unit, noun = (asked[2], "") if asked[2] else _counted(asked[1] or "")
    if unit and unit not in listed("classifiers"):
        return False
    held = not noun or noun[:2] in text or any(name in text for name in called(noun))
    told = (clause for clause in CLAUSE.split(near) if any(word in clause for word in words))
    return held and any(ANY.search(clause) for clause in ([near] if not words else told))


def _counted(after: str) -> tuple[str, str]:
    """The measure and the noun that may follow 多少: 封 of 封家书, 会员 of 会员.

    Both where a word of the language begins with a measure: 单位 and 单, 人参 and the 人 of 人参加.
    """
    words = [after[:size] for size in range(len(after), 1, -1) if _language().knows(after[:size])]
    noun = next((word for word in words if not _language().is_light(word)), "")
    if each := _EACH.match(after):
        return each[0], ""
    if unit := _UNIT.match(after):
        return unit[0], noun if len(noun) > len(unit[0]) else ""
    if not noun and _DOERS.match(after):
        return "名", ""
    if noun or _NO_NOUN.match(after) or after in question_words():
        return "", noun
    return "", after


def _of_unit(unit: str, near: str) -> bool:
    """Whether so many of a measure stand in a text: 七座."""
    if not unit:
        return False
    units = _same_units().get(unit, re.escape(unit))
    number = rf"(?:{NUMBER}|[一两](?=[人名次遍回场天年月周小分]))(?:多|余)?(?:个?工作)?"
    if re.search(rf"{number}(?:{units})", near):
        return True
    return unit in "人名位" and _MANY.search(near) is not None


def _of_noun(noun: str, near: str, text: str) -> bool:
    """Whether a number of some thing stands in a text."""
    if not noun:
        return False
    if _weights().search(near) or (_PEOPLE.search(noun) and _heads(near)):
        return True
    return any(_numbered(n, text) for n in _names_of(noun, text))


def _heads(near: str) -> bool:
    """Whether a text counts people, but for words of the language: 五位一体."""
    counts = (match.start() for match in _HEADS.finditer(near))
    return any(not _language().knows(near[at : at + 4]) for at in counts)


def called(noun: str) -> Iterator[str]:
    """A noun, and the other words for it."""
    yield noun
    yield from (other for _, other in general().of([noun]))
    if noun in listed("heads"):
        yield from listed("officer")


def _names_of(noun: str, text: str) -> Iterator[str]:
    """What is counted as a text has it: as it is, its beginning, or in other words."""
    yield noun if noun in text else noun[-2:] if len(noun) > 3 else noun[:2]
    yield from (other for other in called(noun) if other in text)


def _numbered(noun: str, text: str) -> bool:
    """Whether a number stands before or after a noun: 案件143件, 143件案子."""
    return (
        noun in text
        and re.search(
            rf"{noun}[^。,，;；]{{0,10}}?{NUMBER}|{NUMBER}(?:多|余)?(?:{either('units')}){noun}"
            rf"|{NUMBER}[^。,;；项次件元年月天届期条]{{0,10}}{noun}",
            text,
        )
        is not None
    )


@cache
def _weights() -> re.Pattern[str]:
    """How much there is of what is not counted: 四千五百吨 红薯."""
    return re.compile(rf"{NUMBER}(?:多|余)?(?:{either('weights')})")


@cache
def _measures() -> re.Pattern[str]:
    units = f"公[里斤顷尺分]|平方|立方|{either('units')}"
    return re.compile(rf"\d|{NUMBER}(?:多|余)?(?:{units})|百分之|千分之|[一二两三四五六七八九]成")
