"""The lead: the words of the passages that answer, verbatim, with which an answer begins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus.section import Span
from retrieval import weights
from retrieval.answer import Quote
from retrieval.answering.asked.question import Asks, Question
from retrieval.answering.lists import forms
from retrieval.passages import Passage
from retrieval.ranking.evidence import Kind, Sought, saturated
from retrieval.ranking.parts import Floats, Ints, Parts, parted
from retrieval.snapshot import Snapshot
from retrieval.text import kinds
from retrieval.text.fold import fold, lazy, normal

MOST = 120
"""The characters of a lead that is no list."""
# A clause is no shorter, or it goes with the next; no more pieces than a reader follows.
SHORTEST = 6
PIECES = 2
# What a further piece costs, and the least chance of a clause worth adding, in chances of the
# best clause: by hand, so that a lead is short and of one piece where that is nearly as good.
PIECE = 0.1
WORTH = 0.1
# The texts whose clauses are remembered.
KNOWN = 1024

# What is further said of one thing of a list.
_REST = lazy("，[^。；]*[；。]")

_CLOSING = r"[”’\"」』）)》\]]*"
_CLAUSE = lazy(rf"[^，,：:。！？!?；;\n]*(?:([。！？!?；;\n]+){_CLOSING}|[，,：:]+{_CLOSING}|$)")


@dataclass(frozen=True)
class Clauses:
    """The clauses of a text: where they stand in it, each one normalised, and what they make.

    Attributes:
        spans: where they stand in the text.
        texts: the clauses, normalised.
        parts: the same as arrays.
        sentences: the number of each one's sentence, from 0, shape (clauses,).
        starts: the first clause of each sentence, shape (sentences,).
    """

    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    parts: Parts
    sentences: Ints
    starts: Ints


@lru_cache(KNOWN)
def clauses(text: str) -> Clauses:
    """Cut a folded text at its commas, colons and sentence ends; joined, the clauses are it."""
    spans: list[Span] = []
    numbers: list[int] = []
    start = number = 0
    for match in _CLAUSE.finditer(text):
        ends = match[1] is not None or match.end() == len(text)
        if match.end() > start and (ends or match.end() - start >= SHORTEST):
            spans.append((start, match.end()))
            numbers.append(number)
            start = match.end()
            number += match[1] is not None
    spans, sentences = spans or [(0, len(text))], np.array(numbers or [0], np.intp)
    texts = tuple(normal(text[start:end]) for start, end in spans)
    starts = np.flatnonzero(np.diff(sentences, prepend=-1))
    return Clauses(tuple(spans), texts, parted(texts), sentences, starts)


def features(sought: Sought, asked: str, cut: Clauses) -> dict[str, Floats]:
    """What tells clauses that answer from others: for each feature an array of shape (clauses,).

    Shares are of the theme's weight: `sentence` what the clause's sentence holds, `before` and
    `after` what the clauses beside it hold; `best…` compare with the best sentence (share and BM25)
    or count the clauses from the best clause; `gives…` tell whether the clause, or its sentence,
    gives the kind asked for; `left` and `right` the share of the characters beside the asking word
    that the clause has as they stand.
    """
    texts, of, starts = cut.texts, cut.sentences, cut.starts
    counts, lengths = sought.counts(cut.parts).T, cut.parts.sizes - 1.0
    sentence, long = (np.add.reduceat(of, starts, axis=-1) for of in (counts, lengths))
    shares, share = (sought.theme @ np.minimum(of, 1.0) for of in (counts, sentence))
    bm25 = sought.theme @ saturated(sentence, long)
    offset = np.arange(len(texts)) - int((shares + 0.01 * bm25[of]).argmax())
    near, likeness = share[of], share[of] / (share.max() or 1.0)
    beside = np.zeros(len(texts) + 2)
    beside[1:-1] = shares
    patterns = list(kinds.asked_for(asked).values())
    gives = np.array([float(any(p.search(text) for p in patterns)) for text in texts])
    left, right = kinds.beside(asked)
    before = np.array([_overlap(text, left, ends=True) for text in texts])
    known = str.maketrans("", "", sought.question)
    new = [sum(map(str.isalnum, text.translate(known))) for text in texts]
    return {
        "sentence": near,
        "best_sentence": likeness,
        "best_bm25": bm25[of] / (bm25.max() or 1.0),
        "frame": sought.shares[Kind.FRAME] @ np.minimum(counts, 1.0),
        "before": beside[:-2],
        "after": beside[2:],
        **{f"best{at:+d}": (offset == at).astype(np.float64) for at in range(-2, 3)},
        "gives": gives,
        "gives_near": np.maximum.reduceat(gives, starts)[of],
        "gives_sentence": gives * near,
        "gives_best": gives * likeness,
        "any_kind": np.full(len(texts), float(not patterns)),
        "left": before,
        "right": np.array([_overlap(text, right, ends=False) for text in texts]),
        "left_sentence": before * near,
        "new": np.minimum(new, 20.0) / 20,
        "length": np.minimum(lengths, 60.0) / 60,
        "sentence_length": np.minimum(long, 120.0)[of] / 120,
        "opens": (of == 0).astype(np.float64),
        "closes": (of == of[-1]).astype(np.float64),
    }


def _overlap(text: str, words: str, *, ends: bool) -> float:
    """The share, of `kinds.BESIDE` characters, of the longest end or beginning of words in text."""
    for size in range(len(words), 0, -1):
        if (words[-size:] if ends else words[:size]) in text:
            return size / kinds.BESIDE
    return 0.0


def chances(sought: Sought, asked: str, cut: Clauses) -> list[float]:
    """The chance of each clause of a text that it holds the answer."""
    fitted = weights.fitted().quote
    held = features(sought, asked, cut)
    support = np.array([fitted[name] for name in held]) @ np.array([*held.values()])
    found: list[float] = (1 / (1 + np.exp(-fitted["bias"] - support))).tolist()
    return found


def best(cut: Clauses, chances: Sequence[float]) -> list[Span]:
    """The likeliest clauses in `PIECES` pieces of `MOST` characters together, in text order."""
    chosen: set[int] = set()
    left, top = MOST, max(chances)
    while (found := _next(cut, chances, top, chosen, left)) is not None:
        chosen.add(found)
        left -= cut.spans[found][1] - cut.spans[found][0]
    if not chosen:
        start, end = cut.spans[chances.index(top)]
        return [(start, min(end, start + MOST))]
    spans: list[Span] = []
    for start, end in (cut.spans[place] for place in sorted(chosen)):
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _next(
    cut: Clauses, chances: Sequence[float], top: float, chosen: set[int], left: int
) -> int | None:
    """The clause most worth adding to those chosen, None where none is or has room."""
    pieces = sum(place - 1 not in chosen for place in chosen)
    found, most = None, 0.0
    for place, (start, end) in enumerate(cut.spans):
        if place in chosen or end - start > left or chances[place] < WORTH * top:
            continue
        more = 1 - (place - 1 in chosen) - (place + 1 in chosen)
        value = chances[place] - PIECE * top * more
        if pieces + more <= PIECES and (value > most or (not chosen and found is None)):
            found, most = place, value
    return found


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


def spans_of(parts: Sequence[str]) -> Iterator[Span]:
    """Where the parts of a text stand in it."""
    start = 0
    for part in parts:
        yield start, start + len(part)
        start += len(part)


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks at its edges."""
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
