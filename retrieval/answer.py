"""An answer: what every face renders. Nothing in it was made up; every passage is a quotation."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from corpus.section import Span
from retrieval.passages import Passage

if TYPE_CHECKING:
    from retrieval.answering.asked.question import Question


class Status(StrEnum):
    """How a question came out."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a passage: its id, and their code points in its text."""

    id: str
    span: Span

    def to_dict(self) -> dict[str, Any]:
        """The quote as the JSON contract has it."""
        return {"id": self.id, "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers. `rank` counts from 1; `highlights` are code points of its text.

    `why` pairs words of the question with the words of the passage that they met, where these
    are others.
    """

    rank: int
    passage: Passage
    score: float
    highlights: tuple[Span, ...]
    why: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The passage as the JSON contract has it."""
        passage = self.passage
        return {
            "rank": self.rank,
            "id": passage.id,
            "city": passage.city,
            "author": passage.author,
            "office": passage.office,
            "headline": passage.headline,
            "credit": passage.credit,
            "page": passage.page,
            "section": passage.section,
            "paragraph": passage.paragraph,
            "text": passage.text,
            "highlights": [list(span) for span in self.highlights],
            "score": self.score,
            "source": [list(span) for span in passage.source],
            "why": [list(pair) for pair in self.why],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `understood` is the question as it was understood, complete in itself: asked alone it gets the
    same answer. `cities` are the cities it is about; `lead` holds the words of `hits` that answer,
    with which every face begins: at most 120 characters, or the items of a list. `nearest` are at
    most two passages near the theme where nothing answers. `more` counts the good passages that
    did not fit; `suggestions` are questions that work as they stand. `asked` is the question
    understood, and `before` what the last question was answered with where this was small talk:
    the next turn goes on from them.
    """

    question: str
    understood: str
    status: Status
    message: str
    cities: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    lead: tuple[Quote, ...] = ()
    nearest: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    more: int = 0
    asked: "Question | None" = field(default=None, compare=False, repr=False)
    before: tuple[Hit, ...] = field(default=(), compare=False, repr=False)

    def first(self, count: int) -> "Answer":
        """The same with no more than `count` passages; those left out count as `more`."""
        hits = self.hits[:count]
        shown = {hit.passage.id for hit in hits}
        lead = tuple(quote for quote in self.lead if quote.id in shown)
        return replace(self, hits=hits, lead=lead, more=self.more + len(self.hits) - len(hits))

    def to_dict(self) -> dict[str, Any]:
        """The answer as the JSON contract has it."""
        return {
            "question": self.question,
            "understood": self.understood,
            "status": self.status.value,
            "message": self.message,
            "cities": list(self.cities),
            "passages": [hit.to_dict() for hit in self.hits],
            "lead": [quote.to_dict() for quote in self.lead],
            "nearest": [hit.to_dict() for hit in self.nearest],
            "suggestions": list(self.suggestions),
            "more": self.more,
        }
