"""Mending what was not answered: a pin or words that mean the same, tried before they are kept."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.config import Config
from bot.feedback import Complaint, Feedback, Kind
from corpus import pins
from corpus.errors import InputError
from corpus.files import write_atomic
from corpus.pins import Pin
from retrieval.answer import Status
from retrieval.answering.answer import answer
from retrieval.answering.pins import is_true
from retrieval.answering.telling.suggest import suggestions
from retrieval.snapshot import Snapshot, mended

# Questions that the library itself gives, one a report, that are asked again after each change.
OWN = 100
# Complaints that are asked again to see whether they still are some.
TRIED = 200

NO_PASSAGE = "没有编号是 {id} 的段落；编号见 wencheng ask --json 的 id"
NOT_ITS_WORDS = "“{words}”不是这一段里的原话"

Outcomes = Mapping[str, str | None]
"""The id of the passage that each question is answered with first, None where with none."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a change does to questions: those it answers, those it silences, those it answers with
    another passage."""

    better: tuple[str, ...]
    worse: tuple[str, ...]
    moved: tuple[str, ...]


def complaints(config: Config, snapshot: Snapshot) -> list[Complaint]:
    """What went unanswered and still is, the most people first; nothing that is pinned."""
    telegram = config.telegram
    if not telegram.state.is_dir():
        return []
    kept = Feedback(telegram.state, telegram.feedback_days).complaints()[:TRIED]
    pinned = {question for pin in held(config) for question in (pin.question, *pin.also)}
    return [
        complaint
        for complaint in kept
        if complaint.question not in pinned
        and (
            complaint.kind is Kind.USELESS
            or answer(snapshot, complaint.question, limit=1).status is Status.NOT_FOUND
        )
    ]


def held(config: Config) -> tuple[Pin, ...]:
    """The pins of a configuration's library folders."""
    return pins.read(config.folders)


def question_set(config: Config, snapshot: Snapshot) -> list[str]:
    """The library's questions: what is pinned, what people asked in vain, one for each report."""
    pinned = [question for pin in held(config) for question in (pin.question, *pin.also)]
    asked = [complaint.question for complaint in complaints(config, snapshot)]
    return [*dict.fromkeys([*pinned, *asked, *suggestions(snapshot, (), count=OWN)])]


def outcomes(snapshot: Snapshot, questions: Iterable[str]) -> Outcomes:
    """What each question is answered with."""
    given = {question: answer(snapshot, question, limit=1) for question in questions}
    return {q: one.hits[0].passage.id if one.hits else None for q, one in given.items()}


def compare(before: Outcomes, after: Outcomes) -> Change:
    """What became of the questions that were asked before and after."""
    both = [question for question in after if question in before]
    return Change(
        tuple(q for q in both if before[q] is None and after[q] is not None),
        tuple(q for q in both if before[q] is not None and after[q] is None),
        tuple(q for q in both if before[q] and after[q] and before[q] != after[q]),
    )


def new_pin(
    snapshot: Snapshot, question: str, passage: str, words: str, also: Sequence[str]
) -> Pin:
    """A pin to a passage; without `words`, to its whole text.

    Raises:
        InputError: there is no such passage, or the words are not in it.
    """
    found = snapshot.passage(passage)
    if found is None:
        raise InputError(NO_PASSAGE.format(id=passage))
    pin = Pin(question, passage, words or found.text, tuple(also))
    if not is_true(snapshot, pin):
        raise InputError(NOT_ITS_WORDS.format(words=words))
    return pin


def tried(
    config: Config, snapshot: Snapshot, kept: Sequence[Pin], terms: Sequence[str], asked: str = ""
) -> Change:
    """What these pins and terms, in place of those that are kept, would do to the questions."""
    questions = [*filter(None, [asked]), *question_set(config, snapshot)]
    after = mended(snapshot, kept, terms)
    return compare(outcomes(snapshot, questions), outcomes(after, questions))


def keep_pins(config: Config, kept: Sequence[Pin]) -> None:
    """Write the pins of the library folder."""
    pins.write(config.library, kept)


def keep_terms(config: Config, words: Sequence[str]) -> None:
    """Add a group of words that mean the same to the library folder."""
    path = config.library / pins.TERMS
    before = path.read_text("utf-8") if path.exists() else ""
    config.library.mkdir(parents=True, exist_ok=True)
    text = f"{before.rstrip()}\n{' '.join(words)}\n".lstrip()
    write_atomic(path, text.encode())


def remembered(path: Path) -> Outcomes:
    """The outcomes that were kept last; none where there are none to be read."""
    try:
        found: Outcomes = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def remember(path: Path, found: Outcomes) -> None:
    """Keep the outcomes to compare the next with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, json.dumps(found, ensure_ascii=False, indent=0).encode())
