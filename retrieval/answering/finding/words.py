"""What somebody said: answered by his own words, of those whom the texts name and quote."""

import re
from functools import cache
from itertools import islice

from corpus.surnames import surnames
from retrieval.answering.asked.question import Question
from retrieval.answering.finding.people import LOOKED_AT, is_person
from retrieval.answering.found import Found, silent
from retrieval.answering.telling import messages
from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN
from retrieval.text.phrases import either, pattern

# Characters before a word of saying in which the name of the speaker is looked for.
NAMED = 12

_TITLED = pattern(rf"(?:<officer>)({HAN}{{2,3}})(?:对此|又|还|是)?$")
ASKED = pattern(
    r"(?:怎么|如何|咋)(?:<says>)|(?:<says>)(?:了|过)?(?:些|几句)?(?:什么|啥)", needs="怎如咋什啥"
)


def speaker(snapshot: Snapshot, asked: Question) -> str | None:
    """The person, no speaker of a report, whose words are asked for; None where nobody's are."""
    said = ASKED.search(asked.asked)
    if said is None or asked.names:
        return None
    before = re.search(
        rf"({HAN}{{2,3}})(?:对此|又|还|是|曾|后来|当时)?$", asked.asked[: said.start()]
    )
    names = [before[1][at:] for at in range(len(before[1]) - 1)] if before else []
    return next((name for name in names if is_person(snapshot, name)), None)


def stranger(asked: Question, snapshot: Snapshot) -> str | None:
    """Somebody with an office whose words are asked for, and whom no text names."""
    said = ASKED.search(asked.asked)
    titled = _TITLED.search(asked.asked[: said.start()]) if said and not asked.names else None
    if titled is None or titled[1][0] not in surnames() or snapshot.index.holds(titled[1]):
        return None
    return titled[1]


def rows_of(snapshot: Snapshot, person: str) -> tuple[int, ...]:
    """The passages that quote a person."""
    quotes = _quoting(person)
    found = islice(snapshot.index.holding(person), LOOKED_AT)
    return tuple(sorted(row for row in found if quotes.search(snapshot.index.text(row))))


def quoted_in(snapshot: Snapshot, row: int) -> str | None:
    """The first person whom a passage quotes by name."""
    text = snapshot.index.text(row)
    for match in re.finditer(_says(), text):
        before = snapshot.tokenizer.words(text[max(0, match.start() - NAMED) : match.start()])
        if before and len(before[-1]) > 1 and is_person(snapshot, before[-1]):
            return before[-1]
    return None


@cache
def _says() -> str:
    return either("says")


def _quoting(person: str) -> re.Pattern[str]:
    return re.compile(rf"{person}[^。!！?？]{{0,24}}?(?:{_says()})|(?:他|她)(?:{_says()})")


def none_of(snapshot: Snapshot, person: str) -> Found:
    """Nobody quotes the person: that is said, and where the texts name him."""
    near = sorted(islice(snapshot.index.holding(person), LOOKED_AT))[:2]
    found = silent(messages.no_words_of(person))
    return Found((), found.message, found.status, near=near)
