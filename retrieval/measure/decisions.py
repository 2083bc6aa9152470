"""Decisions: the passages that come first for people's questions, and whether they answer."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.imports import jsonlines
from retrieval.answering.answer import converse
from retrieval.answering.asked import facts
from retrieval.answering.finding import attribution, find
from retrieval.answering.finding.decision import FEATURES, Decision
from retrieval.answering.finding.select import LEAST_GIVEN
from retrieval.measure.examples import Cases
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, opened
from retrieval.text.fold import fold

QUESTIONS = "questions.jsonl"
"""What people ask of a library, one a JSON line: `{"turns", "kind", "cities", "must"}`."""
SILENT = "abstain"
_ASKED = ("single", "variant", "follow", "author", SILENT)


def gather(sets: Sequence[Path]) -> Cases:
    """The cases of folders with a `library` and questions of it.

    A library's questions together count as the square root of their number.
    """
    of_sets = [list(_of(folder)) for folder in sets]
    sizes = [len(cases) for cases in of_sets]
    every = [case for of_set in of_sets for case in of_set]
    shares = np.repeat([size**-0.5 for size in sizes], sizes)
    return Cases(
        FEATURES,
        np.array([[held[name] for name in FEATURES] for held, _ in every]),
        np.array([right for _, right in every]),
        np.arange(len(every)),
        shares / shares.sum(),
    )


def _of(folder: Path) -> Iterator[tuple[dict[str, float], float]]:
    built = opened([folder / "library"])
    for _, question in jsonlines.read(folder / QUESTIONS):
        if question["kind"] in _ASKED:
            yield from _case(built, question)


def _case(built: Snapshot, question: dict[str, Any]) -> Iterator[tuple[dict[str, float], float]]:
    """The passage that comes first, if it answers or if none does; else it tells nothing."""
    *_, given = converse(built, question["turns"])
    if given.asked is None:
        return
    asked, otherwise = find.without_passages(built, given.asked)
    scope = find.scope_of(asked)
    candidates = built.index.rank(asked.terms, scope, find.depth_of(scope))
    if otherwise or (facts.asks_who(asked) and attribution.holder(built, asked, candidates)):
        return
    decision = Decision(built, asked, candidates)
    for first in decision.weighed[:1]:
        right = _right(question, built.passages[first.candidate.row])
        if first.given >= LEAST_GIVEN and (right or question["kind"] == SILENT):
            yield decision.features(first), float(right)


def _right(question: dict[str, Any], passage: Passage) -> bool:
    if question["kind"] == SILENT or passage.city not in question["cities"]:
        return False
    lines = (passage.text, passage.author, passage.office, passage.headline, passage.credit)
    held = _bare("\n".join(filter(None, lines)))
    return all(_bare(words) in held for words in question["must"])


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
