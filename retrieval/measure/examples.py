"""Examples: the features of questions, passages and clauses, and which of them are right."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.imports import jsonlines, records
from corpus.library import Library
from retrieval.answering import quote
from retrieval.answering.asked.question import understand
from retrieval.answering.clauses import clauses
from retrieval.index.store import EVERYWHERE
from retrieval.passages import passage_of
from retrieval.ranking import rank
from retrieval.ranking.evidence import Sought
from retrieval.ranking.parts import Floats
from retrieval.snapshot import Snapshot, in_memory
from retrieval.text.fold import cut, fold, normal, sentences

# Questions taken of each set, evenly: more tell no more, and the file stays small.
QUESTIONS = 1000
# Features are kept in steps of 1/200, from 0 to 1.275.
STEPS = 200

RANK = (
    *("bm25", "passage", "sentence", "text", "words", "pairs", "character_bm25", "frame_bm25"),
    *("named", "first"),
)
ANSWERS = ("passage", "sentence", "text", "head", "triples", "named", "first")


Sets = dict[str, dict[str, str]]
"""The digest of each file of each set, by their names."""


@dataclass(frozen=True)
class Cases:
    """Cases with the names of their features.

    Attributes:
        features: shape (cases, n).
        right: shape (cases,), what is to be told of each.
        groups: shape (groups,), where each group of cases begins.
        shares: how much each case counts (each group, where these are chosen from), adding up to 1.
    """

    names: tuple[str, ...]
    features: Floats
    right: Floats
    groups: NDArray[np.intp]
    shares: Floats


@dataclass(frozen=True)
class Examples:
    """What ranking, the choice, quoting, silence and the decision are fitted on."""

    rank: Cases
    choice: Cases
    quote: Cases
    answers: Cases
    decision: Cases


@dataclass(frozen=True)
class _Case:
    """The features of some passages or clauses for one question, by name, and which are right."""

    held: dict[str, Floats]
    right: Floats


_Three = tuple[list[_Case], list[_Case], list[_Case]]
"""Of ranking, quoting and silence."""


def gather(sets: Sequence[Path]) -> dict[str, Cases]:
    """The cases of ranking, quoting and silence of sets, each counting alike whatever its size."""
    of_sets = [_of(folder) for folder in sets]
    rank_of, quotes, answers = zip(*of_sets, strict=True)
    names = tuple(quotes[0][0].held)
    return {
        "rank": _cases(RANK, rank_of, by_group=True),
        "quote": _cases(names, quotes, by_group=False),
        "answers": _cases(ANSWERS, answers, by_group=False),
    }


def _of(folder: Path) -> _Three:
    built = in_memory(Library(), map(passage_of, records.read(folder / "passages.jsonl")))
    queries = [record for _, record in jsonlines.read(folder / "queries.jsonl")]
    found: _Three = ([], [], [])
    for query in queries[:: max(1, len(queries) // QUESTIONS)]:
        for cases, made in zip(found, _of_query(built, query), strict=True):
            cases.extend(made)
    return found


def _of_query(built: Snapshot, query: dict[str, Any]) -> _Three:
    asked = understand(built, query["question"])
    sought = asked.terms
    relevant = {built.store.row(identity) for identity in query["relevant"]}
    found = built.store.top(sought.terms, EVERYWHERE, rank.DEPTH)
    if not found:
        return [], [], []
    rows = [row for row, _ in found]
    held = built.index.features(sought, found)
    right = np.array([float(row in relevant) for row in rows])
    ranked = [_Case(held, right / right.sum())] if 0 < right.sum() < len(right) else []
    quoted = []
    if relevant and query["answers"]:
        text = built.store.passage(next(row for row in relevant if row is not None)).text
        quoted = [_quoted(sought, asked.asked, text, query["answers"])]
    return ranked, quoted, list(_answering(built, sought, held, rows, relevant, query["answers"]))


def _quoted(sought: Sought, asked: str, text: str, answers: Sequence[str]) -> _Case:
    """The clauses of a passage; those are right that an answer has a part in."""
    folded = fold(text)
    cut = clauses(folded)
    inside = np.zeros(len(folded) + 1, np.bool_)
    for start, end in _standing(folded, answers):
        inside[start:end] = True
    right = np.array([float(inside[start:end].any()) for start, end in cut.spans])
    held = dict(zip(quote.FEATURES, quote.features(sought, asked, cut), strict=True))
    return _Case(held, right)


def _standing(folded: str, answers: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where answers stand in a folded text, whatever signs are between their characters."""
    places = [place for place, character in enumerate(folded) if character.isalnum()]
    bare = "".join(folded[place] for place in places)
    for answer in (bared(answer) for answer in answers):
        at = bare.find(answer) if answer else -1
        while at >= 0:
            yield places[at], places[at + len(answer) - 1] + 1
            at = bare.find(answer, at + 1)


def bared(text: str) -> str:
    """Letters and digits alone, folded."""
    return "".join(filter(str.isalnum, fold(text)))


def _answering(
    built: Snapshot,
    sought: Sought,
    held: dict[str, Floats],
    rows: Sequence[int],
    relevant: set[int | None],
    answers: Sequence[str],
) -> Iterator[_Case]:
    """The best passage as it is; the best one that does not answer; one whose answer is cut out."""
    order = np.argsort(-held["bm25"] - held["sentence"])
    yield _one(held, int(order[0]), float(bool(relevant)))
    others = [int(place) for place in order if rows[place] not in relevant]
    if relevant and answers:
        if others:
            yield _one(held, others[0], 0.0)
        row = next(iter(relevant & set(rows)), None)
        text = built.store.text(row) if row is not None else ""
        told = [normal(answer) for answer in answers]
        rest = "".join(part for part in sentences(text) if not any(t in part for t in told))
        if row is not None and rest.strip() and rest != text:
            score = held["bm25"][[rows.index(row)]]
            yield _Case(
                rank.features(sought, [cut(rest)], [built.store.head(row)], score), np.zeros(1)
            )


def _one(held: dict[str, Floats], place: int, right: float) -> _Case:
    return _Case({name: values[[place]] for name, values in held.items()}, np.array([right]))


def _cases(names: tuple[str, ...], sets: Sequence[Sequence[_Case]], *, by_group: bool) -> Cases:
    every = [case for of_set in sets for case in of_set]
    sizes = np.array([len(case.right) for case in every], np.intp)
    shares = np.concatenate([_shares(of_set, by_group=by_group) for of_set in sets]) / len(sets)
    return Cases(
        names,
        np.concatenate([np.array([case.held[name] for name in names]).T for case in every]),
        np.concatenate([case.right for case in every]),
        np.cumsum([0, *sizes[:-1]]),
        shares,
    )


def _shares(of_set: Sequence[_Case], *, by_group: bool) -> Floats:
    """Each question counts alike, but for long texts, which count somewhat more; in silence the
    right ones together count as much as the wrong ones."""
    if by_group:
        return np.full(len(of_set), 1 / len(of_set))
    sizes = np.array([len(case.right) for case in of_set])
    right = np.concatenate([case.right for case in of_set])
    shares = np.repeat(sizes**-0.5, sizes)
    if (sizes == 1).all():
        shares = np.where(right > 0, 1 / max(1.0, right.sum()), 1 / max(1.0, (1 - right).sum()))
    found: Floats = shares / shares.sum()
    return found


def write(path: Path, held: Examples, sets: Sets) -> None:
    """Keep examples, and the digests of the files of each set that they were made of."""
    arrays: dict[str, NDArray[Any]] = {"sets": _bytes(json.dumps(sets))}
    for of in fields(held):
        cases: Cases = getattr(held, of.name)
        arrays[f"{of.name}.names"] = _bytes(" ".join(cases.names))
        arrays[f"{of.name}.features"] = np.clip(cases.features * STEPS + 0.5, 0, 255).astype(
            np.uint8
        )
        arrays[f"{of.name}.right"] = cases.right.astype(np.float32)
        arrays[f"{of.name}.groups"] = cases.groups.astype(np.int32)
        arrays[f"{of.name}.shares"] = cases.shares.astype(np.float32)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def read(path: Path) -> tuple[Examples, Sets]:
    """What `write` kept."""
    with np.load(path, allow_pickle=False) as file:
        held = {name: file[name] for name in file.files}

    def cases(of: str) -> Cases:
        return Cases(
            tuple(held[f"{of}.names"].tobytes().decode().split()),
            held[f"{of}.features"] / STEPS,
            held[f"{of}.right"].astype(np.float64),
            held[f"{of}.groups"].astype(np.intp),
            held[f"{of}.shares"].astype(np.float64),
        )

    sets: Sets = json.loads(held["sets"].tobytes())
    return Examples(*(cases(of.name) for of in fields(Examples))), sets


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)
