"""Facts: whether a passage gives the kind of thing asked for, a number, a time, a place, a name."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from corpus.numerals import COUNTS
from corpus.places import groups
from corpus.surnames import surnames
from retrieval.answering.asked.facts import attributes, counts
from retrieval.answering.asked.facts.looks import KINDS, PHONE_ASKED
from retrieval.answering.asked.facts.near import near as near_theme
from retrieval.answering.asked.question import Question
from retrieval.text.fold import HAN, lazy
from retrieval.text.phrases import found as _found
from retrieval.text.phrases import pattern
from retrieval.text.phrases import words as listed
from retrieval.text.tokens import Tokenizer

LOOSE = 0.5
"""What a passage counts that gives the fact asked for, but not near the theme."""
LIKENED = 0.4
"""And one that gives something of its class: another number, place or person."""
# What ends the name of a place or a body: 虹古路, 车务段.
_NO_GIVEN_NAME = "路街巷区县镇乡村市站桥店厂楼段队校院所馆园"
# Characters of a name: 欧阳修远.
LONGEST = 4

_WHERE = pattern(
    r"在哪(?!些|几|个|一|<measure>|[二三四五六七八九十])|(?<![从查修伤疼痛])哪[里儿]|什么地方|地址|何处|啥地方",
    needs="哪什何啥地",
)
# 能看到车到哪儿了吗 asks for yes or no.
_WHETHER = lazy("能.*吗[?。 ]*$")
# Where something is done is asked of a text even where no place is named.
_WHERE_TO = pattern(
    r"(?:[去到上]|在)哪[里儿](?:能|可以)?(?:<transactions>|开)|哪[里儿](?:能|可以)|地址"
)
_SITE = pattern(
    rf"(?:[在到于进]|位于|设在|地处|往)[^。,;；]{{0,14}}?(?:{HAN}{{2}}(?:<places_of>)"
    rf"|[{COUNTS}百\d]+(?:<numbered_place>)|{HAN}(?:<beside>))"
)
_ROOM = pattern(rf"[{COUNTS}\d]+(?:<numbered_place>)")
# 市二院, 县一中: an institution in short.
_NUMBERED_BODY = lazy(rf"[省市县区镇州][{COUNTS}][院中小](?!时|型|全)")
_STREET = pattern(rf"{HAN}{{2}}(?<![几条个各])(?:<streets>)(?![小中大]学|幼儿园|社区|车站)")
_WHAT_KIND = pattern(
    rf"哪(?:一?[家所款种间条个座栋层班号部台趟路])(?![里的是有呢吗啊上几]|<tells_of>)({HAN}(?:(?![有是在能会要可做搞办说]){HAN})?)",
    needs="哪",
)
_BORN = pattern(r"(?:<born>)(?=(?:是|在)?(?:哪|什么|啥)|[呢吗? ]*$)", needs="哪什出籍老")
# A question for a person is answered by the attribution, not by a text: reports name their
# speakers and reporters, hardly anybody else.
_NAMES = lazy(
    r"都有谁|有谁[呀啊呢,，? ]|有谁$|名单|(?<!什么|[叫的]啥)(?<![写留填报签记用改起取])名字"
    r"(?!叫|是|怎么|咋|的?由来|的来|有)"
)
_WHO = lazy(
    r"是谁[呀啊呢嘛的? ]*$|谁是|[了出]谁|是哪位|哪位是|什么人|姓名|叫什么名|叫啥名",
    needs="谁哪什姓叫",
)
_CALLED = pattern(
    r"(<person_noun>|<officer>)(?:的名字)?(?:是|名字)?(?:叫什么|叫啥|是谁|姓什么|名字是什么)",
    needs="谁叫姓名",
)
_TITLED = lazy(r"叫(?:什么|啥)名", needs="叫")
_TITLE = lazy(r"叫(?!做?什么)|名为|取名|命名|简称")
_CALLED_BY = pattern(rf"{HAN}(?:某{HAN}?|<addressed>)")
_SOMEBODY = pattern(rf"(?:<somebody>)(?!{HAN}?(?:会|协))")
# What the name of a body ends in, which tells what it is more than what it begins with: 船厂.
_BODIES = "厂院行店馆社校所局站"
# What is put or done somewhere, if at no place with a name; and what may be dialled.
_STANDS = lazy(rf"[贴挂摆放设停住存送搬办开借][在到进]{HAN}{{2}}")
_DIALLED = lazy(r"(?<![\d.])\d{5,}(?![\d.万亿元年户人个])|1[12]\d(?!\d)")
_WHO_IS = lazy(r"谁是|[里中]谁", needs="谁")
_HOLDER = pattern(
    r"(?:<officer>)(?:的名字|的姓名)?(?:现在)?(?:是谁|是哪位|叫什么|叫啥|姓什么|是什么人)"
    r"|谁是.*(?:<officer>)",
    needs="谁哪叫姓什",
)
_SUPERLATIVE = pattern(r"(?:哪|谁).*?(<superlatives>)", needs="哪谁")


def asks_one(asked: Question) -> bool:
    """Whether a question asks for a fact of a kind that can be told by its looks."""
    said = asked.asked
    return any(_found(asking, said) for asking, _ in KINDS) or any(
        _found(asking, said) for asking in (_BORN, counts.HOW_MANY, _WHERE_TO)
    )


def asks_where(asked: Question) -> bool:
    """Whether a question asks for a place."""
    return _WHERE.search(asked.asked) is not None


def asks_age(word: str) -> bool:
    """Whether a word asks for an age: 多大岁数, 岁数."""
    return any(word in asking for asking in listed("how_old"))


def asks_who(asked: Question) -> bool:
    """Whether a question asks who holds an office."""
    return _HOLDER.search(asked.asked) is not None


def given(asked: Question, text: str, tokenizer: Tokenizer, city: str | None = None) -> float:
    """How much a passage gives of the kind of fact that a question asks for, from 0 to 1.

    1 where it stands near the theme, `LOOSE` where it stands elsewhere, or `LIKENED`.

    Args:
        asked: the question.
        text: the passage, normalised.
        tokenizer: finds names of places and people in a text.
        city: whose passage it is.
    """
    named = attributes.named(asked.asked, text)
    if named == attributes.UNNAMED:
        return 0.0
    near = near_theme(asked, text)
    if not _lacking(asked, near, text, tokenizer, city):
        return named
    if not _lacking(asked, text, text, tokenizer, city):
        return LOOSE
    return LIKENED if _likened(asked, near, text, tokenizer) else 0.0


def _lacking(asked: Question, near: str, text: str, tokenizer: Tokenizer, city: str | None) -> bool:
    """Whether a question asks for a kind of fact that a passage, near its theme, does not give."""
    said = asked.asked
    for asking, given in KINDS:
        if _found(asking, said):
            return given.search(near) is None
    if match := _found(_SUPERLATIVE, said):
        return match[1] not in text
    if _found(_BORN, said):
        return re.search(rf"籍|出生|生于|老家|来自|{HAN}{{2}}人[,，。]", near) is None
    if _asks_where(said, asked, city) and not _placed(near, [*asked.cities, city or ""], tokenizer):
        return True
    if match := _found(_CALLED, said):
        return not _names(near, match[1], tokenizer)
    if _found(_NAMES, said):
        return True
    if _found(_WHO, said) and (asked.cities or asked.people or _found(_WHO_IS, said)):
        return not _says_who(said, asked.theme, text)
    if match := _found(_WHAT_KIND, said):
        told = match[1] in listed("kinds") and city is not None and not asked.names
        if not told and not _of_kind(match[1], text):
            return True
    many = _found(counts.HOW_MANY, said)
    return many is not None and not counts.told(many, near, text)


def _likened(asked: Question, near: str, text: str, tokenizer: Tokenizer) -> bool:
    """Whether a text has something of the class asked for: another number, place or person."""
    said = asked.asked
    if _found(_SUPERLATIVE, said):
        return "最" in text
    if _found(PHONE_ASKED, said):
        return _DIALLED.search(text) is not None
    if many := _found(counts.HOW_MANY, said):
        return counts.likened(many, near, text, asked.words)
    if _found(_WHERE, said) and _STANDS.search(near):
        return True
    if match := _found(_CALLED, said):
        noun = match[1]
        if noun == "人":
            return any(True for _ in _people(text, tokenizer))
        told = any(name in text for name in counts.called(noun))
        return told and not attributes.is_relation(noun) and _peopled(text, tokenizer)
    if _found(_TITLED, said) and _TITLE.search(text):
        return True
    return _found(_WHO, said) is not None and _peopled(near, tokenizer)


def _peopled(text: str, tokenizer: Tokenizer) -> bool:
    """Whether a text names somebody, or says what he is: 退休的海员."""
    return _SOMEBODY.search(text) is not None or any(True for _ in _people(text, tokenizer))


@lru_cache
def asks_any(said: str) -> bool:
    """Whether a question asks for any kind of fact, so that a passage may lack it; `said` is what
    it asks. Most ask for none, and their passages need not be looked at."""
    asking = (*(asking for asking, _ in KINDS), *_ASKING)
    return attributes.asks(said) or any(_found(pattern, said) for pattern in asking)


_ASKING = (
    *(_SUPERLATIVE, _BORN, _CALLED, _WHERE_TO, _WHERE),
    *(_NAMES, _WHO, _WHAT_KIND, counts.HOW_MANY),
)
"""What asks for facts whose looks depend on the question."""


def _asks_where(said: str, asked: Question, city: str | None) -> bool:
    """Whether a place is asked for that the attribution does not tell."""
    if _found(_WHERE_TO, said):
        return True
    wanted = _found(_WHERE, said) is not None and _WHETHER.search(said) is None
    return wanted and (bool(asked.names) or city is None)


def _names(near: str, noun: str, tokenizer: Tokenizer) -> bool:
    """Whether a text gives the name of somebody who is a `noun`, or says who it is."""
    who = "|".join(map(re.escape, counts.called(noun)))
    is_called = r"(?:将是|就是|(?<![而不还也但可于总])是|为|由|叫)"
    said = rf"(?:{who})[^。;；]{{0,4}}?{is_called}|名叫" if noun != "人" else "名叫"
    if re.search(said, near):
        return True
    if len(noun) > 1 and _titled(who, near, tokenizer):
        return True
    if noun in listed("officer") and re.search(rf"{noun}[{_usual_surnames()}]{HAN}", near):
        return True
    named = "|".join(map(re.escape, _people(near, tokenizer)))
    beside = rf"(?:{who})[^。;；]{{0,6}}?(?:{named})|(?:{named})[^。,;；]{{0,4}}?(?:{who})"
    return bool(named) and re.search(beside, near) is not None


def _titled(who: str, near: str, tokenizer: Tokenizer) -> bool:
    """Whether a surname that begins no word follows what somebody is: 司机谭建军, no 老师高兴."""
    after = re.finditer(rf"(?:{who})(?=([{_usual_surnames()}]{HAN}))", near)
    return any(not tokenizer.knows(match[1]) for match in after)


@cache
def _usual_surnames() -> str:
    return "".join(name for name in surnames() if len(name) == 1)


def _people(text: str, tokenizer: Tokenizer) -> Iterator[str]:
    """What reads as a name of somebody: no word of the language that begins with a surname, or a
    surname before 某 or the like."""
    for word in tokenizer.words(text):
        surname = word[:2] if len(word) == LONGEST else word[:1]
        named = 1 < len(word) <= LONGEST and surname in surnames() and not tokenizer.knows(word)
        if named and word[-1] not in _NO_GIVEN_NAME:
            yield word
    yield from _CALLED_BY.findall(text)


def _says_who(said: str, theme: str, text: str) -> bool:
    """Whether a text says in so many words who or what somebody is: 裁判将是全体工会会员."""
    if _found(_WHO_IS, said):
        return False
    noun = "".join(theme.split())[-2:]
    return len(noun) == 2 and bool(re.search(rf"{re.escape(noun)}(?:将|就)?(?:是|由|为)", text))


def _placed(near: str, known: Sequence[str], tokenizer: Tokenizer) -> bool:
    """Whether a text names a place that the question did not."""
    held = "".join([*known, *groups()["kinds"]])
    return _SITE.search(near) is not None or any(
        place not in held for place in tokenizer.places_in(near)
    )


def _of_kind(noun: str, text: str) -> bool:
    """Whether a text has things of the kind asked for, with their names where they have any."""
    if noun in listed("kinds"):
        return re.search(rf"{HAN}{{2,3}}(?<![全各本该市省]){noun}(?![级域乡区])", text) is not None
    if any(noun.startswith(word) or word.startswith(noun) for word in listed("generic")):
        return True
    if noun in listed("rooms") and _ROOM.search(text):
        return True
    if noun[:1] in listed("streets"):
        return _STREET.search(text) is not None
    if noun in listed("institutions"):
        return _NUMBERED_BODY.search(text) is not None or (
            re.search(rf"{HAN}(?<![上读在的个女男名所多])(?<!一[家所]){noun}(?![生堂])", text)
            is not None
        )
    return noun in text or (len(noun) == 2 and noun[0] in text and noun[1] not in _BODIES)
