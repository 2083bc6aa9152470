"""A question to an answer: understand it, rank the passages, keep the good ones, mark the words."""

from collections.abc import Iterator, Sequence

import numpy as np

from corpus.section import Span
from retrieval.answer import Answer, Hit, Status
from retrieval.bm25 import Scores
from retrieval.passage import Passage
from retrieval.snapshot import Snapshot
from retrieval.text import fold

# A passage far below the best is noise to a reader.
KEPT_SHARE = 0.45


def answer(
    snapshot: Snapshot,
    question: str,
    previous: str = "",
    city: str | None = None,
    limit: int = 5,
    skip: int = 0,
) -> Answer:
    """Answer `question` from the snapshot's passages.

    Args:
        snapshot: what may be quoted.
        question: as typed.
        previous: the question before it in the conversation, as it was understood.
        city: quote this city alone.
        limit: at most so many passages.
        skip: pass over the first so many passages, for paging.
    """
    folded = fold(question)
    cities = (city,) if city else snapshot.lexicon.cities_in(folded)
    scores = snapshot.index.scores(folded)
    if cities:
        scores = np.where([p.city in cities for p in snapshot.passages], scores, 0.0)
    best = _best(scores)
    shown = best[skip : skip + limit]
    if not shown:
        return Answer(question, question, Status.NOT_FOUND, "没有找到相关的报道。", cities)
    hits = tuple(
        _hit(snapshot, folded, rank, snapshot.passages[row], float(scores[row]))
        for rank, row in enumerate(shown, skip + 1)
    )
    more = max(0, len(best) - skip - limit)
    return Answer(question, question, Status.ANSWERED, "", cities, hits, more=more)


def converse(
    snapshot: Snapshot, turns: Sequence[str], city: str | None = None, limit: int = 5
) -> Iterator[Answer]:
    """Answer the turns of one conversation, each after the one before it."""
    previous = ""
    for turn in turns:
        given = answer(snapshot, turn, previous, city, limit)
        previous = given.understood
        yield given


def _best(scores: Scores) -> list[int]:
    """Rows by score, best first, those far below the best left out."""
    if not scores.size or scores.max() <= 0:
        return []
    order = np.argsort(-scores, kind="stable")
    return [int(row) for row in order if scores[row] >= KEPT_SHARE * scores.max()]


def _hit(snapshot: Snapshot, question: str, rank: int, passage: Passage, score: float) -> Hit:
    return Hit(rank, passage, score, _highlights(snapshot, question, passage))


def _highlights(snapshot: Snapshot, question: str, passage: Passage) -> tuple[Span, ...]:
    words = {w for w in snapshot.tokenizer.question_tokens(question) if len(w) > 1 and "|" not in w}
    text = fold(passage.text)
    marked = sorted((m, m + len(word)) for word in words for m in _places(text, word))
    merged: list[Span] = []
    for start, end in marked:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _places(text: str, word: str) -> list[int]:
    places, start = [], text.find(word)
    while start >= 0:
        places.append(start)
        start = text.find(word, start + len(word))
    return places
