"""Looks: what asks for a kind of fact, and how things of that kind look in a text."""

from corpus.numerals import COUNTS, DIGITS, UP_TO_TEN
from retrieval.answering.asked.facts import counts
from retrieval.text.fold import lazy
from retrieval.text.phrases import pattern

_CLOCK = rf"(?:\d{{1,2}}[::]\d{{2}}|(?:\d{{1,2}}|[{COUNTS}]{{1,3}})(?:时|点)(?!建议))"
_OLD = pattern(r"<how_old>|多大了$", needs="几多年")
_DAY_ASKED = pattern(r"(?:<which_day>)(?![次天回个节趟场])", needs="哪几什日周星礼")
_YEAR_ASKED = pattern(r"<which_year>", needs="哪")
_CLOCK_ASKED = pattern(r"<which_hour>", needs="几什")
_WHEN = pattern(r"<when>", needs="什何几哪啥多")
_TIME = pattern(
    rf"\d+ ?[年月日号]|[{UP_TO_TEN}〇]{{2,}}年|[{UP_TO_TEN}]{{1,3}}月|{_CLOCK}"
    rf"|[周星期礼拜]{{1,2}}[一二三四五六日天]|初[{UP_TO_TEN}]|[{UP_TO_TEN}]{{1,3}}[号日]"
    r"|逢[一二三四五六七八九十]|(?:<festivals>)|(?:<spans>)|(?:<day_parts>)|年[底内初]|[春夏秋冬]天|[当同]天|[春夏秋冬]季"
)
_DAY = pattern(
    rf"\d+ ?[月日号]|[{UP_TO_TEN}]{{1,3}}[月日号]|[周星期礼拜]{{1,2}}[一二三四五六日天]"
    rf"|[初逢][{UP_TO_TEN}]|第[\d{UP_TO_TEN}、]+天|(?:<festivals>)|[今明昨后前]天|[本下上](?:周|月|旬)|\d{{4}}-\d{{2}}-\d{{2}}"
)
_YEAR = lazy(rf"\d{{4}} ?年?|[{DIGITS}〇]{{2,4}}年|[今去明前后当同次]年|年代|世纪|元年")
_PHONE = lazy(
    r"\d[\d-]{4,}\d|(?:电话|热线|拨|打)[^。,;]{0,6}?1\d{2,4}|打了?\d{3,}|[\w.]+@[\w.]+|www\.|https?:"
)
# Which storey, which place in a contest, and what is told apart by a number alone.
_STOREY_ASKED = lazy(r"几[楼层](?!高|的|住|房)|哪一?[楼层]", needs="几哪")
_STOREY = lazy(rf"[{COUNTS}\d]+[楼层]|楼[上下顶]|[顶底]楼|负[{COUNTS}\d]")
_PLACE_ASKED = lazy(r"第几(?:名|位)?(?![天年次个届批代期章条页版季轮])", needs="几")
_PLACED_AT = lazy(
    rf"第[{COUNTS}\d]|[冠亚季]军|夺[冠魁]|榜首|[{COUNTS}\d]强"
    rf"|[{COUNTS}特]等奖|前[{COUNTS}\d]|[金银铜][牌奖]|并列|垫底|倒数|末位"
)
_CODE_ASKED = pattern(r"(?:<coded>)(?:是|有)?(?:多少|什么|几|啥)")
_CODED = lazy(r"[a-z·\d-]{4,}")
# A document by its number: 〔2016〕13号.
_NUMBER_OF_TEXT = lazy(r"几号文|文号|文件(?:编号|号码)|第几号文件", needs="几文第")
_TEXT_NUMBERED = lazy(r"[〔\[(]?\d{4}[〕\])]? ?第?\d+ ?号|\d+号(?:文|令|公告)")
PHONE_ASKED = pattern(
    r"(?:<phone>)(?:是|有|号)?(?:多少|是什么|是几号|什么|啥|哪(?![天年月日些种]))|(?:哪个|什么|打哪)(?:<phone>)|打(?:哪个|什么)号"
    r"|(?<![少个久长打])(?:手机号|电话|热线|传真|邮箱|微信号|联系方式)(?:号码?)?"
    r"(?:有吗|有没有|(?:发|给|告诉)我(?:一个|一下)?)?[呢吗? ]*$",
    needs="多几什啥哪打手电热传邮微联",
)
KINDS = (
    (_NUMBER_OF_TEXT, _TEXT_NUMBERED),
    (PHONE_ASKED, _PHONE),
    (_CLOCK_ASKED, lazy(_CLOCK + r"|[正半]午|午夜")),
    (_DAY_ASKED, _DAY),
    (_YEAR_ASKED, _YEAR),
    (_WHEN, _TIME),
    (_OLD, lazy(rf"{counts.NUMBER}(?:周?岁|年出生)")),
    (counts.PRICE, counts.PAID),
    (_STOREY_ASKED, _STOREY),
    (_PLACE_ASKED, _PLACED_AT),
    (_CODE_ASKED, _CODED),
)
"""What asks for a kind, and how things of that kind look."""
