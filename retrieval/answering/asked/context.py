"""The context of a turn: what was asked before it, how it was answered, and of which report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval.answer import Answer, Hit
from retrieval.answering.asked.facts import facts
from retrieval.answering.asked.question import Question, with_theme
from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN, lazy

_MAY = lazy("(?:那|那么|还)?(?:能|可以|可不可以)")
_HAN = lazy(HAN)
# So many characters of a turn may be words that the report it goes on in has not, by hand: 头班.
NEW = 3


@dataclass(frozen=True)
class PreviousTurn:
    """What was asked before, understood, and how it was answered; `same` in the same message, so
    that what follows is about the same report where that answers it. `read` are the ids of the
    passages of the lead."""

    question: Question
    answered: Callable[[], Sequence[Hit]]
    same: bool = False
    read: tuple[str, ...] = ()

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
        given.asked or Question(),
        lambda: given.hits or given.before or given.nearest,
        same,
        tuple(quote.id for quote in given.lead),
    )


def last(snapshot: Snapshot, before: PreviousTurn) -> int | None:
    """The row of the last answer."""
    return snapshot.store.row(before.hits[0].passage.id) if before.hits else None


def section(snapshot: Snapshot, before: PreviousTurn) -> tuple[int, ...]:
    """The report of the last answer."""
    row = last(snapshot, before)
    return () if row is None else tuple(snapshot.store.section(row))


def of_report(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """The turn asked of the report of the last answer, None where there is none."""
    rows = section(snapshot, before)
    return replace(turn, rows=rows, after=last(snapshot, before)) if rows else None


def left(snapshot: Snapshot, before: PreviousTurn) -> tuple[int, ...]:
    """What is left to read of the report of the last answer: what follows, then what is before."""
    rows = section(snapshot, before)
    shown = {snapshot.store.row(one) for one in before.read} & {*rows} or {last(snapshot, before)}
    ends = max(row for row in shown if row is not None)
    begun = before.question.rest
    if begun is None:
        begun = (*range(ends + 1, rows[-1] + 1), *range(rows[0], ends))
    return tuple(row for row in begun if row not in shown)


def says_more(snapshot: Snapshot, turn: Question) -> bool:
    """Whether a turn has more than a word that its report, where it is asked of one, has not in
    any form."""
    report = "".join(map(snapshot.index.text, turn.rows or ()))
    met = {word for word, other in turn.terms.meanings if other in report}
    met.update(word for word in turn.words if word in report or facts.asks_age(word))
    return sum(len(word) for word in turn.words if word not in met) > NEW


def about_it(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """A turn that the report of the last answer does not answer, with what the conversation is
    about: 管用吗. What may be done has to be named itself: 能带狗吗."""
    if turn.rows is None or turn.rest is not None or not before.subject:
        return None
    if _MAY.match(turn.asked.strip()) or not _HAN.search(turn.theme) or says_more(snapshot, turn):
        return None
    return with_theme(snapshot, turn, f"{before.subject} {turn.theme}")
