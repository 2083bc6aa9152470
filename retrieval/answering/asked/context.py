"""The context of a turn: what was asked before it, and how it was answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.answer import Answer, Hit
from retrieval.answering.asked.question import Question


@dataclass(frozen=True)
class PreviousTurn:
    """What was asked before, understood, and how it was answered; `same` in the same message, so
    that what follows is about the same report where that answers it."""

    question: Question
    answered: Callable[[], Sequence[Hit]]
    same: bool = False

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """The passages that answered it."""
        return self.answered()

    @property
    def subject(self) -> str:
        """What the conversation is about."""
        return "".join((self.question.theme.strip() or self.question.subject).split())

    @property
    def name(self) -> str | None:
        """Whom the conversation is about: the place or person asked about, or the first quoted."""
        quoted = [self.hits[0].passage.city, self.hits[0].passage.author] if self.hits else []
        return next((name for name in (*self.question.names, *quoted) if name), None)


NOTHING = PreviousTurn(Question(), lambda: ())


def after(given: Answer, *, same: bool = False) -> PreviousTurn:
    """The context that an answer leaves."""
    return PreviousTurn(
        given.asked or Question(), lambda: given.hits or given.before or given.nearest, same
    )
