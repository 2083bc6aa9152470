"""What a question asks for: what kind of answer, and which thing of a list."""

import re
from enum import Enum, auto

from corpus import numerals
from corpus.numerals import COUNTS, UP_TO_TEN
from retrieval.answering.asked.frame import without
from retrieval.text.fold import lazy
from retrieval.text.phrases import pattern

PLACES = pattern(
    r"哪(?:些|几(?:个|位|座|篇|家)?)(?:<place>|<official>|<report>)(?!下|亲|里)"
    r"(?:的(?:<official>|<report>)(?=<tells_of>))?"
    r"|几(?:个|位|座|篇|家)(?:<place>|<official>|<report>)(?!下|亲|里)|几篇[呢? ]*$"
    r"|多少(?:个|位|座|篇|家)(?:<place>|<official>|<report>)(?:都)?(?=<tells_of>)"
    r"|(?:<place>|<official>|<report>)(?:都)?(?:有|是)哪(?:些|几)"
    r"|(?:哪(?:一?[个座家])?|什么|啥)(?:<place>)(?:都|也)?(?:的报道)?(?=<tells_of>)"
    r"|各(?:个|家)?(?:城市|地市|地|市县|县市|区县|县区|市|县|区)"
    r"|^(?:还有|都有)哪(?:些|几个)人|^哪(?:些|几个)人[呢? ]*$"
    r"|(?:谁|哪些人|哪几个人)(?:都|也)?(?:提出?|说|讲|谈|强调|关心|关注)(?!了?算|的)"
    r"|哪[里儿]也?(?=<tells_of>|给(?![我你咱]))|哪里都|都有哪里|都有谁|哪几篇|哪些篇|哪几位(?!一)"
    r"|(?:<which_places>)(?:(?:个|些|几个)(?=<tells_of>|[呢? ]*$)"
    r"|(?:个|些|几个)?(?:<place>|<official>|<report>)|(?!个|些|几个))",
    needs="谁哪什啥各几多还都其别",
)
_WHO = pattern(
    r"谁(?!(?:来|去)?(?:<does>)|(?:都|也)?(?:提|说|讲|谈)到)|哪位(?!一)|哪个人|(?:<who_office>)(?!平台|网)|(?:哪个|哪里|哪儿)的?(?:<official>)"
)
_REPORTER = pattern(
    r"(?!照片(?:叫|在|展|的?名))(?:<reporting>)(?!了?(?:什么|啥|哪些|哪几|多少|几))|谁(?:来)?报[道导]的|(?:<article>)的?作者"
    r"|记者(?!会|招待会|站|团|协会|节|朋友|同志|老师|[你您]好)"
)
_WHICH_REPORTER = lazy("谁|哪|署名|(?:记者|通讯员|作者)(?:的名字)?(?:是|叫)")
# Which place a thing is of, or says it, at the end of a question: G20的事是哪个城市说的.
_WHENCE = pattern(
    "(?:的?事情?|的?(?:<report>))?(?:都?是|由|属于|出自|来自)?(?<![在到去往有])"
    "(?:(?:哪(?:一?[个座家])?|什么|啥)(?:<whence_place>)"
    "|哪[里儿](?=的|(?:最?先)?(?:<says>|<proposes>)))"
    "(?:最?先|率先|首先)?(?:(?:<says>|<proposes>)(?:过|了|到)?)?的?"
    "(?:<whose_thing>)?[的啊呀呢吗? ]*$",
    needs="哪什啥",
)
_ORDINAL = pattern(
    rf"(?:第([{COUNTS}百零〇]{{1,6}}|\d{{1,4}})|倒数第([{COUNTS}]|\d))(?:大|个)?(?:<measure>)?"
    r"|(?:(<last>)|(?:<first>))(?:大|个)?(?:<measure>)",
    needs="第倒最末首头打",
)
# Who came in at a place asks for no item of a list: 谁第一, 谁得了第二.
_RANKED = lazy(r"谁(?:得了?|是|拿了?|排|获得?)?$", needs="谁")
# What a numeral after 第 numbers where it is no item of a list: 第一线, 第十八届, 第三季度.
_NO_ITEM = pattern(
    rf"第[{UP_TO_TEN}百零\d]+(?:(?:<named_after>)?(?:<institutions>)|线|方|季度|届|次|版|期|产业|时间|名|代|医院|中学|小学|人民|年|章|号|责任|手|批|站|天|步|课|列|趟|位(?!是|呢)|桶|车间|年级|[百千万亿])"
)
_DIGIT_OF = lazy(
    rf"([1-9]{{2,9}})(?:里面|里|当中|中)?的?([1-9{COUNTS}])(?![0-9])", needs="123456789"
)


_DAY = r"(?:哪一?[天日年期]|什么(?:时候|时间|日子)|何时|几号|几月几[号日])"
# Which newspaper a report is of, of which day and page: 这是哪天的报纸.
_PAPER = pattern(
    rf"(?:(?:哪|什么)一?[份家张种个]?|{_DAY}的?)(?:<paper>)(?![道导告名])(?:上?(?:<printed>))?"
    rf"|第?(?:几|哪一?)个?版面?|{_DAY}(?:<printed>)|(?:<printed>)(?:的?日期|的?时间|在?{_DAY})"
    rf"|(?:<article>|<report>|<paper>|新闻|消息|版面?|页)(?:都?是|在)?(?:{_DAY}(?:<printed>)?|的?日期)",
    needs="哪什何几日时",
)

# What is left of a question about the newspaper but for whoever or whatever it points at.
_THIS = lazy("[这那]些?[个篇条则份张页版]?|[是的了就在都? ]|上面")
# 哪个城市的工会主席是 asks about somebody who is named.
_OF_WHICH = pattern(
    "(?:哪(?:一?[个座家])?|什么|啥)(?:<whence_place>)的?[^是? ]{0,6}(?:<officer>)", needs="哪什啥"
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
    WHENCE = auto()
    """Which place says it, or somebody is of."""
    PAPER = auto()
    """The newspaper, and its date."""


def asks_of(asked: str, placed: bool, named: bool, reported: bool, excluding: bool) -> Asks:
    """What is asked for, of a question that names a place, anybody at all, a reporter."""
    if not placed and (PLACES.search(asked) or (excluding and re.search("哪|谁|还有|其他", asked))):
        return Asks.PLACES
    if _REPORTER.search(asked) and not reported and (placed or _WHICH_REPORTER.search(asked)):
        return Asks.CREDIT
    who = _WHO.search(asked) or _OF_WHICH.search(asked)
    return Asks.SPEAKER if who and named else Asks.PASSAGE


def without_ordinal(asked: str) -> tuple[str, int | None]:
    """The question without the number of the thing asked for, and that number."""
    if match := _DIGIT_OF.search(asked):
        place = match[1].find(str(numerals.value(match[2])))
        if place >= 0 and match[1] == "".join(sorted(match[1])):
            return f"{asked[: match.start()]}{match[1]}{asked[match.end() :]}", place + 1
    for match in _ORDINAL.finditer(asked):
        if _NO_ITEM.match(asked, match.start()) or _RANKED.search(asked[: match.start()]):
            continue
        numeral = match[1] or match[2]
        number = numerals.value(numeral) if numeral else 1
        if not number:
            continue
        last = match[2] or match[3]
        return without(asked, [match.span()]), -number if last else number
    return asked, None


def without_whence(asked: str) -> tuple[str, bool]:
    """A question without what asks which place a thing is of, and whether it asks that."""
    found = _WHENCE.search(asked)
    return (asked, False) if found is None else (f"{asked[: found.start()]} ", True)


def without_paper(asked: str) -> tuple[str, bool]:
    """A question without what asks for the newspaper, and whether it asks for that."""
    found = _PAPER.search(asked)
    return (asked, False) if found is None else (_THIS.sub(" ", _PAPER.sub(" ", asked)), True)
