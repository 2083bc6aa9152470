"""What questions are answered with, before a change of the library and after it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot import messages
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot

# Questions that one line names.
_NAMED = 8


Outcomes = Mapping[str, str | None]
"""The id of the passage that each question is answered with first, None where with none."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the questions asked: those it answers, those it silences, those it
    answers with another passage; those it is taken back from and leaves unanswered (`freed`), and
    those it was made for and does not help (`still`)."""

    better: tuple[str, ...]
    worse: tuple[str, ...]
    moved: tuple[str, ...]
    asked: int
    freed: tuple[str, ...] = ()
    still: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether any question is answered otherwise."""
        return bool(self.better or self.worse or self.moved)

    @property
    def is_doubtful(self) -> bool:
        """Whether it is kept only where a person says so once more: it silences questions, or the
        one that it was made for still has no answer."""
        return bool(self.worse or self.still)

    def __iter__(self) -> Iterator[str]:
        """The lines that say so."""
        told = (
            (messages.BETTER, self.better),
            (messages.WORSE, self.worse),
            (messages.MOVED, self.moved),
            (messages.FREED, self.freed),
            (messages.STILL, self.still),
        )
        lines = [words.format(count=len(q), questions=_named(q)) for words, q in told if q]
        yield from lines or [messages.NO_DIFFERENCE.format(asked=self.asked)]


def outcomes(snapshot: Snapshot, questions: Iterable[str]) -> Outcomes:
    """What each question is answered with."""
    given = {question: answer(snapshot, question, limit=1) for question in questions}
    return {q: one.hits[0].passage.id if one.hits else None for q, one in given.items()}


def compare(before: Outcomes, after: Outcomes) -> Effect:
    """What became of the questions that were asked before and after."""
    both = [question for question in after if question in before]
    return Effect(
        tuple(q for q in both if before[q] is None and after[q] is not None),
        tuple(q for q in both if before[q] is not None and after[q] is None),
        tuple(q for q in both if before[q] and after[q] and before[q] != after[q]),
        len(both),
    )


def _named(questions: Sequence[str]) -> str:
    names = messages.NAMES_JOIN.join(questions[:_NAMED])
    return messages.AND_OTHERS.format(names=names) if len(questions) > _NAMED else names
