"""Mending what was not answered: a pin, words that mean the same, or a page, tried before it is
kept; and taken back. Terminal, chat and browser all do it here and say the same of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot import messages
from bot.config import Config
from bot.feedback import Complaint, Feedback, FeedbackKind
from bot.outcomes import Effect, compare, outcomes
from corpus import pins
from corpus.errors import InputError
from corpus.pins import Pin
from corpus.publishing import publish
from corpus.publishing.publish import Incoming
from retrieval.answer import Status
from retrieval.answering.answer import answer
from retrieval.answering.pins import is_true, pinned, same
from retrieval.answering.telling.suggest import suggestions
from retrieval.answering.why import explain
from retrieval.index.store import Scope
from retrieval.passages import Passage, passages
from retrieval.snapshot import Snapshot, in_memory, mended

# Questions that the library itself gives, one a report, that are asked again after each change.
OWN = 100
# Complaints that are asked again to see whether they still are some.
TRIED = 200
# Passages that are offered for a question.
OFFERED = 5
# Passages of a library that is compiled anew to try a page with, in a second or two.
SMALL = 10_000


QUOTES = tuple(zip("“‘「『\"'＂", "”’」』\"'＂", strict=True))
"""Quotation marks, as people type them around a question or words."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the library folder's pins, and the lines of its terms, are to be; for which question,
    and which words it is about."""

    what: str
    question: str
    words: str
    pins: tuple[Pin, ...]
    terms: tuple[str, ...]


class Mending:
    """The questions of one library that went unanswered, and what is done about them."""

    def __init__(self, config: Config, feedback: Feedback) -> None:
        self._config = config
        self._feedback = feedback

    def complaints(self, snapshot: Snapshot) -> list[Complaint]:
        """What went unanswered and still is, the most people first; nothing that is pinned."""
        if not self._config.telegram.state.is_dir():
            return []
        return [one for one in self._feedback.complaints()[:TRIED] if _is_open(snapshot, one)]

    def settle(self, question: str) -> None:
        """Take a question off the list, whatever it is answered with; blanks count for nothing."""
        question = unquoted(question)
        for one in self._feedback.complaints():
            if one.question.split() == question.split():
                self._feedback.settle(one.question)

    def pins(self) -> tuple[Pin, ...]:
        """The pins of the library folder."""
        return pins.read([self._config.library])

    def terms(self) -> tuple[str, ...]:
        """The groups of words of the library folder's terms, as written, without comments."""
        return tuple(words for line in self._lines() if (words := _words(line)))

    def pinning(
        self,
        snapshot: Snapshot,
        question: str,
        passage: str,
        words: str = "",
        also: Sequence[str] = (),
    ) -> Proposal:
        """Have a question, and others as it is also put, answered with `words` of a passage, or
        with all of it.

        Raises:
            InputError: there is no such passage, or the words are not in it.
        """
        found = snapshot.passage(passage)
        question, words = unquoted(question), unquoted(words)
        if not question:
            raise InputError(messages.NO_QUESTION)
        if found is None:
            raise InputError(messages.NO_PASSAGE.format(id=passage))
        pin = Pin(question, passage, words or found.text, tuple(map(unquoted, also)))
        if not is_true(snapshot, pin):
            raise InputError(messages.NOT_ITS_WORDS.format(words=words))
        return self._proposal(messages.PIN, question, kept=(*self._others(question), pin))

    def pinning_also(self, question: str, other: str) -> Proposal:
        """Have a question that is put in another way answered with what is pinned to one.

        Raises:
            InputError: nothing is pinned to it.
        """
        found = next((pin for pin in self.pins() if same(pin.question, question)), None)
        if found is None:
            raise InputError(messages.NOT_PINNED.format(question=question))
        other = unquoted(other)
        also = replace(found, also=(*dict.fromkeys((*found.also, other)),))
        return self._proposal(messages.PIN, other, kept=(*self._others(question), also))

    def unpinning(self, question: str) -> Proposal:
        """Have a question answered as any other again.

        Raises:
            InputError: nothing is pinned to it.
        """
        others = self._others(question)
        gone = [pin for pin in self.pins() if pin not in others]
        if not gone:
            raise InputError(messages.NOT_PINNED.format(question=question))
        return self._proposal(messages.UNPIN, gone[0].question, kept=others)

    def grouping(self, words: str, question: str = "") -> Proposal:
        """Have words that are parted by blanks mean the same, for the sake of a question, which
        stands behind them, or for all.

        Raises:
            InputError: it is one word, or the group is there.
        """
        group = _words(words)
        if len(group.split()) < 2:
            raise InputError(messages.ONE_TERM)
        if group in self.terms():
            raise InputError(messages.KNOWN_TERM.format(words=group))
        noted = f"{group}  # {' '.join(question.split())}"
        line = noted if question and len(noted) <= pins.MAX_GROUP else group
        return self._proposal(messages.TERM, question, group, terms=(*self._lines(), line))

    def ungrouping(self, words: str) -> Proposal:
        """Take a group of words out of the library's terms.

        Raises:
            InputError: there is none such.
        """
        group = _words(words)
        gone = [line for line in self._lines() if _words(line) == group]
        if not group or not gone:
            raise InputError(messages.NO_TERM.format(words=words))
        left = tuple(line for line in self._lines() if line not in gone)
        question = gone[0].partition("#")[2].strip()
        return self._proposal(messages.UNTERM, question, group, terms=left)

    def _proposal(
        self,
        what: str,
        question: str,
        words: str = "",
        kept: tuple[Pin, ...] | None = None,
        terms: tuple[str, ...] | None = None,
    ) -> Proposal:
        return Proposal(
            what,
            question,
            words or question,
            self.pins() if kept is None else kept,
            self._lines() if terms is None else terms,
        )

    def tried(self, snapshot: Snapshot, proposal: Proposal) -> Effect:
        """What a proposal would do to its question and to the library's; that a question which is
        no longer pinned goes unanswered is no surprise."""
        others = [folder for folder in self._config.folders if folder != self._config.library]
        kept = (*pins.read(others), *proposal.pins)
        after = mended(snapshot, kept, [*pins.terms(others), *proposal.terms])
        new = (pin for pin in proposal.pins if pin not in snapshot.pins)
        own = [question for pin in new for question in (pin.question, *pin.also)]
        change = self._compared(snapshot, after, (proposal.question, *own))
        if proposal.what == messages.TERM and proposal.question:
            (now,) = outcomes(after, (proposal.question,)).values()
            return change if now else replace(change, still=(proposal.question,))
        gone = [pin for pin in snapshot.pins if pin not in kept]
        own = [question for pin in gone for question in (pin.question, *pin.also)]
        freed = tuple(q for q in change.worse if proposal.what == messages.UNPIN and q in own)
        return replace(change, worse=tuple(q for q in change.worse if q not in freed), freed=freed)

    def tried_with(self, snapshot: Snapshot, given: Incoming) -> Effect | None:
        """What pages would do to the library's questions; None where that would take long."""
        if len(snapshot.passages) > SMALL:
            return None
        whole = publish.joined(given, self._config.library, snapshot.library)
        after = in_memory(whole, passages(whole))
        folders = self._config.folders
        after = mended(after, pins.read(folders), pins.terms(folders))
        return self._compared(snapshot, after)

    def _compared(self, before: Snapshot, after: Snapshot, first: Sequence[str] = ()) -> Effect:
        asked = dict.fromkeys([*filter(None, first), *self.questions(before)])
        return compare(outcomes(before, asked), outcomes(after, asked))

    def keep(self, proposal: Proposal, change: Effect) -> str:
        """Write what is proposed into the library folder; a question that it mends is settled.

        Returns:
            The change's identity, to take it back by.

        Raises:
            RunError: it can't be written; what was there still is.
        """
        text = "".join(f"{line}\n" for line in proposal.terms)
        wanted = {
            pins.FILE: pins.dump(proposal.pins) if proposal.pins else None,
            pins.TERMS: text.encode() if proposal.terms else None,
        }
        files = {name: data for name, data in wanted.items() if data != self._content(name)}
        if proposal.what == messages.TERM and proposal.question in (*change.better, *change.moved):
            self.settle(proposal.question)
        what = f"{proposal.what} {proposal.words}"
        return publish.make(self._config.library, what, files)

    def questions(self, snapshot: Snapshot) -> list[str]:
        """The library's questions: what is pinned, what people asked in vain, one a report."""
        held = [question for pin in snapshot.pins for question in (pin.question, *pin.also)]
        asked = [complaint.question for complaint in self.complaints(snapshot)]
        return [*dict.fromkeys([*held, *asked, *suggestions(snapshot, (), count=OWN)])]

    def _others(self, question: str) -> tuple[Pin, ...]:
        return tuple(pin for pin in self.pins() if not same(pin.question, question))

    def _lines(self) -> tuple[str, ...]:
        return tuple(pins.terms([self._config.library]))

    def _content(self, name: str) -> bytes | None:
        path = self._config.library / name
        return path.read_bytes() if path.is_file() else None


def offered(snapshot: Snapshot, words: str) -> list[Passage]:
    """The passages nearest to a question, best first, whether they answer it or not; where it has
    no word of theirs, the first ones of the places that it names."""
    given = answer(snapshot, words, limit=OFFERED)
    near = [seen.passage for seen in explain(snapshot, given, OFFERED).seen]
    if near or not given.cities:
        return near
    rows = islice(snapshot.store.rows(Scope(given.cities)), OFFERED)
    return [snapshot.passages[row] for row in rows]


def _is_open(snapshot: Snapshot, complaint: Complaint) -> bool:
    """Whether a question is not pinned, and finds nothing or something of no use."""
    if pinned(snapshot, complaint.question) is not None:
        return False
    if complaint.kind is FeedbackKind.USELESS:
        return True
    return answer(snapshot, complaint.question, limit=1).status is Status.NOT_FOUND


def _words(line: str) -> str:
    """The words of a line of terms, parted by one blank each; "" where it is a comment."""
    return " ".join(filter(None, map(unquoted, line.partition("#")[0].split())))


def unquoted(words: str) -> str:
    """Words without the quotation marks that were typed around them, and without blanks there."""
    words = words.strip()
    for first, last in QUOTES:
        inner = words[1:-1]
        if len(words) > 1 and words[0] == first and words[-1] == last:
            return words if first in inner or last in inner else inner.strip()
    return words
