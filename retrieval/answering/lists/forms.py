"""The forms of lists in a report: counted paragraphs, steps in one, clauses of a kind, words."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus import numerals
from corpus.numerals import COUNTS, SEVERAL, UP_TO_TEN
from retrieval.index.names import QUOTED
from retrieval.passages import Passage
from retrieval.text.dictionary import shared
from retrieval.text.fold import HAN, lazy, normal, sentences
from retrieval.text.phrases import either, pattern

_ORDINAL = lazy(
    rf"^[（(]?第?([{UP_TO_TEN}]{{1,3}})(?:是|要|步|条|、|，|,|[)）]|方面|个?必须)|^(首先|其次|再次|再者|最后)"
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": None}
# 五感, 四大体系; not the parts of 一都三城 and 五进五送, which are names.
COUNTED = lazy(
    rf"(?<!第)(?<![{COUNTS}]{HAN})([{SEVERAL}]{{1,2}})(?:大|个|项|条|种|类|件|座)?(?!{HAN}[{UP_TO_TEN}])({HAN}{{1,6}})?"
)
# Ordinals inside a paragraph: 1、…；2、…, 一是…；二是…, 第一件，…; 头一件就是…
_STEP = pattern(
    rf"(?:^|(?<=[。；;，,：:！？\s]))(?:第?([{UP_TO_TEN}]{{1,2}})(?:是|要|、|来|则)"
    rf"|[第头]([{UP_TO_TEN}]{{1,2}})(?:<measure>)?(?:就?[是要]|[，,：:])"
    rf"|([1-9]\d?)[.．、](?!\d)|[（(]([{UP_TO_TEN}]{{1,2}}|\d)[)）])"
)
# A number of things, and what may stand between it and the things themselves.
_COUNT = pattern(
    rf"(?<![第\d.{UP_TO_TEN}])([{SEVERAL}]|十[{UP_TO_TEN}]|[2-9]|[1-2]\d)大?(?![号期级路])(<measure>|<units>)?"
    rf"({HAN}{{0,8}}?)[”」》]?(?:，?(?:即|就是|是指|分别是|分别为|是|为|有|包括|包含)[：，:,]?|[：:]|——)"
)
_CLAUSE_END = "[^，。；、：“”（）！？]"


def number(numeral: str) -> int:
    """The value of a Chinese numeral; of 三五 and the like, the last digit's."""
    return numerals.value(numeral) or 0


def step_starts(text: str) -> list[int]:
    """Where the ordinals inside a text stand."""
    return [match.start() for match in _STEP.finditer(text)]


def steps(text: str) -> Iterator[tuple[int, str]]:
    """The ordinals inside a text, each with the words that it numbers up to a comma."""
    for match in _STEP.finditer(text):
        count = numerals.value(next(filter(None, match.groups())))
        words = re.split("[，。；：,;:！？]", text[match.end() :])[0].strip()
        if count and words:
            yield count, words[:40]


def ordered(section: Sequence[Passage]) -> list[list[int]]:
    """The runs of paragraphs that open with 一是, 二是, … or 首先, 其次, …: places in `section`."""
    runs: list[list[int]] = []
    for place, passage in enumerate(section):
        ordinal = _ordinal(passage.text)
        if ordinal == 1:
            runs.append([place])
        elif runs and runs[-1][-1] == place - 1 and ordinal in (0, len(runs[-1]) + 1):
            runs[-1].append(place)
    return [run for run in [*runs, *_parallel(section)] if len(run) > 1]


def _parallel(section: Sequence[Passage]) -> list[list[int]]:
    """The runs of three paragraphs or more that open alike: 吃的事，靠…, 住的事，靠…"""
    openings = [re.split("[，。；：]", passage.text)[0] for passage in section]
    runs: list[list[int]] = [[0]] if section else []
    for place in range(1, len(section)):
        if _alike(openings[place - 1], openings[place]):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [run for run in runs if len(run) > 2]


def _alike(one: str, other: str) -> bool:
    """Whether two openings differ in little: the same first three characters, or all but a few."""
    if one[:3] == other[:3] and len(one) > 3:
        return True
    return len(one) == len(other) < 8 and one[-2:] == other[-2:]


def named(section: Sequence[Passage], unit: str) -> list[tuple[int, str]]:
    """The words ending in `unit` that a report puts in quotation marks: “责任感”, “安全感”.

    Each with the place of its paragraph in `section`, in reading order.
    """
    pattern = re.compile(rf"“([^“”，。]{{1,8}}{re.escape(unit[-1])})”")
    found: dict[str, int] = {}
    for place, passage in enumerate(section):
        for word in pattern.findall(passage.text):
            if not COUNTED.match(word):
                found.setdefault(word, place)
    return [(place, word) for word, place in found.items()]


def repeated(section: Sequence[Passage], wanted: int, word: str) -> list[int]:
    """The paragraphs that hold `word`, where they are as many as wanted: 三个“必须”."""
    places = [place for place, passage in enumerate(section) if word in normal(passage.text)]
    return places if len(places) == wanted > 1 and len(word) > 1 else []


def side_by_side(text: str, wanted: int, kind: str) -> list[str]:
    """Things of a kind one after another: 阵地建设、体系建设、队伍建设."""
    one = rf"[^，。；、：“”！？]{{1,16}}{re.escape(kind)}"
    match = re.search(rf"{one}(?:[、和]{one}){{{max(1, wanted - 1)}}}", text)
    if match is None:
        return []
    first, *rest = _enumerated(match[0])
    return [re.split(rf"{either('efforts')}|建设(?=.*建设)", first)[-1], *rest]


def clauses(text: str, _wanted: int, kind: str) -> list[str]:
    """The clauses of a text that end in a kind: 十大品牌, 三个突破."""
    found = re.findall(rf"{_CLAUSE_END}{{1,16}}{re.escape(kind)}", text)
    return [item for item in found if not COUNTED.search(item)]


def after(text: str, wanted: int, kind: str) -> list[str]:
    """What follows the counted name: “五大行动”，即：甲、乙、丙, 三城：甲、乙、丙."""
    numeral = "".join(n for n in SEVERAL if number(n) == wanted) or "十"
    opened = rf"[{numeral}](?:大|个|项|条|种|类)?{re.escape(kind)}[”」》]?(?:建设|工程)?"
    match = re.search(
        rf"{opened}(?:[，,]?(?:即|就是|是指|是|指|包括|包含|分别是|分别为|有|为)[:：，,]?|[:：])([^。；;）)]+)",
        text,
    )
    return _enumerated(match[1]) if match else []


class Told(NamedTuple):
    """Things that a text counts and then names: of 撤销的5条线路是… `measure` 条, `noun` 线路, and
    `before` 撤销的."""

    before: str
    measure: str
    noun: str
    items: list[str]


def told(text: str) -> Iterator[Told]:
    """The things that a text counts and then names, as many as it says."""
    for match in _COUNT.finditer(text):
        if not (match[2] or match[3]):
            continue
        wanted = numerals.value(match[1]) if not match[1].isdecimal() else int(match[1])
        before = re.split("[。；;！？]", text[: match.start()])[-1]
        rest = re.split("[。！？]", text[match.end() :])[0]
        if _STEP.match(rest):
            continue
        if items := next((i for i in _parted(rest) if len(i) == wanted), None):
            yield Told(before, match[2] or "", match[3], items)


def parts_of_name(text: str, name: str) -> list[str]:
    """What each part of a name counts: of 一都三城 (一都：甲，三城：乙、丙、丁) all four."""
    items: list[str] = []
    for part, numeral in re.findall(
        rf"(([{UP_TO_TEN}两]){HAN}{{1,2}}?)(?=[{UP_TO_TEN}两]|$)", name
    ):
        match = re.search(rf"{part}[:：]([^，。；;,）)]+)", text)
        found = _enumerated(match[1]) if match else []
        if len(found) != numerals.value(numeral):
            return []
        items += found
    return items


def _parted(rest: str) -> Iterator[list[str]]:
    """What follows a count, cut into things in each way that they may be kept apart."""
    for sign in "；;":
        parts = [part for part in rest.split(sign) if part.strip()]
        yield [re.split("[，,]", part)[0].strip() for part in parts]
    yield _enumerated(re.split("[；;]", rest)[0])
    clause = re.split("[；;]", rest)[0]
    yield [part.strip() for part in re.split("[，,]", clause) if part.strip()]


def before(text: str, wanted: int, kind: str) -> list[str]:
    """What stands before the count: 在甲、乙、丙和丁等四个方面能力的提高."""
    numeral = "".join(n for n in SEVERAL if number(n) == wanted) or "十"
    match = re.search(
        rf"([^。；;，,：:]*[、和][^。；;：:]*?)(?:等|这)(?:[{numeral}]|{wanted})(?:大|个|项|条|种|类)?(?:方面|{re.escape(kind)})",
        text,
    )
    if match is None or kind not in re.split("[。；;]", text[match.end(1) :])[0]:
        return []
    said = re.split(r"(?:围绕|从|在|抓好|通过)", match[1], maxsplit=1)[-1]
    return _enumerated(said)


def _enumerated(words: str) -> list[str]:
    """甲、乙和丙 cut into 甲, 乙, 丙."""
    parts = words.split("、")
    *firsts, last = parts if len(parts) > 1 else re.split("[，,]", words)
    final = _joined(last) if firsts else [last]
    kept = [re.split("[，,]", part)[0] if part is final[-1] else part for part in [*firsts, *final]]
    return [part.strip("“”「」 等") for part in kept if part.strip()]


def _joined(last: str) -> list[str]:
    """The last two things of a list, but for a 和 that begins a word: 节约型 和谐型."""
    for match in re.finditer("和|以及|及|与", last):
        if match.start() and not shared().knows(last[match.start() : match.end() + 1]):
            return [last[: match.start()], last[match.end() :]]
    return [last]


def about(text: str) -> str:
    """What a counted paragraph is about: what its first sentence quotes, or its opening."""
    first = sentences(text)[0]
    quoted = QUOTED.search(first)
    return quoted[1] if quoted else opening(first)


def opening(text: str) -> str:
    """The first clause of a paragraph, without its ordinal."""
    return re.split("[，。；：]", _ORDINAL.sub("", sentences(text)[0]))[0]


def _ordinal(text: str) -> int | None:
    """The number a paragraph opens with; 0 for 最后, which closes any list."""
    match = _ORDINAL.match(normal(text))
    if match is None:
        return None
    return number(match[1]) if match[1] else (_WORDS[match[2]] or 0)


def common(theme: str, words: str) -> int:
    """How many pairs of characters of a theme stand in some words."""
    pairs = {word[at : at + 2] for word in theme.split() for at in range(len(word) - 1)}
    return sum(pair in normal(words) for pair in pairs)
