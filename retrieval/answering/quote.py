"""The lead: the words of the passages that answer, verbatim, with which an answer begins."""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from corpus.section import Span
from retrieval import weights
from retrieval.answer import Quote
from retrieval.answering.asked.asks import Asks
from retrieval.answering.asked.question import Question
from retrieval.answering.clauses import OWN, Clauses, clauses, trimmed
from retrieval.answering.lists import forms
from retrieval.passages import Passage
from retrieval.ranking.evidence import Sought, TermKind, saturated
from retrieval.ranking.parts import Floats
from retrieval.snapshot import Snapshot
from retrieval.text import kinds
from retrieval.text.fold import fold, lazy

MOST = 120
"""The characters of a lead that is no list."""
# No more pieces than a reader follows.
PIECES = 2
# What a further piece costs, and the least chance of a clause worth adding, in chances of the
# best clause: by hand, so that a lead is short and of one piece where that is nearly as good.
PIECE = 0.2
WORTH = 0.1
# A lead begins with no part of a sentence that has less than this share of the best chance: by
# hand, as much as takes no answer from the leads of the sets.
LITTLE = 0.35
# What is further said of one thing of a list.
_REST = lazy("，[^。；]*[；。]")

BESIDE = range(-2, 3)
_BESIDE = np.array(BESIDE)[:, None]
FEATURES = (
    *("sentence", "best_sentence", "best_bm25", "frame", "before", "after"),
    *(f"best{at:+d}" for at in BESIDE),
    *("gives", "gives_near", "gives_sentence", "gives_best", "any_kind"),
    *("left", "right", "left_sentence", "new"),
    *OWN,
)


def features(sought: Sought, asked: str, cut: Clauses) -> Floats:
    """What tells clauses that answer from others, by `FEATURES`: shape (features, clauses).

    Shares are of the theme's weight: `sentence` what the clause's sentence holds, `before` and
    `after` what the clauses beside it hold; `best…` compare with the best sentence (share and BM25)
    or count the clauses from the best clause; `gives…` tell whether the clause, or its sentence,
    gives the kind asked for; `left` and `right` the share of the characters beside the asking word
    that the clause has as they stand.
    """
    number, of, starts, theme = len(cut.texts), cut.sentences, cut.starts, sought.theme
    counts = sought.counts(cut.parts)
    held, sentences = np.minimum(counts, 1.0), np.add.reduceat(counts, starts)
    share = np.minimum(sentences, 1.0) @ theme
    bm25 = saturated(sentences, cut.sizes[:, None]) @ theme
    beside = np.zeros(number + 2)
    beside[1:-1] = shares = held @ theme
    near, strength = np.array([share, bm25]).take(of, axis=1)
    likeness = near / (np.maximum.reduce(share) or 1.0)
    offset = np.arange(number) - int((shares + 0.01 * strength).argmax())
    patterns = tuple(kinds.asked_for(asked).values())
    gives, any_kind, left, right, new = _told(patterns, *kinds.beside(asked), sought.question, cut)
    found: Floats = np.concatenate(
        [
            *(near, likeness, strength / (np.maximum.reduce(bm25) or 1.0)),
            held @ sought.shares[TermKind.FRAME],
            *(beside[:-2], beside[2:], (offset == _BESIDE).ravel()),
            *(gives, np.maximum.reduceat(gives, starts).take(of), gives * near, gives * likeness),
            *(any_kind, left, right, left * near),
            *(np.minimum(new, 20.0) / 20, cut.own.ravel()),
        ]
    )
    return found.reshape(-1, number)


def _told(
    patterns: Sequence[re.Pattern[str]], left: str, right: str, question: str, cut: Clauses
) -> Floats:
    """What is told of each clause by its characters: whether it gives a kind, whether any kind will
    do, how far it has what is left and right of the asking word, and how many letters that the
    question has not."""
    known = str.maketrans("", "", question)
    told = np.zeros((5, len(cut.texts)))
    for pattern in patterns:
        told[0] = np.maximum(told[0], kinds.gives(cut.texts, pattern))
    told[1] = not patterns
    for row, pieces in enumerate((kinds.ends(left), kinds.beginnings(right)), 2):
        if pieces:
            told[row] = kinds.overlaps(cut.texts, pieces)
    told[4] = [len(letters.translate(known)) for letters in cut.letters]
    return told


def chances(sought: Sought, asked: str, cut: Clauses) -> list[float]:
    """The chance of each clause of a text that it holds the answer."""
    support = weights.amounts("quote", FEATURES) @ features(sought, asked, cut)
    bias = weights.fitted().quote["bias"]
    found: list[float] = (1 / (1 + np.exp(-bias - support))).tolist()
    return found


def best(cut: Clauses, chances: Sequence[float]) -> list[Span]:
    """The likeliest clauses in `PIECES` pieces of `MOST` characters together, in text order."""
    chosen: set[int] = set()
    left, top = MOST, max(chances)
    sizes = [end - start for start, end in cut.spans]
    least, every = WORTH * top, zip(range(len(sizes)), chances, sizes, strict=True)
    worth = [one for one in every if one[1] >= least]
    while (found := _next(worth, PIECE * top, chosen, left)) is not None:
        chosen.add(found)
        left -= sizes[found]
    if not chosen:
        start, end = cut.spans[chances.index(top)]
        return [(start, min(end, start + MOST))]
    _fill(cut, chosen, left)
    _begin(cut, chosen, chances, top)
    spans: list[Span] = []
    for start, end in (cut.spans[place] for place in sorted(chosen)):
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _next(
    worth: Sequence[tuple[int, float, int]], cost: float, chosen: set[int], left: int
) -> int | None:
    """The clause most worth adding to those chosen, None where none is or has room; of each worth
    it, its place, chance and size. A further piece costs so much."""
    room = PIECES - sum([place - 1 not in chosen for place in chosen])
    found, most = None, 0.0
    for place, chance, size in worth:
        if size > left or place in chosen:
            continue
        more = 1 - (place - 1 in chosen) - (place + 1 in chosen)
        value = chance - cost * more
        if more <= room and (value > most or (not chosen and found is None)):
            found, most = place, value
    return found


def _fill(cut: Clauses, chosen: set[int], left: int) -> None:
    """Add to the clauses chosen what their sentences go on with, and begin with, as it fits."""
    of, spans, end = cut.periods, cut.spans, len(cut.spans)
    for step in (1, -1):
        for place in sorted(chosen):
            found, period = [], of[place]
            beside = place + step
            while 0 <= beside < end and of[beside] == period:
                if beside not in chosen:
                    found.append(beside)
                beside += step
            if not found:
                continue
            size = sum([spans[one][1] - spans[one][0] for one in found])
            if size <= left:
                chosen.update(found)
                left -= size


def _begin(cut: Clauses, chosen: set[int], chances: Sequence[float], top: float) -> None:
    """Take from the clauses chosen the ends of sentences that say little, before a whole one."""
    for place in sorted(chosen.difference(cut.starts.tolist())):
        if place - 1 in chosen:
            continue
        rest = [place]
        while rest[-1] + 1 in chosen and cut.sentences[rest[-1] + 1] == cut.sentences[place]:
            rest.append(rest[-1] + 1)
        little = max([chances[one] for one in rest]) < LITTLE * top
        if rest[-1] + 1 in chosen and little:
            chosen.difference_update(rest)


def lead(
    snapshot: Snapshot, asked: Question, rows: Sequence[int], marks: Mapping[int, Sequence[str]]
) -> tuple[Quote, ...]:
    """The words that answer: of one passage, or of each of several that belong together.

    Args:
        snapshot: whose passages are quoted.
        asked: the question.
        rows: the passages that answer.
        marks: the words of a list's items in each row; they are its lead where there are any.
    """
    passages = [snapshot.passages[row] for row in rows]
    if any(marks.get(row) for row in rows):
        quotes = _items if asked.nth is None else _at_length
        pairs = zip(passages, rows, strict=True)
        return tuple(quote for p, row in pairs for quote in quotes(p, marks.get(row, ())))
    return tuple(quote for passage in passages for quote in _quoted(passage, asked))


def _items(passage: Passage, words: Sequence[str]) -> Iterator[Quote]:
    """Where the words of items first stand in a passage."""
    for word in words:
        start = passage.text.find(word)
        if start >= 0:
            yield Quote(passage.id, (start, start + len(word)))


def _at_length(passage: Passage, words: Sequence[str]) -> Iterator[Quote]:
    """What is said of one thing of a list, in clauses: from its number up to the next one's, or
    up to a semicolon; its words alone where it has neither."""
    text = passage.text
    numbered = forms.step_starts(text)
    for quote in _items(passage, words):
        at, end = quote.span
        begin = max((start for start in numbered if start <= at), default=at)
        last = min(start for start in (*numbered, len(text)) if start > at)
        if begin == at:
            rest = _REST.match(text, end)
            parted = rest and "；" in text[text.rfind("。", 0, at) + 1 : rest.end()]
            last = rest.end() if rest and parted else end
        stops = [stop for _, stop in clauses(fold(text)).spans if end <= stop <= begin + MOST]
        whole = max((stop for stop in stops if stop <= last), default=end)
        yield Quote(passage.id, trimmed(text, (begin, whole)))


def _quoted(passage: Passage, asked: Question) -> Iterator[Quote]:
    cut = clauses(fold(passage.text))
    spans = best(cut, chances(asked.terms, asked.asked, cut))
    if asked.asks is Asks.PLACES:
        spans = _saying(asked, passage, cut, spans) or spans
    for span in spans:
        start, end = trimmed(passage.text, span)
        if end > start:
            yield Quote(passage.id, (start, end))


def _saying(asked: Question, passage: Passage, cut: Clauses, spans: Sequence[Span]) -> list[Span]:
    """The pieces from their first clause on that has a word of the theme: of one place among
    several what it says of the theme is read, not what stands beside it."""
    words = {*asked.words, *(other for _, other in asked.terms.meanings)}
    folded = fold(passage.text)
    holding = [
        start for start, end in cut.spans if any(word in folded[start:end] for word in words)
    ]
    begun = (next((at for at in holding if start <= at < end), end) for start, end in spans)
    return [(first, end) for first, (_, end) in zip(begun, spans, strict=True) if first < end]
