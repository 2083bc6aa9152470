"""Evaluation: how well a set of questions finds its passages, how fast, and when it is silent."""

import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus.errors import InputError
from corpus.imports import jsonlines
from corpus.imports.survey import Import
from corpus.library import Library
from retrieval.answer import Quote
from retrieval.answering.asked.question import understand
from retrieval.answering.finding.select import answering
from retrieval.answering.quote import MOST, lead
from retrieval.measure.examples import bared
from retrieval.ranking.silence import best
from retrieval.snapshot import Snapshot, compiled

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the ids of the passages that answer it; none where nothing does.

    `answers` are texts any of which answers it, where the file gives them.
    """

    id: str
    question: str
    relevant: frozenset[str]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryOutcome:
    """What ranking and confidence made of a query; `rank` (from 1) is the first relevant one's.

    `quoted` tells whether the lead of the first passage holds an answer.
    """

    rank: int | None
    found: int
    confidence: float
    refused: bool
    quoted: bool
    seconds: float


def evaluate(passages: Path, queries: Path) -> dict[str, float | None]:
    """Index the passages, ask every query ten deep, and measure.

    Returns:
        hit@1, mrr@10 and recall@10 over the queries with relevant passages; qps, p50_ms, p99_ms,
        index_s, peak_mb; and of silence `refused` (share of the queries without relevant
        passages that would be refused), `wrongly_refused` (of those with) and `auc` of the
        confidence that decides. A figure is None where there are no queries to take it over.
        Where queries have answers, also `quote@1`: of those with relevant passages, the share
        whose lead, refused or not, holds one of them, folded and without punctuation.

    Raises:
        InputError: a file is bad, or a relevant id is no passage's.
    """
    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        built = compiled(Path(folder) / "passages.tables", Library(imports=(Import(passages),)))
        indexed = time.perf_counter() - start
    asked = read_queries(queries, built)
    outcomes = [_ask(built, query) for query in asked]
    return {
        **_ranking(asked, outcomes),
        **_speed(outcomes),
        "index_s": indexed,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **_silence(asked, outcomes),
        **_quoting(asked, outcomes),
    }


def read_queries(path: Path, built: Snapshot) -> list[Query]:
    """Read queries, one a JSON line: `{"id", "question", "relevant": [ids]}`.

    Raises:
        InputError: a line is bad, or names a passage that the snapshot does not hold.
    """
    return [_query(path, number, record, built) for number, record in jsonlines.read(path)]


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive is above a negative, ties counting half (Mann & Whitney, 1947)."""
    if not positive or not negative:
        return None
    ordered = np.sort(np.asarray(negative))
    below = np.searchsorted(ordered, positive, "left")
    through = np.searchsorted(ordered, positive, "right")
    return float((below + through).mean() / 2 / len(negative))


def _query(path: Path, number: int, record: dict[str, object], built: Snapshot) -> Query:
    question, relevant = record.get("question"), record.get("relevant")
    if not isinstance(question, str):
        raise InputError.at(path, number, "question：缺少，或不是文字")
    if not isinstance(relevant, list) or not all(isinstance(i, str) for i in relevant):
        raise InputError.at(path, number, "relevant：应是段落 id 的列表")
    missing = sorted(i for i in set(relevant) if built.passage(i) is None)
    if missing:
        raise InputError.at(path, number, f"relevant：没有 id 是“{missing[0]}”的段落")
    answers = record.get("answers", [])
    if not isinstance(answers, list) or not all(isinstance(text, str) for text in answers):
        raise InputError.at(path, number, "answers：应是文字的列表")
    return Query(str(record.get("id", number)), question, frozenset(relevant), tuple(answers))


def _ask(built: Snapshot, query: Query) -> QueryOutcome:
    start = time.perf_counter()
    asked = understand(built, query.question)
    candidates = built.index.rank(asked.terms)
    refused = not answering(built, asked, candidates)
    quoted = lead(built, asked, [candidate.row for candidate in candidates[:1]], {})
    seconds = time.perf_counter() - start
    ids = [built.passages[candidate.row].id for candidate in candidates[:DEPTH]]
    ranks = [rank for rank, identity in enumerate(ids, 1) if identity in query.relevant]
    rank = min(ranks, default=None)
    held = _holds(_words(built, quoted), query.answers)
    return QueryOutcome(rank, len(ranks), best(candidates), refused, held, seconds)


def _words(built: Snapshot, quoted: Sequence[Quote]) -> str:
    """The words of a lead, cut where it may end at the latest."""
    texts = {quote.id: passage.text for quote in quoted if (passage := built.passage(quote.id))}
    return "".join(texts[quote.id][slice(*quote.span)] for quote in quoted)[:MOST]


def _holds(text: str, answers: Sequence[str]) -> bool:
    bare = bared(text)
    return any(bared(answer) in bare for answer in answers)


def _ranking(queries: Sequence[Query], outcomes: Sequence[QueryOutcome]) -> dict[str, float | None]:
    pairs = [(q, o) for q, o in zip(queries, outcomes, strict=True) if q.relevant]
    return {
        "hit@1": _mean([float(o.rank == 1) for _, o in pairs]),
        "mrr@10": _mean([1 / o.rank if o.rank else 0.0 for _, o in pairs]),
        "recall@10": _mean([o.found / len(q.relevant) for q, o in pairs]),
    }


def _speed(outcomes: Sequence[QueryOutcome]) -> dict[str, float | None]:
    seconds = [outcome.seconds for outcome in outcomes]
    if not seconds:
        return {"qps": None, "p50_ms": None, "p99_ms": None}
    median, late = np.percentile(seconds, [50, 99])
    return {
        "qps": len(seconds) / sum(seconds),
        "p50_ms": float(median) * 1000,
        "p99_ms": float(late) * 1000,
    }


def _silence(queries: Sequence[Query], outcomes: Sequence[QueryOutcome]) -> dict[str, float | None]:
    pairs = list(zip(queries, outcomes, strict=True))
    with_answer = [o for q, o in pairs if q.relevant]
    without = [o for q, o in pairs if not q.relevant]
    return {
        "refused": _mean([float(o.refused) for o in without]),
        "wrongly_refused": _mean([float(o.refused) for o in with_answer]),
        "auc": auc([o.confidence for o in with_answer], [o.confidence for o in without]),
    }


def _quoting(queries: Sequence[Query], outcomes: Sequence[QueryOutcome]) -> dict[str, float | None]:
    if not any(query.answers for query in queries):
        return {}
    pairs = zip(queries, outcomes, strict=True)
    return {"quote@1": _mean([float(o.quoted) for q, o in pairs if q.relevant and q.answers])}


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
