"""Questions that found nothing, and what people thought of answers: what the library lacks."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.database import Database
from retrieval.answer import Answer, Status

FILE = "feedback.sqlite"
# Code points of a question that are kept.
LONGEST = 300

_DAY = 24 * 3600
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback
    (question TEXT NOT NULL, person TEXT NOT NULL, kind TEXT NOT NULL, at REAL NOT NULL,
     PRIMARY KEY (question, person));
CREATE INDEX IF NOT EXISTS feedback_by_age ON feedback (at);
"""


class FeedbackKind(StrEnum):
    """What became of a question."""

    FOUND_NOTHING = "found_nothing"
    USELESS = "useless"
    USEFUL = "useful"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A question that found nothing or whose answer was no use, and how many people say so."""

    question: str
    kind: FeedbackKind
    people: int


class Feedback:
    """One row a question and person, for so many days. `person` is a hash, never an id."""

    def __init__(self, folder: Path, days: int, now: Callable[[], float] = time.time) -> None:
        self._rows = Database(folder / FILE, _SCHEMA)
        self._kept = days * _DAY
        self._now = now

    def add(self, question: str, person: str, kind: FeedbackKind) -> bool:
        """Keep what became of a question; what the person said of it before is replaced.

        Returns:
            Whether it is kept: the disk may be full.
        """
        now = self._now()
        self._rows.write("DELETE FROM feedback WHERE at <= ?", now - self._kept)
        kept = self._rows.write(
            "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?)",
            *(question[:LONGEST], person, kind.value, now),
        )
        return kept is not None

    def take_back(self, question: str, person: str) -> None:
        """Forget what a person said of a question."""
        statement = "DELETE FROM feedback WHERE question = ? AND person = ?"
        self._rows.write(statement, question[:LONGEST], person)

    def forget(self, person: str) -> int | None:
        """Delete what a person said; how many rows, None where it can't be done."""
        return self._rows.write("DELETE FROM feedback WHERE person = ?", person)

    def settle(self, question: str) -> None:
        """Forget what was said of a question: it was seen to."""
        self._rows.write("DELETE FROM feedback WHERE question = ?", question[:LONGEST])

    def complaints(self) -> list[Complaint]:
        """What went unanswered: the most people first, then the latest."""
        rows = self._rows.read(
            "SELECT question, kind, COUNT(*) AS people FROM feedback WHERE kind != ? AND at > ? "
            "GROUP BY question, kind ORDER BY people DESC, MAX(at) DESC",
            *(FeedbackKind.USEFUL.value, self._now() - self._kept),
        )
        return [Complaint(question, FeedbackKind(kind), people) for question, kind, people in rows]

    def counts(self) -> dict[FeedbackKind, int]:
        """How many rows there are of each kind."""
        statement = "SELECT kind, COUNT(*) FROM feedback WHERE at > ? GROUP BY kind"
        found = dict(self._rows.read(statement, self._now() - self._kept))
        return {kind: found.get(kind, 0) for kind in FeedbackKind}


def is_in_vain(given: Answer, before: str) -> bool:
    """Whether an answer is to be kept as one that found nothing, `before` the question before it:
    small talk leaves that as it was."""
    is_new = given.understood != before and any(map(str.isalnum, given.understood))
    return given.status is Status.NOT_FOUND and is_new


def question_set(complaints: list[Complaint]) -> Iterator[dict[str, Any]]:
    """The complaints as questions for an evaluation, to be filled in by a person.

    What found nothing is expected to find nothing; of the others the wanted city and words are
    for a person to name.
    """
    for number, complaint in enumerate(complaints, 1):
        yield {
            "id": f"f{number:03}",
            "kind": "abstain" if complaint.kind is FeedbackKind.FOUND_NOTHING else "single",
            "turns": [complaint.question],
            "cities": [],
            "optional_cities": [],
            "must": [],
        }
