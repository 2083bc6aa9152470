"""Nothing of those named answers: who else is asked, and what is said instead."""

from collections.abc import Sequence
from dataclasses import replace

from corpus import places
from retrieval.answering.asked.question import Question
from retrieval.answering.finding.cities import by_place, saying
from retrieval.answering.finding.group import grouped
from retrieval.answering.finding.select import answering
from retrieval.answering.found import Found, silent
from retrieval.answering.lists.forms import ordered
from retrieval.answering.telling import messages
from retrieval.answering.telling.theme import quoted
from retrieval.index.store import EVERYWHERE, Scope
from retrieval.ranking import silence
from retrieval.snapshot import Snapshot
from retrieval.text.fold import CUT, normal

# So many passages are looked at for those that name a place.
WIDE = 200
# The confidence from which a report of another place answers for a place that it names, and the
# share of the theme that stands where it names it: by hand, for many texts name a city.
MENTIONED = 0.15
NEAR = 0.66


def unsaid(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """Nothing of those named answers: the texts that name them, their agenda, or whose it is."""
    if found := mentioned(snapshot, asked):
        return found
    if asked.inherits and not scope.is_open:
        theme = "".join(asked.theme.split())
        lacks = not any(theme in snapshot.index.text(row) for row in snapshot.store.rows(scope))
        message = messages.agenda(asked.names[0], quoted(asked) if lacks else "")
        if found := agenda(snapshot, scope, message):
            return found
    if asked.cities:
        if _is_others(snapshot, asked, scope) and (others := _elsewhere(snapshot, asked)):
            return _anothers(snapshot, asked, scope, others)
        if asked.words:
            return silent(messages.unsaid_by(asked.cities, quoted(asked)))
    if asked.strangers:
        return silent(messages.stranger(asked.strangers, snapshot))
    return silent(messages.unknown(snapshot, quoted(asked)))


def mentioned(snapshot: Snapshot, asked: Question) -> Found | None:
    """What the texts of others say of a place that has no such report of its own; None where no
    place is named."""
    if not asked.cities or asked.nth is not None:
        return None
    own = {places.key(city) for city in asked.cities}
    stems = [normal(places.stem(places.parts(city)[-1])) for city in asked.cities]
    naming = tuple(
        row
        for row, _ in snapshot.store.top(asked.terms.terms, EVERYWHERE, WIDE)
        if places.key(snapshot.passages[row].city or "") not in own
        and _says_near(snapshot, asked, row, stems)
    )
    ranked = snapshot.index.rank(asked.terms, Scope(rows=naming), WIDE) if naming else []
    given = [c for c in answering(snapshot, asked, ranked) if c.confidence >= MENTIONED]
    if not given:
        return None
    others = list(dict.fromkeys(snapshot.passages[c.row].city or "" for c in given[:1]))
    found = grouped(snapshot, asked, given)
    message = messages.mentioned(asked.cities, list(filter(None, others)))
    return replace(found, message=message + found.message)


def _says_near(snapshot: Snapshot, asked: Question, row: int, names: Sequence[str]) -> bool:
    """Whether a passage says most of the theme where it names a place: there or right after."""
    parts = [snapshot.index.head(row), *snapshot.store.cut(row).split(CUT)]
    least = NEAR * sum(asked.weights.values())
    return any(
        sum(weight for word, weight in asked.weights.items() if word in here + after) >= least
        for here, after in zip(parts, [*parts[1:], ""], strict=True)
        if any(name in here for name in names)
    )


def _anothers(snapshot: Snapshot, asked: Question, scope: Scope, others: list[str]) -> Found:
    """A city is asked for a theme that others have: whose it is, and beside it the own agenda."""
    own = agenda(snapshot, scope, "") if asked.lists and len(asked.cities) == 1 else None
    message = messages.elsewhere(asked.cities, quoted(asked), others[:5], agenda=own is not None)
    theme = "".join(asked.theme.split())
    found = silent(message, [f"{city}的{theme}" for city in others[:2]])
    return replace(found, near=list(own.rows[: silence.SHOWN]) if own else ())


def _is_others(snapshot: Snapshot, asked: Question, scope: Scope) -> bool:
    """Whether the theme stands in texts, but in none of the places asked about."""
    theme, text = asked.theme.strip(), snapshot.index.text
    own = snapshot.store.rows(scope)
    return snapshot.index.holds(theme) and not any(theme in text(row) for row in own)


def _elsewhere(snapshot: Snapshot, asked: Question) -> list[str]:
    """The other places whose reports hold the theme as it stands."""
    theme, text = asked.theme.strip(), snapshot.index.text
    candidates = by_place(snapshot, asked.terms, Scope(snapshot.cities))
    said = saying(snapshot, asked, candidates, strict=True)
    section = snapshot.store.section
    holding = [c.row for c in said if any(theme in text(of) for of in section(c.row))]
    cities = [snapshot.passages[row].city or "" for row in holding]
    return [city for city in cities if city not in asked.cities]


def agenda(snapshot: Snapshot, scope: Scope, message: str) -> Found | None:
    """What a report says of its own headline: its counted list, or the paragraphs nearest to it.

    None where no report is in the scope.
    """
    section = next(snapshot.sections(scope), None)
    if section is None:
        return None
    passages = [snapshot.passages[row] for row in section]
    runs = ordered(passages)
    headline = snapshot.index.terms(normal(passages[0].headline or ""))
    message = message or messages.title(passages[0])
    if runs:
        run = [section[place] for place in runs[0]]
        before = section[: runs[0][0]][-1:]
        texts = [snapshot.index.evidence(row, headline).text for row in (*before, run[0])]
        opening = before if texts[0] > texts[-1] else ()
        return Found([*opening, *run], message, whole=len(run) + len(opening))
    candidates = snapshot.index.rank(headline, scope)
    return Found([c.row for c in candidates] or section, message)
