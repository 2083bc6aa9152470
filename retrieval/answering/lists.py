"""Lists: the things that a report counts off, in paragraphs, clauses or words."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.index.names import QUOTED
from retrieval.passages import Passage
from retrieval.text import numerals
from retrieval.text.fold import HAN, lazy, normal, sentences

_NUMERALS = "一二三四五六七八九十"
_ORDINAL = lazy(
    rf"^[（(]?第?([{_NUMERALS}]{{1,3}})(?:是|要|步|条|、|，|,|[)）]|方面|个?必须)|^(首先|其次|再次|再者|最后)"
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": None}
_COUNTED = lazy(
    rf"(?<!第)([二两三四五六七八九十]{{1,2}})(?:大|个|项|条|种|类|件|座)?({HAN}{{1,6}})?"
)
# Ordinals inside a paragraph: 1、…；2、…, 一是…；二是…
_STEP = lazy(
    rf"(?:^|(?<=[。；;，,：:！？\s]))(?:第?([{_NUMERALS}]{{1,2}})(?:是|要|、|来|则)|([1-9]\d?)[.．、](?!\d)|[（(]([{_NUMERALS}]{{1,2}}|\d)[)）])"
)
# 哪五种感觉, 几座什么样的城, 五个力: a number, and one word of what is counted.
_OF_KIND = lazy(
    rf"(?:哪([二两三四五六七八九十])|哪?几|([二两三四五六七八九十]))(?:个|种|座|项|大|条|类)"
    rf"(?:什么样的?|不同的?|新)?({HAN}{{1,2}})(?!{HAN})"
)
_CLAUSE_END = "[^，。；、：“”（）！？]"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: its words as they stand in the passage of a row."""

    row: int
    words: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The things of a list in the order of the text, with the rows that introduce it.

    `sure` tells that it is the list asked for, not only one that stands in the same place.
    """

    items: tuple[Item, ...]
    intro: tuple[int, ...] = ()
    sure: bool = True

    @property
    def rows(self) -> list[int]:
        """The rows of the list, each once, in reading order."""
        return sorted({*self.intro, *(item.row for item in self.items)})

    def marks(self) -> dict[int, tuple[str, ...]]:
        """The items' words by their rows; none for a list that may be another one."""
        return {
            row: tuple(item.words for item in self.items if self.sure and item.row == row)
            for row in self.rows
        }


def counted(asked: str) -> tuple[int, str] | None:
    """How many of what a question asks for: 五感 gives (5, 感), 四大体系 (4, 体系)."""
    match = _COUNTED.search(asked)
    return None if match is None else (number(match[1]), match[2] or "")


def number(numeral: str) -> int:
    """The value of a Chinese numeral; of 三五 and the like, the last digit's."""
    return numerals.value(numeral) or 0


def miscounted(theme: str, texts: Iterable[str]) -> tuple[str, str] | None:
    """What a theme counts wrongly, and how the texts count it: 五大体系, 四大体系."""
    match = _COUNTED.search(theme)
    if match is None or not match[2]:
        return None
    kind = match[2][:2]
    said = theme[match.start() : match.start(2)] + kind
    pattern = re.compile(
        rf"(?<!第)([二两三四五六七八九十]{{1,2}})(?:大|个|项|条|种|类|件|座)?{re.escape(kind)}"
    )
    others: list[str] = []
    for text in texts:
        if said in text:
            return None
        others += [found[0] for found in pattern.finditer(text)]
    other = next((o for o in others if number(o[:1]) != number(match[1])), None)
    return (said, other) if other else None


def named_by_kind(asked: str, texts: Iterable[str]) -> str | None:
    """The counted name that a question speaks of by its kind: 哪五种感觉 is 五感, 几座城 三城."""
    match = _OF_KIND.search(asked)
    if match is None:
        return None
    wanted = number(match[1] or match[2] or "")
    for text in texts:
        for kind in dict.fromkeys((match[3], match[3][0], match[3][-1])):
            for found in _counted_kind(kind).finditer(text):
                if wanted in (0, number(found[1])):
                    return found[0]
    return None


@cache
def _counted_kind(kind: str) -> re.Pattern[str]:
    measure = "(?:大|个|项|条|种|类|件|座|型)?"
    return re.compile(
        rf"(?<![{_NUMERALS}第])([二两三四五六七八九十]){measure}{re.escape(kind)}(?!{HAN}*年)"
    )


def listing(
    rows: Sequence[int], section: Sequence[Passage], theme: str, asked: str, best: int
) -> Listing | None:
    """The list that a question asks for in a report; None where it has no such list.

    Args:
        rows: the rows of the report.
        section: its passages.
        theme: the theme of the question.
        asked: the question with its question words.
        best: the row that answers best.
    """
    wanted = counted(theme) or counted(asked)
    if wanted and wanted[1] and (found := _of_kind(rows, section, *wanted, best)):
        return found
    return _run(rows, section, wanted, best) or _steps(rows, section, wanted, best)


def _of_kind(
    rows: Sequence[int], section: Sequence[Passage], wanted: int, kind: str, best: int
) -> Listing | None:
    """A list that names the kind of thing asked for, as many as are asked for."""
    kinds = dict.fromkeys([kind, kind[:2]] if len(kind) > 2 else [kind])
    order = sorted(range(len(rows)), key=lambda place: rows[place] != best)
    for form in kinds:
        if len(form) > 1 and (run := _fitting_run(rows, section, wanted, form)):
            return run
        items = [Item(rows[place], word) for place, word in named(section, form)]
        if len(items) == wanted:
            return Listing(tuple(items), _introducing(rows, items, best))
        for finder in (_after, _side_by_side, _clauses, _before):
            for place in order:
                found = finder(section[place].text, wanted, form)
                if len(found) == wanted:
                    return Listing(tuple(Item(rows[place], words) for words in found))
        if len({item.row for item in items}) > 1:
            return Listing(tuple(items), _introducing(rows, items, best))
        if places := repeated(section, wanted, form):
            held = (_opening(section[place].text) for place in places)
            return Listing(
                tuple(Item(rows[p], words) for p, words in zip(places, held, strict=True))
            )
    return None


def _introducing(rows: Sequence[int], items: Sequence[Item], best: int) -> tuple[int, ...]:
    return () if best in {item.row for item in items} or best not in rows else (best,)


def of_theme(
    rows: Sequence[int], section: Sequence[Passage], theme: str, best: int
) -> Listing | None:
    """The things of a kind that a theme ends in, where nobody said how many there are."""
    kind = "".join(theme.split())[-2:]
    text = next((p.text for row, p in zip(rows, section, strict=True) if row == best), "")
    found = _clauses(text, 0, kind) if len(kind) > 1 else []
    return Listing(tuple(Item(best, words) for words in found)) if len(found) > 2 else None


def _fitting_run(
    rows: Sequence[int], section: Sequence[Passage], wanted: int, kind: str
) -> Listing | None:
    """Counted paragraphs that are as many as asked for, and each names the kind."""
    for run in ordered(section):
        texts = [section[place].text for place in run]
        firsts = [sentences(normal(text))[0] for text in texts]
        if len(run) == wanted and all(kind[-2:] in first for first in firsts):
            items = tuple(Item(rows[p], _about(section[p].text)) for p in run)
            return Listing(items, tuple(rows[: run[0]][-1:]))
    return None


def _run(
    rows: Sequence[int], section: Sequence[Passage], wanted: tuple[int, str] | None, best: int
) -> Listing | None:
    """Counted paragraphs that the best passage introduces, or that it is one of."""
    for run in ordered(section):
        before = tuple(rows[: run[0]][-1:])
        unnamed = wanted is not None and len(run) == wanted[0] and not wanted[1]
        if before == (best,) or (unnamed and best in [rows[place] for place in run]):
            items = tuple(Item(rows[place], _about(section[place].text)) for place in run)
            return Listing(items, before if before == (best,) else (), sure=False)
    return None


def first_run(rows: Sequence[int], section: Sequence[Passage]) -> Listing | None:
    """The counted paragraphs of a report, else the steps inside one of its paragraphs."""
    for run in ordered(section):
        return Listing(tuple(Item(rows[p], _about(section[p].text)) for p in run))
    for row in rows:
        if found := _steps(rows, section, None, row):
            return found
    return None


def _steps(
    rows: Sequence[int], section: Sequence[Passage], wanted: tuple[int, str] | None, best: int
) -> Listing | None:
    """What the best passage, and those after it, count off with ordinals inside paragraphs."""
    items: list[Item] = []
    for row, passage in zip(rows, section, strict=True):
        if row < best:
            continue
        for step, words in steps(passage.text):
            if step == len(items) + 1:
                items.append(Item(row, words))
    if len(items) < 2 or (wanted and wanted[0] != len(items)):
        return None
    intro = () if items[0].row == best else (best,)
    return Listing(tuple(items), intro, sure=wanted is not None)


def steps(text: str) -> Iterator[tuple[int, str]]:
    """The ordinals inside a text, each with the words that it numbers up to a comma."""
    for match in _STEP.finditer(text):
        count = numerals.value(match[1] or match[2] or match[3])
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
            if not _COUNTED.match(word):
                found.setdefault(word, place)
    return [(place, word) for word, place in found.items()]


def repeated(section: Sequence[Passage], wanted: int, word: str) -> list[int]:
    """The paragraphs that hold `word`, where they are as many as wanted: 三个“必须”."""
    places = [place for place, passage in enumerate(section) if word in normal(passage.text)]
    return places if len(places) == wanted > 1 else []


def _side_by_side(text: str, wanted: int, kind: str) -> list[str]:
    """Things of a kind one after another: 阵地建设、体系建设、队伍建设."""
    one = rf"[^，。；、：“”！？]{{1,16}}{re.escape(kind)}"
    match = re.search(rf"{one}(?:[、和]{one}){{{max(1, wanted - 1)}}}", text)
    if match is None:
        return []
    first, *rest = re.split("、|和(?=[^、和]*$)", match[0])
    return [re.split(r"强化|推进|实施|加强|抓好|打造|建设(?=.*建设)|开展", first)[-1], *rest]


def _clauses(text: str, _wanted: int, kind: str) -> list[str]:
    """The clauses of a text that end in a kind: 十大品牌, 三个突破."""
    found = re.findall(rf"{_CLAUSE_END}{{1,16}}{re.escape(kind)}", text)
    return [item for item in found if not _COUNTED.search(item)]


def _after(text: str, wanted: int, kind: str) -> list[str]:
    """What follows the counted name: “五大行动”，即：甲、乙、丙, 三城：甲、乙、丙."""
    numeral = "".join(n for n in "二两三四五六七八九十" if number(n) == wanted) or "十"
    opened = rf"[{numeral}](?:大|个|项|条|种|类)?{re.escape(kind)}[”」》]?(?:建设|工程)?"
    match = re.search(
        rf"{opened}[，,]?(?:即|就是|是指|是|指|包括|包含|分别是|分别为|有|为)?[:：，,]?([^。；;）)]+)",
        text,
    )
    return _enumerated(match[1]) if match else []


def _before(text: str, wanted: int, kind: str) -> list[str]:
    """What stands before the count: 在甲、乙、丙和丁等四个方面能力的提高."""
    numeral = "".join(n for n in "二两三四五六七八九十" if number(n) == wanted) or "十"
    match = re.search(
        rf"([^。；;，,：:]*[、和][^。；;：:]*?)(?:等|这)(?:[{numeral}]|{wanted})(?:大|个|项|条|种|类)?(?:方面|{re.escape(kind)})",
        text,
    )
    if match is None or (kind not in text):
        return []
    said = re.split(r"(?:围绕|从|在|抓好|通过)", match[1], maxsplit=1)[-1]
    return _enumerated(said)


def _enumerated(words: str) -> list[str]:
    """甲、乙和丙 cut into 甲, 乙, 丙."""
    parts = words.split("、")
    *firsts, last = parts if len(parts) > 1 else re.split("[，,]", words)
    final = re.split("和|及|以及|与", last, maxsplit=1) if firsts else [last]
    kept = [re.split("[，,]", part)[0] if part is final[-1] else part for part in [*firsts, *final]]
    return [part.strip("“”「」 等") for part in kept if part.strip()]


def _about(text: str) -> str:
    """What a counted paragraph is about: what its first sentence quotes, or its opening."""
    first = sentences(text)[0]
    quoted = QUOTED.search(first)
    return quoted[1] if quoted else _opening(first)


def _opening(text: str) -> str:
    """The first clause of a paragraph, without its ordinal."""
    return re.split("[，。；：]", _ORDINAL.sub("", sentences(text)[0]))[0]


def _ordinal(text: str) -> int | None:
    """The number a paragraph opens with; 0 for 最后, which closes any list."""
    match = _ORDINAL.match(normal(text))
    if match is None:
        return None
    return number(match[1]) if match[1] else (_WORDS[match[2]] or 0)


def inside(theme: str, text: str) -> bool:
    """Whether one passage counts off as many things of a kind as a theme names."""
    wanted = counted(theme)
    if wanted is None or not wanted[1]:
        return False
    finders: tuple[Callable[[str, int, str], list[str]], ...] = (_clauses, _after)
    return any(len(finder(text, *wanted)) == wanted[0] for finder in finders)
