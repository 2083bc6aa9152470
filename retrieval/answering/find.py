"""Finding what answers a question, or that nothing does: one way for each thing asked."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer import Status
from retrieval.answering import attribution, facts, lists, messages, silence
from retrieval.answering.cities import saying
from retrieval.answering.found import Found, listed, silent
from retrieval.answering.question import Asks, Question
from retrieval.answering.rank import DEPTH, Candidate, defines
from retrieval.index.store import Scope
from retrieval.snapshot import Snapshot
from retrieval.text.fold import lazy, normal

# A passage far below the best is noise to a reader; so is one that only its headline commends.
KEPT_SHARE = 0.5
KEPT_TEXT = 0.3
# So many passages are looked at for a question over cities.
WIDE = 200
# So many readings of a question are shown without asking back.
FEW = 5
# What a passage that says “…就是…” gains where a question asks what something is.
DEFINITION_BONUS = 0.4
# And one that puts it in quotation marks, as reports do where a name comes up first.
QUOTED_BONUS = 0.15

_NEGATED = lazy(r"没有?(?:提|说|讲|谈|写)|未(?:提|谈|写)")
_WHAT = lazy("什么|啥|指|意思|哪|分别|包括")


def find(snapshot: Snapshot, asked: Question, inherits: bool) -> Found:
    """Find what answers; `inherits` tells that the theme is an earlier question's."""
    named = asked.cities or asked.people
    if asked.strangers and not named:
        return silent(messages.stranger(asked.strangers, snapshot))
    scope = Scope(asked.cities, asked.people)
    if asked.cities and asked.people and not snapshot.store.rows(scope):
        return _apart(snapshot, asked)
    if asked.asks is Asks.CREDIT:
        return _credit(snapshot, asked, scope)
    if asked.asks is Asks.SPEAKER and (found := attribution.speaker(snapshot, asked, scope)):
        return found
    if not asked.theme.strip():
        return attribution.overview(snapshot, asked, scope)
    if asked.asks is Asks.PLACES and snapshot.cities:
        return _places(snapshot, asked, scope)
    if len(asked.cities) > 1:
        return _compared(snapshot, asked)
    found = _passages(snapshot, asked, scope)
    if found.rows or not inherits or scope.is_open:
        return found
    return _agenda(snapshot, asked, scope) or found


def _apart(snapshot: Snapshot, asked: Question) -> Found:
    """The people asked about have no report of the cities asked about: say whose theirs are."""
    sections = snapshot.sections(Scope(people=asked.people))
    reports = [snapshot.passages[section[0]] for section in sections]
    theirs = list(dict.fromkeys(p.city for p in reports if p.city))
    instead = [f"{city}的报道讲了什么" for city in theirs[:2]]
    return silent(messages.apart(asked.people, asked.cities, theirs), instead)


def _credit(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """Who reported the cities' reports, or the report that the theme is from."""
    if not asked.theme.strip():
        if scope.is_open:
            return silent(messages.nothing_asked(snapshot))
        return attribution.credit(snapshot, scope)
    found = _passages(snapshot, asked, scope)
    if not found.rows:
        return found
    return attribution.credit(snapshot, Scope(rows=tuple(found.rows[:1])))


def _places(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    candidates = snapshot.index.rank(snapshot.index.terms(asked.theme), scope, WIDE)
    said = saying(snapshot, asked.theme, candidates)
    if not silence.answering(said[:1]):
        return silent(messages.unknown(snapshot))
    cities = [snapshot.passages[c.row].city or "" for c in said]
    if _NEGATED.search(asked.asked):
        rest = [city for city in snapshot.cities if city not in cities]
        return silent(messages.unsaid(cities, len(rest)))
    return listed(said, messages.places(cities))


def _compared(snapshot: Snapshot, asked: Question) -> Found:
    """One passage for each of the cities named."""
    terms = snapshot.index.terms(asked.theme)
    best = {
        city: snapshot.index.rank(terms, Scope((city,), asked.people), 1) for city in asked.cities
    }
    good = [c for ranked in best.values() for c in silence.answering(ranked)]
    if not good:
        return silent(messages.unknown(snapshot))
    have = {snapshot.passages[c.row].city for c in good}
    lack = [city for city in asked.cities if city not in have]
    return listed(good, messages.lacking(lack, _short(asked)) if lack else "")


def _passages(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    terms = snapshot.index.terms(asked.theme)
    candidates = snapshot.index.rank(terms, scope, WIDE if scope.is_open else DEPTH)
    given = _definitions_first(snapshot, asked, answering(snapshot, asked, candidates))
    if not given:
        return _unsaid(snapshot, asked)
    if scope.is_open:
        said = saying(snapshot, asked.theme, given, strict=True)
        if len(said) > 1 and said[0].row == given[0].row:
            return _readings(snapshot, asked, said)
    return _grouped(snapshot, asked, given)


def _readings(snapshot: Snapshot, asked: Question, said: Sequence[Candidate]) -> Found:
    """The same words in several cities: all of them where they are few, else the choice."""
    cities = [snapshot.passages[c.row].city or "" for c in said]
    if len(said) <= FEW:
        return listed(said, messages.readings(cities))
    choices = [f"{city}的{_short(asked)}" for city in cities]
    found = listed(said, messages.choice(len(cities)))
    return replace(found, status=Status.CLARIFY, suggestions=choices)


def answering(
    snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Those of the ranked candidates that answer: they hold the question and the fact asked for."""

    def gives_fact(candidate: Candidate) -> bool:
        text = snapshot.index.text(candidate.row)
        return not facts.lacking(asked, text, snapshot.tokenizer.places_in)

    good = silence.answering(candidates)
    if good and _WHAT.search(asked.asked):
        rows = {candidate.row for candidate in good}
        good += [c for c in candidates if c.row not in rows and _says_what(snapshot, asked, c)]
    return list(filter(gives_fact, good))


def _says_what(snapshot: Snapshot, asked: Question, candidate: Candidate) -> bool:
    """Whether a passage tells what a word of the theme is, or counts the things asked for."""
    words = snapshot.tokenizer.content_words(asked.theme)
    text = snapshot.index.text(candidate.row)
    if any(len(word) > 1 and defines(text, word) for word in words):
        return True
    return bool(lists.inside(asked, snapshot.passages[candidate.row].text))


def _definitions_first(
    snapshot: Snapshot, asked: Question, candidates: list[Candidate]
) -> list[Candidate]:
    """Raise the passages that say what a word of the theme is, where that is asked."""
    words = snapshot.tokenizer.content_words(asked.theme)
    if not words or not _WHAT.search(asked.asked):
        return candidates

    def raised(candidate: Candidate) -> Candidate:
        quoted = any(f"“{word}”" in snapshot.passages[candidate.row].text for word in words)
        bonus = DEFINITION_BONUS * _says_what(snapshot, asked, candidate) + QUOTED_BONUS * quoted
        return replace(candidate, score=candidate.score + bonus)

    return sorted(map(raised, candidates), key=lambda candidate: -candidate.score)


def _grouped(snapshot: Snapshot, asked: Question, good: Sequence[Candidate]) -> Found:
    group = lists.whole(snapshot, asked, good) if asked.lists else {}
    marks = group or {good[0].row: lists.inside(asked, snapshot.passages[good[0].row].text)}
    # A list that is neither may be all over the report that is named for it.
    scattered = asked.lists and not any(marks.values())
    kept = [c.row for c in good if _near(c, good[0], KEPT_TEXT * (not scattered))]
    rows = [*group, *(row for row in kept if row not in group)]
    items = list(dict.fromkeys(word for words in marks.values() for word in words))
    terms = snapshot.index.terms(asked.theme)
    shown = snapshot.index.rank(terms, Scope(rows=tuple(rows)), len(rows))
    scores = {c.row: c.score for c in shown}
    return Found(
        rows,
        messages.items(items) if len(items) == _wanted(asked) else "",
        whole=len(group),
        scores=[scores.get(row, 0.0) for row in rows],
        marks=marks,
    )


def _wanted(asked: Question) -> int | None:
    counted = lists.counted(asked.theme) or lists.counted(asked.asked)
    return counted[0] if counted else None


def _near(candidate: Candidate, best: Candidate, in_text: float) -> bool:
    """Whether a passage comes near enough to the best, by the share `in_text` in its own words."""
    return (
        candidate.score >= KEPT_SHARE * best.score
        and candidate.evidence.text >= in_text * best.evidence.text
    )


def _unsaid(snapshot: Snapshot, asked: Question) -> Found:
    """Nothing answers; where another city has the theme, say whose it is."""
    if asked.cities:
        terms = snapshot.index.terms(asked.theme)
        candidates = snapshot.index.rank(terms, depth=WIDE)
        said = saying(snapshot, asked.theme, candidates, strict=True)
        others = [snapshot.passages[c.row].city or "" for c in said]
        others = [city for city in others if city not in asked.cities]
        if others and snapshot.index.holds(asked.theme.strip()):
            message = messages.elsewhere(asked.cities, _short(asked), others[:5])
            return silent(message, [f"{city}的{_short(asked)}" for city in others[:2]])
    if asked.strangers:
        return silent(messages.stranger(asked.strangers, snapshot))
    return silent(messages.unknown(snapshot))


def _agenda(snapshot: Snapshot, asked: Question, scope: Scope) -> Found | None:
    """What a report says of its own headline: its counted list, or the paragraphs nearest to it.

    None where no report is in the scope.
    """
    section = next(snapshot.sections(scope), None)
    if section is None:
        return None
    passages = [snapshot.passages[row] for row in section]
    lacks = not any(snapshot.index.held(row, [_short(asked)]) for row in section)
    message = messages.agenda([*asked.cities, *asked.people][0], _short(asked) if lacks else None)
    runs = lists.ordered(passages)
    headline = snapshot.index.terms(normal(passages[0].headline or ""))
    if runs:
        run = [section[place] for place in runs[0]]
        before = section[: runs[0][0]][-1:]
        texts = [snapshot.index.evidence(row, headline).text for row in (*before, run[0])]
        opening = before if texts[0] > texts[-1] else ()
        return Found([*opening, *run], message, whole=len(run) + len(opening))
    candidates = snapshot.index.rank(headline, scope)
    return Found([c.row for c in candidates] or section, message)


def _short(asked: Question) -> str:
    return " ".join(asked.theme.split())[:20]
