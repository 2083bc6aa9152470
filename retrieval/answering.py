"""A question to an answer: understand it, find the passages that say it, or say that none does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval import followup, groups, messages, silence
from retrieval.answer import Answer, Hit, Status
from retrieval.evidence import defines
from retrieval.highlight import highlights
from retrieval.index import Candidate, Rows
from retrieval.places import saying
from retrieval.question import Asks, Question, understand
from retrieval.snapshot import Snapshot
from retrieval.suggestion import suggestions
from retrieval.text import fold, normal

# A passage far below the best is noise to a reader.
KEPT_SHARE = 0.5
# So many passages are looked at for a question over cities.
WIDE = 200
# Where the attribution holds so much of a who-question's theme, it is the answer.
ATTRIBUTED = 0.6
# What a passage that says “…就是…” gains where a question asks what something is.
DEFINITION_BONUS = 0.3

_WHAT = re.compile("什么|啥|指|意思|哪|分别|包括")


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that answer, best first, and what to say with them.

    `whole` rows belong together and are shown whatever the limit.
    """

    rows: Sequence[int]
    message: str = ""
    status: Status = Status.ANSWERED
    whole: int = 0
    scores: Sequence[float] = ()
    suggestions: Sequence[str] = ()


def answer(
    snapshot: Snapshot,
    question: str,
    previous: str = "",
    city: str | None = None,
    limit: int = 5,
    skip: int = 0,
) -> Answer:
    """Answer `question` from the snapshot's passages.

    Args:
        snapshot: what may be quoted.
        question: as typed.
        previous: the question before it in the conversation, as it was understood.
        city: quote this place alone, however it is written.
        limit: at most so many passages, but for groups that belong together.
        skip: pass over the first so many passages, for paging.
    """
    follow = followup.resolve(snapshot, question, previous, lambda: answer(snapshot, previous))
    asked = understand(snapshot, follow.text)
    if city is not None:
        asked = _within(snapshot, asked, city)
    found = _find(snapshot, asked, follow.inherits)
    return _answer(snapshot, question, follow.text, asked, found, limit, skip)


def converse(
    snapshot: Snapshot, turns: Sequence[str], city: str | None = None, limit: int = 5
) -> Iterator[Answer]:
    """Answer the turns of one conversation, each after the one before it."""
    previous = ""
    for turn in turns:
        given = answer(snapshot, turn, previous, city, limit)
        previous = given.understood
        yield given


def _within(snapshot: Snapshot, asked: Question, city: str) -> Question:
    known = [mention.city for mention in snapshot.lexicon.places(fold(city))]
    if not known:
        return replace(asked, cities=(), strangers=(city,))
    return replace(asked, cities=tuple(dict.fromkeys(known)))


def _find(snapshot: Snapshot, asked: Question, inherits: bool) -> Found:
    if asked.strangers and not (asked.cities or asked.people):
        return _silent(messages.stranger(asked.strangers, snapshot.cities))
    rows = snapshot.rows(asked.cities, asked.people)
    terms = snapshot.index.terms(asked.theme)
    if asked.asks is Asks.CREDIT:
        return _credit(snapshot, asked, rows)
    if asked.asks is Asks.SPEAKER:
        return _speaker(snapshot, asked, rows)
    if not terms:
        return _overview(snapshot, asked, rows)
    if asked.asks is Asks.PLACES and snapshot.cities:
        return _places(snapshot, asked, rows)
    if len(asked.cities) > 1:
        return _compared(snapshot, asked)
    found = _passages(snapshot, asked, rows)
    if not found.rows and inherits and asked.cities:
        return _agenda(snapshot, asked, rows)
    return found


def _silent(message: str, instead: Sequence[str] = ()) -> Found:
    return Found((), message, Status.NOT_FOUND, suggestions=instead)


def _overview(snapshot: Snapshot, asked: Question, rows: Rows | None) -> Found:
    """A name and nothing else: the opening of each of its reports, or the one report."""
    if rows is None or not rows.any():
        return _silent(messages.nothing_asked(snapshot.cities))
    sections = snapshot.sections(rows)
    if len(sections) == 1:
        first = snapshot.passages[sections[0][0]]
        return Found(sections[0], messages.speaker(first))
    ends = [section[-1] for section in sections]
    return Found(
        ends, messages.reports([snapshot.passages[row] for row in ends]), whole=len(ends)
    )


def _speaker(snapshot: Snapshot, asked: Question, rows: Rows | None) -> Found:
    """Who speaks, from the attribution; where the theme is the text's, the passage that says it."""
    sections = snapshot.sections(rows)
    terms = snapshot.index.terms(asked.theme)
    firsts = [section[0] for section in sections]
    if terms:
        head = {row: snapshot.index.evidence(row, terms).head for row in firsts}
        firsts = [row for row in firsts if head[row] >= ATTRIBUTED]
    if firsts:
        tell = messages.title if re.search("标题|题目", asked.asked) else messages.speaker
        told = [tell(snapshot.passages[row]) for row in firsts[:3]]
        return Found(firsts, "".join(told), whole=len(firsts))
    return _passages(snapshot, asked, rows)


def _credit(snapshot: Snapshot, asked: Question, rows: Rows | None) -> Found:
    """Who reported: the closing paragraph of each report, which prints the credit."""
    terms = snapshot.index.terms(asked.theme)
    if terms:
        found = _passages(snapshot, asked, rows)
        if not found.rows:
            return found
        lasts = [snapshot.section_rows(found.rows[0])[-1]]
    elif rows is None:
        return _silent(messages.nothing_asked(snapshot.cities))
    else:
        lasts = [section[-1] for section in snapshot.sections(rows)]
    told = [messages.credit(snapshot.passages[row]) for row in lasts[:3]]
    return Found(lasts, "".join(told), whole=len(lasts))


def _places(snapshot: Snapshot, asked: Question, rows: Rows | None) -> Found:
    candidates = snapshot.index.rank(snapshot.index.terms(asked.theme), rows, WIDE)
    said = saying(snapshot, asked.theme, candidates)
    if not silence.answering(said[:1]):
        return _silent(messages.unknown(snapshot.cities))
    cities = [snapshot.passages[c.row].city or "" for c in said]
    return _listed(said, messages.places(cities))


def _listed(candidates: Sequence[Candidate], message: str) -> Found:
    rows = [candidate.row for candidate in candidates]
    scores = [candidate.score for candidate in candidates]
    return Found(rows, message, whole=len(rows), scores=scores)


def _compared(snapshot: Snapshot, asked: Question) -> Found:
    """One passage for each of the cities named."""
    terms = snapshot.index.terms(asked.theme)
    best = {
        city: snapshot.index.rank(terms, snapshot.rows([city], asked.people), 1)
        for city in asked.cities
    }
    good = [c for ranked in best.values() for c in silence.answering(ranked)]
    if not good:
        return _silent(messages.unknown(snapshot.cities))
    have = {snapshot.passages[c.row].city for c in good}
    lack = [city for city in asked.cities if city not in have]
    return _listed(good, messages.lacking(lack, _short(asked)) if lack else "")


def _passages(snapshot: Snapshot, asked: Question, rows: Rows | None) -> Found:
    terms = snapshot.index.terms(asked.theme)
    candidates = snapshot.index.rank(terms, rows, WIDE if rows is None else 20)
    good = silence.answering(candidates)
    facts = _definitions_first(
        snapshot, asked, [c for c in good if _gives_fact(snapshot, asked, c)]
    )
    if not facts:
        return _unsaid(snapshot, asked)
    if rows is None:
        said = saying(snapshot, asked.theme, facts, strict=True)
        if len(said) > 1 and said[0].row == facts[0].row:
            cities = [snapshot.passages[c.row].city or "" for c in said]
            return _listed(said, messages.readings(cities))
    return _grouped(snapshot, asked, facts)


def _gives_fact(snapshot: Snapshot, asked: Question, candidate: Candidate) -> bool:
    text = snapshot.index.text(candidate.row)
    return not silence.lacks_fact(asked, candidate.evidence, text, snapshot.tokenizer.places_in)


def _definitions_first(
    snapshot: Snapshot, asked: Question, candidates: list[Candidate]
) -> list[Candidate]:
    """Raise the passages that say what a word of the theme is, where that is asked."""
    words = snapshot.tokenizer.content_words(asked.theme)
    if not words or not _WHAT.search(asked.asked):
        return candidates

    def raised(candidate: Candidate) -> Candidate:
        text = snapshot.index.text(candidate.row)
        bonus = DEFINITION_BONUS * any(defines(text, word) for word in words)
        return replace(candidate, score=candidate.score + bonus)

    return sorted(map(raised, candidates), key=lambda candidate: -candidate.score)


def _grouped(snapshot: Snapshot, asked: Question, good: Sequence[Candidate]) -> Found:
    kept = [c for c in good if c.score >= KEPT_SHARE * good[0].score]
    group = groups.whole(snapshot, asked, good) if asked.lists else []
    rest = [c.row for c in kept if c.row not in group]
    scores = {c.row: c.score for c in good}
    rows = [*group, *rest]
    return Found(rows, whole=len(group), scores=[scores.get(row, 0.0) for row in rows])


def _unsaid(snapshot: Snapshot, asked: Question) -> Found:
    """Nothing answers; where another city has the theme, say whose it is."""
    if asked.cities:
        terms = snapshot.index.terms(asked.theme)
        candidates = snapshot.index.rank(terms, None, WIDE)
        said = saying(snapshot, asked.theme, candidates, strict=True)
        others = [snapshot.passages[c.row].city or "" for c in said]
        others = [city for city in others if city not in asked.cities]
        if others:
            message = messages.elsewhere(asked.cities, _short(asked), others[:5])
            return _silent(message, [f"{city}的{_short(asked)}" for city in others[:2]])
    if asked.strangers:
        return _silent(messages.stranger(asked.strangers, snapshot.cities))
    return _silent(messages.unknown(snapshot.cities))


def _agenda(snapshot: Snapshot, asked: Question, rows: Rows | None) -> Found:
    """What a report says of its own headline: its counted list, or the paragraphs nearest to it."""
    section = snapshot.sections(rows)[0]
    passages = [snapshot.passages[row] for row in section]
    message = messages.agenda(asked.cities[0], _short(asked))
    runs = groups.ordered(passages)
    if runs:
        run = [section[place] for place in runs[0]]
        return Found(run, message, whole=len(run))
    headline = snapshot.index.terms(normal(passages[0].headline or ""))
    candidates = snapshot.index.rank(headline, rows)
    return Found([c.row for c in candidates] or section, message)


def _short(asked: Question) -> str:
    return " ".join(asked.theme.split())[:20]


def _answer(
    snapshot: Snapshot,
    question: str,
    understood: str,
    asked: Question,
    found: Found,
    limit: int,
    skip: int,
) -> Answer:
    shown = max(limit, found.whole) if skip == 0 else limit
    rows = list(found.rows)[skip : skip + shown]
    hits = tuple(
        _hit(snapshot, asked, found, place) for place in range(skip, skip + len(rows))
    )
    return Answer(
        question=question,
        understood=understood,
        status=found.status,
        message=found.message if skip == 0 else "",
        cities=asked.cities,
        hits=hits,
        suggestions=() if hits else suggestions(snapshot, asked.cities, found.suggestions),
        more=max(0, len(found.rows) - skip - len(rows)),
    )


def _hit(snapshot: Snapshot, asked: Question, found: Found, place: int) -> Hit:
    passage = snapshot.passages[found.rows[place]]
    score = found.scores[place] if found.scores else 0.0
    return Hit(place + 1, passage, score, highlights(snapshot, asked.theme, passage.text))
