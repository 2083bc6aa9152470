"""Finding what answers a question, or that nothing does: one way for each thing asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from corpus import places
from retrieval.answer import Status
from retrieval.answering.asked import spelling
from retrieval.answering.asked.asks import Asks
from retrieval.answering.asked.facts import facts
from retrieval.answering.asked.question import Question, is_empty, with_theme
from retrieval.answering.finding import attribution, people, whence, words
from retrieval.answering.finding.cities import saying, saying_any
from retrieval.answering.finding.explains import asks_reason_alone, gives_reason
from retrieval.answering.finding.group import grouped, of_listing
from retrieval.answering.finding.missing import agenda, unsaid
from retrieval.answering.finding.select import (
    ENOUGH,
    answering,
    fact_within,
    gives_fact,
    told_after,
)
from retrieval.answering.found import Found, listed, silent
from retrieval.answering.lists import lists
from retrieval.answering.telling import messages
from retrieval.answering.telling.theme import quoted
from retrieval.index.store import Scope
from retrieval.ranking import silence
from retrieval.ranking.rank import DEPTH, Candidate
from retrieval.snapshot import Snapshot
from retrieval.text.fold import lazy, normal
from retrieval.text.phrases import pattern

# So many passages are looked at for a question that names no place.
WIDE = 200
# So many readings of a question are shown without asking back.
FEW = 5


_OVERVIEW = pattern(r"<overview>")
_COMPARE = pattern(r"<compare>")
# 今年打算干些什么 asks a place for its agenda, whatever words its report has for it.
_PLANS = pattern(r"<plans>")
_WHOLE_REPORT = pattern(r"<whole_report>")
_HOW_MANY_THINGS = lazy("几(?:个|条|点|项|方面|件|种)|哪几|多少(?:个|条|点|项)", needs="几哪多")

# Where none of the places compared says it in the words of the question, the chance from which what
# each says that comes nearest is shown: by hand, of 0.05, 0.2 and 0.35.
NEAREST = 0.2


def find(snapshot: Snapshot, asked: Question) -> Found:
    """Find what answers."""
    asked, found = without_passages(snapshot, asked)
    return found or _passages(snapshot, asked, scope_of(asked))


def scope_of(asked: Question) -> Scope:
    """The passages that a question is asked of."""
    return Scope(asked.cities, asked.people, asked.rows)


def depth_of(scope: Scope) -> int:
    """How many passages are looked at."""
    return WIDE if scope.is_open else DEPTH


def without_passages(snapshot: Snapshot, asked: Question) -> tuple[Question, Found | None]:
    """What answers but the passages that hold the question; None where these are to be asked.

    With it the question, of somebody's own words where it asks for these.
    """
    if asked.strangers and not asked.names:
        return asked, silent(messages.stranger(asked.strangers, snapshot))
    if (name := words.stranger(asked, snapshot)) is not None:
        return asked, silent(messages.stranger([name], snapshot))
    if asked.rows is None and (person := words.speaker(snapshot, asked)):
        if not (rows := words.rows_of(snapshot, person)):
            return asked, words.none_of(snapshot, person)
        asked = replace(asked, rows=rows)
    return asked, _other(snapshot, asked, scope_of(asked))


def _other(snapshot: Snapshot, asked: Question, scope: Scope) -> Found | None:
    """What the attribution answers, whole reports, or several places side by side."""
    if asked.cities and asked.people and not snapshot.store.rows(scope):
        return _apart(snapshot, asked)
    if asked.rest is not None:
        return attribution.rest(asked)
    if asked.asks is Asks.PAPER:
        return whence.paper(snapshot, asked, scope)
    if asked.asks is Asks.WHENCE:
        return whence.whence(snapshot, asked, scope)
    if asked.asks is Asks.CREDIT:
        return _credit(snapshot, asked, scope)
    if (found := attribution.holders(snapshot, asked, scope)) is not None:
        return found
    if asked.asks is Asks.SPEAKER and (found := attribution.speaker(snapshot, asked, scope)):
        return found
    if (found := people.introduced(snapshot, asked)) is not None:
        return found
    if asked.asks is Asks.PLACES and len(snapshot.cities) > 1:
        return _places(snapshot, asked, scope)
    if _is_whole(snapshot, asked):
        return _report(snapshot, asked, scope)
    return _compared(snapshot, asked) if asked.several else None


def _is_whole(snapshot: Snapshot, asked: Question) -> bool:
    """Whether a question is about no more than whole reports."""
    rest = _WHOLE_REPORT.sub("", _OVERVIEW.sub("", _COMPARE.sub("", asked.theme)))
    named = asked.cities and asked.after is None and not facts.asks_one(asked)
    if named and (
        not (of := "".join(_PLANS.sub("", rest).split())) or _is_body(snapshot, asked, of)
    ):
        return True
    counting = asked.nth is not None or _HOW_MANY_THINGS.search(asked.asked) is not None
    lone = len(rest.strip()) == 1 and not asked.names and asked.rows is None
    goes_on = asked.after is not None and asked.nth is None
    return not rest.strip() or lone or (counting and is_empty(rest) and not goes_on)


def _is_body(snapshot: Snapshot, asked: Question, name: str) -> bool:
    """Whether a name is that of the body whose plans are asked for: 工会, of its 主席's report."""
    if _PLANS.search(asked.theme) is None:
        return False
    firsts = [snapshot.passages[section[0]] for section in snapshot.sections(Scope(asked.cities))]
    return bool(firsts) and all(name in normal(first.office or "") for first in firsts)


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
    found = _passages(snapshot, replace(asked, asked=asked.theme), scope)
    if not found.rows:
        return found
    return attribution.credit(snapshot, Scope(rows=tuple(found.rows[:1])))


def _report(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """What is named is asked about as a whole: its list, one thing of it, or what it says."""
    if scope.is_open:
        return silent(messages.nothing_asked(snapshot))
    if facts.asks_one(asked) and not _HOW_MANY_THINGS.search(asked.asked):
        return _fact_of(snapshot, asked, scope)
    counting = asked.nth is not None or asked.lists or _HOW_MANY_THINGS.search(asked.asked)
    sections = list(snapshot.sections(scope))
    if counting and len(sections) == 1:
        section = [snapshot.passages[row] for row in sections[0]]
        if listing := lists.first_run(sections[0], section):
            return of_listing(asked, listing, {})
    if asked.several:
        return _headlines(snapshot, scope)
    if _WHOLE_REPORT.sub("", asked.theme).strip() and (found := agenda(snapshot, scope, "")):
        return found
    return attribution.overview(snapshot, asked, scope)


def _fact_of(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """A fact about whoever is named and nothing more: the passages that name them and give it."""
    rows = [row for row in snapshot.store.rows(scope) if gives_fact(snapshot, asked, row)]
    texts, names = {row: snapshot.index.text(row) for row in rows}, list(map(normal, asked.names))
    named = [row for row in rows if not names or any(name in texts[row] for name in names)]
    return Found(named, whole=1) if named else silent(messages.unknown(snapshot))


def _headlines(snapshot: Snapshot, scope: Scope) -> Found:
    """What the report of each place is about: its headline, over its opening; of many, some."""
    firsts = (section[0] for section in snapshot.sections(scope))
    rows = list(islice(firsts, attribution.MANY + 1))
    passages = [snapshot.passages[row] for row in rows[: attribution.MANY]]
    more = len(rows) > len(passages)
    return Found(rows, messages.headlines(passages, more=more), whole=len(passages))


def _places(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """Every place that says it, and of a question for those that don't, the others."""
    if not _OVERVIEW.sub("", asked.theme).strip():
        if asked.people:
            return attribution.overview(snapshot, asked, scope)
        return _headlines(snapshot, _with_cities(snapshot, scope))
    said = saying_any(snapshot, asked, _with_cities(snapshot, scope))
    left_out = {places.key(city) for city in asked.excluded}
    others = [c for c in said if places.key(snapshot.passages[c.row].city or "") not in left_out]
    if not silence.answering(said[:1]) or not others:
        return silent(messages.nobody(asked.excluded, quoted(asked), snapshot))
    cities = [snapshot.passages[c.row].city or "" for c in others]
    if asked.negated:
        saying_it = {places.key(city) for city in cities} | left_out
        rest = [city for city in snapshot.cities if places.key(city) not in saying_it]
        return silent(messages.unsaid(cities, rest))
    by = attribution.of_one(snapshot, asked, others)
    return listed(others, messages.places(cities, quoted(asked), asked.excluded) + by)


def _with_cities(snapshot: Snapshot, scope: Scope) -> Scope:
    return scope if scope.cities else replace(scope, cities=snapshot.cities)


def _compared(snapshot: Snapshot, asked: Question) -> Found:
    """One passage for each of the places named."""
    best = {
        city: snapshot.index.rank(asked.terms, Scope((city,), asked.people), DEPTH)
        for city in asked.cities
    }
    found = _firsts(snapshot, asked, best.values(), ENOUGH)
    found = found or _firsts(snapshot, asked, best.values(), NEAREST)
    if not found:
        return silent(messages.none_of(asked.cities, quoted(asked)))
    have = {snapshot.passages[c.row].city for c in found}
    lack = [city for city in asked.cities if city not in have]
    return listed(found, messages.lacking(lack, quoted(asked)) if lack else "")


def _firsts(
    snapshot: Snapshot, asked: Question, ranked: Iterable[Sequence[Candidate]], enough: float
) -> list[Candidate]:
    """What comes first of each of several rankings, where anything answers."""
    good = (answering(snapshot, asked, candidates, enough)[:1] for candidates in ranked)
    return [candidate for first in good for candidate in first]


def _passages(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    asked, note = _recounted(snapshot, asked, scope)
    candidates = snapshot.index.rank(asked.terms, scope, depth_of(scope))
    if facts.asks_who(asked) and (found := attribution.holder(snapshot, asked, candidates)):
        return found
    given = answering(snapshot, asked, candidates)
    if given and asks_reason_alone(asked) and not gives_reason(snapshot, given[0].row):
        note += messages.no_reason()
    if not given:
        if (row := fact_within(snapshot, asked, candidates)) is not None:
            return Found([row], note, whole=1)
        if told := told_after(snapshot, asked, candidates):
            return Found([*told], note, whole=2)
        found = _respelt(snapshot, asked, scope) or unsaid(snapshot, asked, scope)
        return (
            found if found.rows or found.near else replace(found, near=silence.nearest(candidates))
        )
    if scope.is_open and asked.nth is None:
        said = saying(snapshot, asked, given, strict=True)
        if len(said) > 1 and said[0].row == given[0].row:
            return _readings(snapshot, asked, said)
    found = grouped(snapshot, asked, given, candidates)
    return replace(found, message=note + found.message)


def _respelt(snapshot: Snapshot, asked: Question, scope: Scope) -> Found | None:
    """What answers the question with one wrong character put right."""
    slip = spelling.corrected(snapshot, asked.theme)
    if slip is None:
        return None
    meant = with_theme(snapshot, asked, asked.theme.replace(*slip))
    given = answering(snapshot, meant, snapshot.index.rank(meant.terms, scope))
    if not given:
        return None
    found = grouped(snapshot, meant, given)
    return replace(found, message=messages.respelt(*slip) + found.message)


def _recounted(snapshot: Snapshot, asked: Question, scope: Scope) -> tuple[Question, str]:
    """The question by the name that the reports have for what it counts, and what to say of it.

    A false count is put right, 五大体系 for 四大体系, and a kind named, 哪五种感觉 for 五感.
    """
    if scope.is_open or len(rows := snapshot.store.rows(scope)) > WIDE:
        return asked, ""
    texts = [f"{snapshot.index.text(row)}\n{snapshot.index.head(row)}" for row in rows]
    if lists.counted(asked.theme) and (counts := lists.miscounted(asked.theme, texts)):
        said = replace(asked, asked=asked.asked.replace(*counts))
        meant = with_theme(snapshot, said, asked.theme.replace(*counts))
        return meant, messages.miscounted(*counts)
    if (name := lists.named_by_kind(asked.asked, texts)) and name not in asked.theme:
        return with_theme(snapshot, replace(asked, asked=name, lists=True), name), ""
    return asked, ""


def _readings(snapshot: Snapshot, asked: Question, said: Sequence[Candidate]) -> Found:
    """The same words in several cities: all of them where they are few, else the choice."""
    cities = [snapshot.passages[c.row].city or "" for c in said]
    if len(said) <= FEW:
        return listed(said, messages.readings(cities))
    choices = [f"{city}的{''.join(asked.theme.split())}" for city in cities]
    found = listed(said, messages.choice(len(cities)))
    return replace(found, status=Status.CLARIFY, suggestions=choices)
