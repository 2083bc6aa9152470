"""Why an answer: which words of the question met what in a passage, and how sure that makes."""

from dataclasses import dataclass

from retrieval.answer import Answer
from retrieval.answering.asked.question import Question
from retrieval.answering.pins import pinned
from retrieval.answering.telling.highlight import met
from retrieval.index.store import Scope
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold, normal


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage as the question sees it: the words it holds, those it holds in other words (each
    with these), those it lacks, and the confidence, from 0 to 1, that it answers."""

    passage: Passage
    held: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    lacking: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Why:
    """How the question was read (`spellings`: as typed, as understood), and the nearest passages,
    best first; `pinned` tells that an admin chose the answer."""

    spellings: tuple[tuple[str, str], ...]
    seen: tuple[Seen, ...]
    pinned: bool


def explain(snapshot: Snapshot, answer: Answer, count: int = 2) -> Why:
    """Why an answer is what it is: its first passages, or the nearest where there are none."""
    asked = answer.asked
    if asked is None or not asked.theme.strip():
        return Why((), (), pinned=False)
    scope = Scope(asked.cities, asked.people)
    ranked = {c.row: c.confidence for c in snapshot.index.rank(asked.terms, scope)}
    shown = [snapshot.store.row(hit.passage.id) for hit in answer.hits]
    rows = [*dict.fromkeys([*(row for row in shown if row is not None), *ranked])][:count]
    seen = tuple(_seen(snapshot, asked, row, ranked.get(row, 0.0)) for row in rows)
    return Why(_spellings(snapshot, answer), seen, pinned=_pin(snapshot, answer))


def _seen(snapshot: Snapshot, asked: Question, row: int, confidence: float) -> Seen:
    passage = snapshot.passages[row]
    held = snapshot.index.held(row, asked.words)
    others = met(asked, passage.text)
    told = [normal(word) for word, _ in others]
    lacking = (w for w in asked.words if w not in held and not any(w in t for t in told))
    return Seen(passage, tuple(held), others, tuple(lacking), confidence)


def _spellings(snapshot: Snapshot, answer: Answer) -> tuple[tuple[str, str], ...]:
    """What was typed another way than it was read: 繁體, full width, numerals, names of places."""
    folded = fold(answer.question)
    places = [
        (folded[place.start : place.end], place.city) for place in snapshot.lexicon.places(folded)
    ]
    read = [(typed, city) for typed, city in places if typed != city and city not in typed]
    if folded != answer.question.lower():
        read.append((answer.question, folded))
    elif normal(answer.question) != folded and any(c.isdigit() for c in folded):
        read.append((answer.question, normal(answer.question)))
    return tuple(read)


def _pin(snapshot: Snapshot, answer: Answer) -> bool:
    return any(pinned(snapshot, asked) for asked in (answer.question, answer.understood))
