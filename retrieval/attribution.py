"""Questions that the attribution answers: who speaks, in what office, who reported."""

import re
from collections.abc import Sequence

from retrieval import messages
from retrieval.evidence import Term, weigh
from retrieval.found import Found, silent
from retrieval.index import Rows
from retrieval.passage import Passage
from retrieval.question import Question
from retrieval.snapshot import Snapshot
from retrieval.text import normal

# Where the attribution holds so much of a who-question's theme, it is the answer.
ATTRIBUTED = 0.6


def overview(snapshot: Snapshot, asked: Question, rows: Rows | None) -> Found:
    """A name and nothing else: the opening of each of its reports, or the one report."""
    if rows is None or not rows.any():
        return silent(messages.nothing_asked(snapshot))
    sections = snapshot.sections(rows)
    if len(sections) == 1:
        first = snapshot.passages[sections[0][0]]
        reported = not snapshot.lexicon.reporters.isdisjoint(asked.people)
        tell = messages.credit if reported else messages.speaker
        return Found(sections[0], tell(first))
    ends = [section[-1] for section in sections]
    return Found(ends, messages.reports([snapshot.passages[row] for row in ends]), whole=len(ends))


def speaker(snapshot: Snapshot, asked: Question, rows: Rows | None) -> Found | None:
    """Who speaks, with the opening of the report; None where the theme is not the attribution's."""
    firsts = [section[0] for section in snapshot.sections(rows)]
    terms = snapshot.index.terms(asked.theme)
    if terms:
        firsts = [row for row in firsts if _attributed(snapshot.passages[row], asked.theme, terms)]
    if not firsts:
        return None
    tell = messages.title if re.search("标题|题目", asked.asked) else messages.speaker
    told = [tell(snapshot.passages[row]) for row in firsts[:3]]
    return Found(firsts, "".join(told), whole=len(firsts))


def _attributed(passage: Passage, theme: str, terms: Sequence[Term]) -> bool:
    """Whether office and name hold the theme; the headline tells what is said, not who.

    An office may be asked for in short: 工会主席 of a 总工会党组书记、常务副主席.
    """
    names = (passage.city, passage.office, passage.author, passage.credit)
    held = normal("\n".join(filter(None, names)))
    return set("".join(theme.split())) <= set(held) or weigh(terms, "", held).head >= ATTRIBUTED


def credit(snapshot: Snapshot, rows: Rows) -> Found:
    """Who reported: the closing paragraph of each report, which prints the credit."""
    lasts = [section[-1] for section in snapshot.sections(rows)]
    told = [messages.credit(snapshot.passages[row]) for row in lasts[:3]]
    return Found(lasts, "".join(told), whole=len(lasts))
