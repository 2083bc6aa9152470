"""Short forms of names: 三小 of a 第三实验小学, 人社局 of a 人力资源和社会保障局.

A short form has the first characters of words of a longer name, in order, and of the last one its
first or last; the names are those that the texts themselves have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from corpus.numerals import UP_TO_TEN
from retrieval.answering.asked.question import Question, with_theme
from retrieval.index.store import Scope
from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN, lazy
from retrieval.text.phrases import words as listed
from retrieval.text.spots import spots

# So many passages are looked at for the name.
LOOKED_AT = 200
# Characters of a short form, and of what stands before the last word of a name.
SHORTEST, LONGEST = 2, 4
NAMED = 14
# So many words of a name may stand in no way in its short form: 实验 of 第三实验小学.
SKIPPED = 3
_HAN = lazy(rf"{HAN}+")
_NUMBERED = "第"
_PLACES = frozenset("省市县区旗州镇")
_FUNCTION = frozenset("的了在是到从向把被由")


def spelt_out(snapshot: Snapshot, asked: Question) -> Question:
    """The question by the whole name of what it says in short, as the passages nearest to it have
    that; itself where it says nothing so."""
    if not (shorts := [*_shorts(snapshot, asked.theme)]):
        return asked
    scope = Scope(asked.cities, asked.people, asked.rows)
    nearest = snapshot.store.top(asked.terms.terms, scope, LOOKED_AT)
    texts = [snapshot.index.text(row) for row, _ in nearest]
    for short in shorts:
        if any(_stands(snapshot, short, text) for text in texts):
            continue
        name = next(filter(None, (_name(snapshot, short, text) for text in texts)), None)
        if name is not None:
            meant = replace(asked, asked=asked.asked.replace(short, name))
            return with_theme(snapshot, meant, asked.theme.replace(short, name))
    return asked


def _shorts(snapshot: Snapshot, theme: str) -> Iterator[str]:
    """What may be a short form in a theme, the longest first: no word of the language, nor piece
    of one; 三小 is one in 三小屋顶 all the same."""
    knows = snapshot.tokenizer.knows
    for match in _HAN.finditer(theme):
        run = match[0]
        ends = [at for at in range(SHORTEST, len(run) + 1) if _ends_name(run, at)]
        for end, size in product(ends, range(LONGEST, SHORTEST - 1, -1)):
            short, start = run[max(0, end - size) : end], end - size
            if start < 0 or knows(short) or (start and knows(run[start - 1 : start + 1])):
                continue
            if short[0] in UP_TO_TEN or not knows(run[end - 1 : end + 1]):
                yield short


def _ends_name(run: str, end: int) -> bool:
    """Whether the character before `end` may stand for the last word of a name."""
    return run[end - 1] in _ends() and not _whole(run, end)


def _whole(run: str, end: int) -> bool:
    """Whether the character before `end` is of the last word of a name that stands there whole."""
    return any(
        run.startswith(body, at)
        for body in _ends()[run[end - 1]]
        if len(body) > 1
        for at in range(max(0, end - len(body)), end)
    )


@cache
def _ends() -> dict[str, tuple[str, ...]]:
    """The last words of names by the characters that stand for them."""
    found: dict[str, tuple[str, ...]] = {}
    for body in listed("bodies"):
        for end in {body[0], body[-1]}:
            found[end] = (*found.get(end, ()), body)
    return found


def _stands(snapshot: Snapshot, short: str, text: str) -> bool:
    """Whether a text has the short form itself: 三小, but not in 三小时."""
    knows = snapshot.tokenizer.knows
    return any(
        not knows(text[at + len(short) - 1 : at + len(short) + 1]) for at in spots(text, short)
    )


def _name(snapshot: Snapshot, short: str, text: str) -> str | None:
    """The name in a text that a short form is of."""
    if not all(character in text for character in short[:-1]):
        return None
    for body in _ends()[short[-1]]:
        for at in spots(text, body):
            before = snapshot.tokenizer.words(text[max(0, at - NAMED) : at])
            if (begun := _begun(short[:-1], before)) is not None:
                return begun + body
    return None


def _begun(heads: str, before: Sequence[str]) -> str | None:
    """What stands before the last word of a name from the word on that the short form begins with;
    None where the other characters do not stand for words in order."""
    left, skipped, found = heads, 0, ""
    for word in reversed(before):
        if not _HAN.fullmatch(word) or word in _FUNCTION:
            return None
        found = word + found
        if _stands_for(left[-1], word):
            left = left[:-1]
        else:
            skipped += 1
        if not left:
            return found
        if skipped > SKIPPED:
            return None
    return None


def _stands_for(head: str, word: str) -> bool:
    """Whether a character stands for a word: its first, 三 for 第三, and 县 for 云岭县."""
    if head in UP_TO_TEN:
        return word == _NUMBERED + head
    return word[0] == head or (word[-1] == head and head in _PLACES)
