"""Groups: the paragraphs of one report that count off one list together."""

import re
from collections.abc import Sequence

from retrieval.answering.question import Question
from retrieval.answering.rank import Candidate
from retrieval.index.names import QUOTED
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN, lazy, normal, sentences

_NUMERALS = "一二三四五六七八九十"
_ORDINAL = lazy(
    rf"^[（(]?第?([{_NUMERALS}]{{1,3}})(?:是|要|步|条|、|，|,|[)）]|方面|个?必须)|^(首先|其次|再次|再者|最后)"
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": None}
_COUNTED = lazy(rf"([二两三四五六七八九十]{{1,2}})(?:大|个|项|条|种|类|件|座)?({HAN}{{1,6}})?")


def counted(asked: str) -> tuple[int, str] | None:
    """How many of what a question asks for: 五感 gives (5, 感), 四大体系 (4, 体系)."""
    match = _COUNTED.search(asked)
    return None if match is None else (number(match[1]), match[2] or "")


def number(numeral: str) -> int:
    """The value of a Chinese numeral from 一 to 九十九; of 三五 and the like, the last digit's."""
    tens, ten, ones = numeral.replace("两", "二").rpartition("十")
    value = _NUMERALS.index(ones[-1]) + 1 if ones else 0
    return value + (10 * (_NUMERALS.index(tens[-1]) + 1 if tens else 1) if ten else 0)


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
            if not _COUNTED.match(word):
                found.setdefault(word, place)
    return [(place, word) for word, place in found.items()]


def repeated(section: Sequence[Passage], wanted: int, word: str) -> list[int]:
    """The paragraphs that hold `word`, where they are as many as wanted: 三个“必须”."""
    places = [place for place, passage in enumerate(section) if word in normal(passage.text)]
    return places if len(places) == wanted > 1 else []


def whole(
    snapshot: Snapshot, asked: Question, good: Sequence[Candidate]
) -> dict[int, tuple[str, ...]]:
    """The rows of the list that a question asks for, in reading order, each with its items' words.

    `good` are the passages that answer, best first; the list is looked for in the best one's
    report. Empty where the report has no such list. An introduction has no words, nor has a list
    that may be another than the one asked for.
    """
    rows = tuple(snapshot.store.section(good[0].row))
    section = [snapshot.passages[row] for row in rows]
    wanted = counted(asked.theme) or counted(asked.asked)
    for run in ordered(section):
        before = rows[: run[0]][-1:]
        texts = [section[place].text for place in run]
        sure = wanted is not None and _fits(wanted, texts)
        if sure or before == (good[0].row,):
            intro = {row: () for row in before if row in {c.row for c in good}}
            return intro | {rows[place]: _items(section[place].text, sure) for place in run}
    if wanted is None or not wanted[1]:
        return {}
    items = [(rows[place], word) for place, word in named(section, wanted[1])]
    if len({row for row, _ in items}) < 2:
        items = [(rows[place], wanted[1]) for place in repeated(section, *wanted)]
    listed = sorted({good[0].row, *(row for row, _ in items)}) if items else []
    return {row: tuple(word for of, word in items if of == row) for row in listed}


def _fits(wanted: tuple[int, str], items: Sequence[str]) -> bool:
    """Whether counted paragraphs are what is asked for: as many, and each names the kind."""
    kind = wanted[1][-2:]
    return len(items) == wanted[0] and all(kind in sentences(normal(item))[0] for item in items)


def inside(asked: Question, text: str) -> tuple[str, ...]:
    """The items of a list within one passage: 十大品牌 as so many clauses that end in 品牌."""
    wanted = counted(asked.theme)
    if wanted is None or not wanted[1]:
        return ()
    found = re.findall(rf"[^，。；、：“”（）]{{1,12}}{re.escape(wanted[1])}", text)
    items = [item for item in found if not _COUNTED.search(item)]
    return tuple(items) if len(items) == wanted[0] else ()


def _items(text: str, sure: bool) -> tuple[str, ...]:
    """What a counted paragraph is about: what its first sentence quotes, or its opening."""
    first = sentences(text)[0]
    quoted = QUOTED.search(first)
    opening = quoted[1] if quoted else re.split("[，。；：]", _ORDINAL.sub("", first))[0]
    return (opening,) if sure else ()


def _ordinal(text: str) -> int | None:
    """The number a paragraph opens with; 0 for 最后, which closes any list."""
    match = _ORDINAL.match(normal(text))
    if match is None:
        return None
    return number(match[1]) if match[1] else (_WORDS[match[2]] or 0)
