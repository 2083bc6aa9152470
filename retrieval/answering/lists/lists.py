"""Lists: the things that a report counts off, in paragraphs, clauses or words."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.numerals import SEVERAL, UP_TO_TEN
from retrieval.answering.lists.forms import (
    COUNTED,
    about,
    after,
    before,
    clauses,
    common,
    named,
    number,
    opening,
    ordered,
    parts_of_name,
    repeated,
    side_by_side,
    steps,
    told,
)
from retrieval.passages import Passage
from retrieval.text.dictionary import shared
from retrieval.text.fold import HAN, lazy, normal, sentences
from retrieval.text.phrases import pattern

# 哪五种感觉, 几座什么样的城, 五个力: a number, and one word of what is counted.
_OF_KIND = lazy(
    rf"(?:哪([{SEVERAL}])|哪?几|([{SEVERAL}]))(?:个|种|座|项|大|条|类)"
    rf"(?:什么样的?|不同的?|新)?({HAN}{{1,2}})(?!{HAN})"
)
_NAME_OF_PARTS = lazy(rf"(?:[{UP_TO_TEN}两]{HAN}){{2,4}}")
# 哪几条, 哪三家: the measure of what is asked for.
# What no name of a thing begins with: 等中心工作.
_HANGING = "等的和及与并"
_WHICH = pattern(rf"哪(?:几|[{UP_TO_TEN}])(<measure>|<units>)")


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
    match = COUNTED.search(asked)
    return None if match is None else (number(match[1]), match[2] or "")


def miscounted(theme: str, texts: Iterable[str]) -> tuple[str, str] | None:
    """What a theme counts wrongly, and how the texts count it: 五大体系, 四大体系."""
    match = COUNTED.search(theme)
    if match is None or not match[2]:
        return None
    kind = match[2][:2]
    said = theme[match.start() : match.start(2)] + kind
    pattern = re.compile(
        rf"(?<!第)([{SEVERAL}]{{1,2}})(?:大|个|项|条|种|类|件|座)?{re.escape(kind)}"
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


@lru_cache
def _counted_kind(kind: str) -> re.Pattern[str]:
    measure = "(?:大|个|项|条|种|类|件|座|型)?"
    return re.compile(rf"(?<![{UP_TO_TEN}第])([{SEVERAL}]){measure}{re.escape(kind)}(?!{HAN}*年)")


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
    question = theme, asked
    return (
        _parts_of_name(rows, section, theme)
        or _run(rows, section, wanted, best)
        or _told(rows, section, wanted, question, best)
        or _steps(rows, section, wanted, theme, best)
    )


def _parts_of_name(rows: Sequence[int], section: Sequence[Passage], theme: str) -> Listing | None:
    """What a name like 一都三城 is made up of, where a passage says it part by part."""
    for match in _NAME_OF_PARTS.finditer(theme):
        for row, passage in zip(rows, section, strict=True):
            if items := parts_of_name(passage.text, match[0]):
                return Listing(tuple(Item(row, words) for words in items))
    return None


def _told(
    rows: Sequence[int],
    section: Sequence[Passage],
    wanted: tuple[int, str] | None,
    question: tuple[str, str],
    best: int,
) -> Listing | None:
    """Things that a passage counts and names, of the kind or by the measure asked for."""
    theme, asked = question
    measure = _WHICH.search(asked)
    found: list[tuple[int, int, Listing]] = []
    for row, passage in zip(rows, section, strict=True):
        for one in told(passage.text):
            kind = 2 * common(theme, one.noun) + (measure is not None and measure[1] == one.measure)
            fits = kind or (not one.noun and row == best)
            if fits and (not wanted or wanted[0] == len(one.items)):
                listed = Listing(tuple(Item(row, words) for words in one.items))
                found.append((2 * kind + common(theme, one.before), -abs(row - best), listed))
    return max(found, key=lambda one: one[:2])[2] if found else None


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
        for finder in (after, side_by_side, clauses, before):
            for place in order:
                if form not in section[place].text:
                    continue
                found = finder(section[place].text, wanted, form)
                if len(found) == wanted and not any(map(_hangs, found)):
                    return Listing(tuple(Item(rows[place], words) for words in found))
        if len({item.row for item in items}) > 1:
            return Listing(tuple(items), _introducing(rows, items, best))
        if places := repeated(section, wanted, form):
            held = (opening(section[place].text) for place in places)
            return Listing(
                tuple(Item(rows[p], words) for p, words in zip(places, held, strict=True))
            )
    return None


def _hangs(words: str) -> bool:  # 和体系, but not 和谐企业
    return words[0] in _HANGING and not shared().knows(words[:2])


def _introducing(rows: Sequence[int], items: Sequence[Item], best: int) -> tuple[int, ...]:
    return () if best in {item.row for item in items} or best not in rows else (best,)


def of_theme(
    rows: Sequence[int], section: Sequence[Passage], theme: str, best: int
) -> Listing | None:
    """The things of a kind that a theme ends in, where nobody said how many there are."""
    kind = "".join(theme.split())[-2:]
    text = next((p.text for row, p in zip(rows, section, strict=True) if row == best), "")
    found = clauses(text, 0, kind) if len(kind) > 1 else []
    return Listing(tuple(Item(best, words) for words in found)) if len(found) > 2 else None


def _fitting_run(
    rows: Sequence[int], section: Sequence[Passage], wanted: int, kind: str
) -> Listing | None:
    """Counted paragraphs that are as many as asked for, and each names the kind."""
    for run in ordered(section):
        texts = [section[place].text for place in run]
        firsts = [sentences(normal(text))[0] for text in texts]
        if len(run) == wanted and all(kind[-2:] in first for first in firsts):
            items = tuple(Item(rows[p], about(section[p].text)) for p in run)
            return Listing(items, tuple(rows[: run[0]][-1:]))
    return None


def _run(
    rows: Sequence[int], section: Sequence[Passage], wanted: tuple[int, str] | None, best: int
) -> Listing | None:
    """Counted paragraphs that the best passage introduces, or that it is one of."""
    for run in ordered(section):
        introduced = tuple(rows[: run[0]][-1:])
        unnamed = wanted is not None and len(run) == wanted[0] and not wanted[1]
        if introduced == (best,) or (unnamed and best in [rows[place] for place in run]):
            items = tuple(Item(rows[place], about(section[place].text)) for place in run)
            return Listing(items, introduced if introduced == (best,) else (), sure=False)
    return None


def first_run(rows: Sequence[int], section: Sequence[Passage]) -> Listing | None:
    """The counted paragraphs of a report, else the steps inside one of its paragraphs."""
    for run in ordered(section):
        return Listing(tuple(Item(rows[p], about(section[p].text)) for p in run))
    for row in rows:
        if found := _steps(rows, section, None, "", row):
            return found
    return None


def _steps(
    rows: Sequence[int],
    section: Sequence[Passage],
    wanted: tuple[int, str] | None,
    theme: str,
    best: int,
) -> Listing | None:
    """What the best passage counts off with ordinals inside paragraphs, or one after it that
    names the theme where it begins to count."""
    texts = dict(zip(rows, (passage.text for passage in section), strict=True))
    for run in (run for run in _step_runs(rows, section) if len(run) > 1):
        first, within = run[0].row, {item.row for item in run}
        opened = texts[first][: texts[first].find(run[0].words)]
        begun = opened + texts.get(first - 1, "")
        if wanted:
            fits = first >= best or (best in within and wanted[1][:2] in begun)
            elsewhere = any(wanted[1] in text for text in texts.values()) and wanted[1] not in begun
            fits = fits and wanted[0] == len(run) and not elsewhere
        else:
            fits = first == best or (first > best and common(theme, opened) > 0)
        if fits:
            intro = () if best in within else (best,)
            return Listing(tuple(run), intro, sure=wanted is not None)
    return None


def _step_runs(rows: Sequence[int], section: Sequence[Passage]) -> list[list[Item]]:
    """The things that passages count off inside their paragraphs, one after another."""
    runs: list[list[Item]] = [[]]
    for row, passage in zip(rows, section, strict=True):
        for step, words in steps(passage.text):
            if step == 1:
                runs.append([])
            if step == len(runs[-1]) + 1:
                runs[-1].append(Item(row, words))
    return runs[1:]


def inside(wanted: int, kind: str, text: str) -> bool:
    """Whether one passage counts off as many things of a kind."""
    if not kind or kind not in text:
        return False
    finders: tuple[Callable[[str, int, str], list[str]], ...] = (clauses, after)
    return any(len(finder(text, wanted, kind)) == wanted for finder in finders)
