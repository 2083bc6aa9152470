"""Ordinals: which thing of a list a question asks for."""

from corpus import numerals
from corpus.numerals import COUNTS, UP_TO_TEN
from retrieval.answering.asked.frame import without
from retrieval.text.fold import lazy
from retrieval.text.phrases import pattern

_ORDINAL = pattern(
    rf"(?:第([{COUNTS}百零〇]{{1,6}}|\d{{1,4}})|倒数第([{COUNTS}]|\d))(?:大|个)?(?:<measure>)?"
    r"|(?:(<last>)|(?:<first>))(?:大|个)?(?:<measure>)"
)
# Who came in at a place asks for no item of a list: 谁第一, 谁得了第二.
_RANKED = lazy(r"谁(?:得了?|是|拿了?|排|获得?)?$")
# What a numeral after 第 numbers where it is no item of a list: 第一线, 第十八届, 第三季度.
_NO_ITEM = pattern(
    rf"第[{UP_TO_TEN}百零\d]+(?:(?:<named_after>)?(?:<institutions>)|线|方|季度|届|次|版|期|产业|时间|名|代|医院|中学|小学|人民|年|章|号|责任|手|批|站|天|步|课|列|趟|位(?!是|呢)|桶|车间|年级|[百千万亿])"
)
_DIGIT_OF = lazy(rf"([1-9]{{2,9}})(?:里面|里|当中|中)?的?([1-9{COUNTS}])(?![0-9])")


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
