"""What people ask of a library: questions as understood, with the passages ranked for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.imports import jsonlines
from retrieval.answering.answer import converse
from retrieval.answering.asked.facts import facts
from retrieval.answering.asked.question import Question
from retrieval.answering.finding import attribution, find
from retrieval.passages import Passage
from retrieval.ranking.rank import Candidate
from retrieval.snapshot import Snapshot, opened
from retrieval.text.fold import fold

QUESTIONS = "questions.jsonl"
"""What people ask of a library, one a JSON line: `{"turns", "kind", "cities", "must"}`."""
_SILENT = "abstain"
_ASKED = ("single", "variant", "follow", "author", _SILENT)


@dataclass(frozen=True)
class Posed:
    """A question, the passages ranked for it, and what has to stand in the one that answers."""

    snapshot: Snapshot
    question: Question
    candidates: list[Candidate]
    silent: bool
    """Whether nothing answers it."""
    cities: list[str | None]
    must: list[str]

    def right(self, row: int) -> bool:
        """Whether a passage answers."""
        passage: Passage = self.snapshot.passages[row]
        if self.silent or passage.city not in self.cities:
            return False
        lines = (passage.text, passage.author, passage.office, passage.headline, passage.credit)
        held = _bare("\n".join(filter(None, lines)))
        return all(_bare(words) in held for words in self.must)


def posed(folder: Path) -> Iterator[Posed]:
    """The questions of a folder's library that one of its passages answers, or none."""
    built = opened([folder / "library"])
    for _, record in jsonlines.read(folder / QUESTIONS):
        *_, given = converse(built, record["turns"])
        if record["kind"] not in _ASKED or given.asked is None:
            continue
        question, otherwise = find.without_passages(built, given.asked)
        scope = find.scope_of(question)
        ranked = built.index.rank(question.terms, scope, find.depth_of(scope))
        holder = facts.asks_who(question) and attribution.holder(built, question, ranked)
        if not otherwise and not holder:
            silent = record["kind"] == _SILENT
            yield Posed(built, question, ranked, silent, record["cities"], record["must"])


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
