"""Understanding a question: whose reports it is about, what it asks for, and its theme."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path

from corpus.section import Span
from retrieval.index.names import Lexicon, Mention
from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN, fold, lazy, normal

# What is read of a question; the rest of a pasted page adds nothing but time.
MAX_LENGTH = 1000

_POLITE = lazy(
    r"请问一下|请问|请教一下|请教|麻烦(?:你|您)?|劳驾|(?:帮|给|跟|和|对|为)我(?=[查找说讲看列介解])|帮忙"
    r"|我?想(?:知道|了解|问)(?:一下)?|我要(?:知道|了解|问)|能不能|可不可以|可以"
    r"|(?:查|找|看|说|讲|列|聊|谈|介绍|解释)(?:一下|一说|一讲|查|找|看|说|讲|聊|谈)|介绍|谢谢(?:你|您|啦|了)?|多谢"
)
# 护理员这个岗位 is 护理员 said at length.
_APPOSITION = lazy(rf"这(?:个|种|项|件|样)(?:{HAN}{{2}}|词|事|话)")
_ADVERB = lazy(
    r"(?<![一二两三四五六七八九十])都(?=有|是|说|提|讲|谈|包括|包含|在|要|搞|会|能|叫|指)"
)
_NUMERAL = "一二两三四五六七八九十"
# 哪五个 in 要增强哪五个力 counts what is asked; 三个 in 三个突破 names it.
_WHICH_OF = lazy(
    rf"哪(?:[{_NUMERAL}]{{1,2}}|几)(?:个|项|条|种|大|类|件事?|方面|座|句|点|位)?|哪些(?:方面)?"
    r"|几(?:个|项|条|种|类|件|座|句|点|位)|几(?=大|型|化|感|性)"
)

# 三个着力 counts what the text only repeats; 三个突破 is what it says.
_COUNT = lazy(rf"(?<![哪第])[{_NUMERAL}]{{1,2}}(?:个|项|条|种|类|件|点|方面)({HAN})")

_OFFICIAL = "主席|书记|县长|市长|区长|镇长|局长|主任|会长|部长|院长|校长|领导|负责人|发言人|官员"
_PLACE = "城市|地市|地方|地区|区县|县区|县市|市县|单位|市|县|区|州"
_REPORT = "报道|文章|篇|发言|稿子|稿件"
_PLACES = lazy(
    rf"哪(?:些|几(?:个|位|座|篇|家)?)(?:{_PLACE}|{_OFFICIAL}|{_REPORT})"
    rf"|几(?:个|位|座|篇|家)(?:{_PLACE}|{_OFFICIAL}|{_REPORT})"
    rf"|(?:{_PLACE}|{_OFFICIAL}|{_REPORT})(?:都)?(?:有|是)哪(?:些|几)"
    r"|^(?:还有|都有)?哪(?:些|几个)人"
    r"|(?:谁|哪些人|哪几个人)(?:都|也)?(?:提|说|讲|谈|强调|关心|关注)(?!的)"
    r"|哪里都|都有哪里|都有谁|哪几篇|哪些篇|哪几位(?!一)"
)
_WHO = lazy(
    r"谁|哪位(?!一)|哪个人|标题|题目|叫什么|叫啥|什么人|何人|姓名|名字|职务|职位|头衔|担任|任职|什么官|身份"
    r"|干什么的|做什么的|(?:哪个|哪里|哪儿)的?(?:领导|主席|书记)"
)
_REPORTER = lazy(
    r"照片|拍的|摄影|采访|采写|整理|撰写|撰稿|执笔|记者(?!会|招待会|站|团|协会|节)|通讯员"
    r"|供稿|署名|写的|写了"
)
_LISTING = lazy(
    rf"哪些|哪几|哪[{_NUMERAL}]|分别|有什么|有啥|包括|包含|指什么|指啥|指的|是指|列出|列举|都有"
    rf"|[{_NUMERAL}](?:大|个|项|条|种|类|点|位|型|化|感|性|力|城|号|有|送|进|美|重|新|要|必须)"
)


class Asks(Enum):
    """What a question wants to see."""

    PASSAGE = auto()
    """The passages that say it."""
    PLACES = auto()
    """Every city that says it, or every report by a reporter: one passage each."""
    SPEAKER = auto()
    """Who speaks for a city, or what a speaker's office is."""
    CREDIT = auto()
    """Who reported."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `theme` is what is left of it, normalised, without names, politeness and question words;
    `asked` is the same with its question words, for telling what kind of fact is asked for.
    `cities` and `people` are names of the library, `strangers` names that it does not hold.
    `lists` tells that the things asked for are several.
    """

    asked: str
    theme: str
    asks: Asks
    cities: tuple[str, ...]
    people: tuple[str, ...]
    strangers: tuple[str, ...]
    lists: bool


def understand(snapshot: Snapshot, text: str) -> Question:
    """Read a question as typed, with the names that the snapshot's library knows."""
    folded = _POLITE.sub(" ", fold(text[:MAX_LENGTH]))
    lexicon = snapshot.lexicon
    mentions = lexicon.places(folded)
    asked, people = _without_people(_blank(folded, mentions, lexicon), lexicon)
    asked = _APPOSITION.sub(" ", _ADVERB.sub("", normal(asked)))
    cities = tuple(dict.fromkeys(mention.city for mention in mentions))
    asks = _asks(asked, bool(mentions), bool(mentions or people), lexicon.reports(people))
    return Question(
        asked=asked,
        theme=_theme(snapshot, asked, asks, len(cities) > 1, bool(people)),
        asks=asks,
        cities=cities,
        people=people,
        strangers=_strangers(snapshot, asked),
        lists=_LISTING.search(asked) is not None,
    )


def _asks(asked: str, placed: bool, named: bool, reported: bool) -> Asks:
    """What is asked for, of a question that names a place, anybody at all, a reporter."""
    if _PLACES.search(asked) and not placed:
        return Asks.PLACES
    if _REPORTER.search(asked) and not reported and (placed or re.search("谁|哪|署名", asked)):
        return Asks.CREDIT
    return Asks.SPEAKER if _WHO.search(asked) and named else Asks.PASSAGE


def _theme(snapshot: Snapshot, asked: str, asks: Asks, several: bool, peopled: bool) -> str:
    theme = asked
    if asks is Asks.PLACES or several or peopled:
        theme = _drop(_PLACES.sub(" ", theme), words("frame_words"))
    if peopled or asks in (Asks.SPEAKER, Asks.CREDIT):
        theme = _drop(theme, words("attribution_words"))
    counted = _COUNT.sub(lambda m: m[0] if snapshot.index.holds(m[0]) else m[1], theme)
    return snapshot.tokenizer.without_question_words(_WHICH_OF.sub(" ", counted))


def _drop(text: str, dropped: tuple[str, ...]) -> str:
    return _any_of(dropped).sub(" ", text)


@cache
def _any_of(dropped: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, dropped))})了?")


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a data file, longest first; `#` starts a comment."""
    lines = (Path(__file__).parents[1] / "data" / f"{name}.txt").read_text("utf-8").splitlines()
    found = {word for line in lines for word in line.partition("#")[0].split()}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _without_people(folded: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    named = lexicon.people_in(folded)
    return _without(folded, [span for span, _ in named]), tuple(dict.fromkeys(n for _, n in named))


def _blank(folded: str, mentions: list[Mention], lexicon: Lexicon) -> str:
    """Blank the places out, but for those that stand inside a slogan: 最美 alone says little."""
    kept = lexicon.slogans_in(folded)
    free = [m for m in mentions if not any(start <= m.start < end for start, end in kept)]
    return _without(folded, [(mention.start, mention.end) for mention in free])


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with a blank for each of the characters at the spans."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _strangers(snapshot: Snapshot, asked: str) -> tuple[str, ...]:
    """Places and people that the language knows, and a library of places does not."""
    if not snapshot.cities:
        return ()
    known = [place for place in snapshot.lexicon.known_places if place in asked]
    names = snapshot.tokenizer.places_in(asked) + snapshot.tokenizer.people_in(asked) + known
    new = [name for name in dict.fromkeys(names) if name not in words("frame_words")]
    absent = [name for name in new if not snapshot.index.holds(name)]
    return tuple(w for w in absent if not any(w in other and w != other for other in absent))
