"""Finding what answers a question, or that nothing does: one way for each thing asked."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import places
from retrieval.answer import Status
from retrieval.answering import attribution, facts, identifiers, lists, messages, silence, spelling
from retrieval.answering.cities import WEIGHTY, by_place, saying
from retrieval.answering.found import Found, listed, silent
from retrieval.answering.question import Asks, Question, is_empty, with_theme
from retrieval.answering.rank import DEPTH, Candidate, defines
from retrieval.index.store import EVERYWHERE, Scope
from retrieval.snapshot import Snapshot
from retrieval.text.fold import lazy, normal
from retrieval.text.phrases import pattern

# A passage far below the best is noise to a reader; so is one that only its headline commends.
KEPT_SHARE = 0.5
KEPT_TEXT = 0.3
# Beside a passage that answers but for the fact, one answers that holds this share of the question
# and gives the fact. Set by hand on the sets of tests/questions.
NEARBY = 0.2
# What a paragraph further away takes from a score.
AWAY = 0.05
# So many passages are looked at for a question that names no place.
WIDE = 200
# So many readings of a question are shown without asking back.
FEW = 5
# What a passage that says “…就是…” gains where a question asks what something is.
DEFINITION_BONUS = 0.2
# And one that puts it in quotation marks, as reports do where a name comes up first.
QUOTED_BONUS = 0.08
# And one that gives a reason where that is asked for, of the report that says most of it.
REASON_BONUS = 0.25

_WHY = pattern("<why>")
_REASON = pattern("<reason>")
_WHAT = lazy("什么|啥|指|意思|哪|分别|包括")
_OVERVIEW = pattern(r"<overview>")
_COMPARE = pattern(r"<compare>")
_HOW_MANY_THINGS = lazy("几(?:个|条|点|项|方面|件|种)|哪几|多少(?:个|条|点|项)")
_SAID_BY = lazy("(?:谁|哪位|哪个人)(?:说|讲|提|谈)")
_YES_NO = lazy("有没有|是否|是不是|吗[?？ ]*$|没有[?？ ]*$|(.)不\\1")


def find(snapshot: Snapshot, asked: Question) -> Found:
    """Find what answers."""
    if asked.strangers and not asked.names:
        return silent(messages.stranger(asked.strangers, snapshot))
    scope = Scope(asked.cities, asked.people, asked.rows)
    if asked.cities and asked.people and not snapshot.store.rows(scope):
        return _apart(snapshot, asked)
    if asked.asks is Asks.CREDIT:
        return _credit(snapshot, asked, scope)
    if asked.asks is Asks.SPEAKER and (found := attribution.speaker(snapshot, asked, scope)):
        return found
    if asked.asks is Asks.PLACES and snapshot.cities:
        return _places(snapshot, asked, scope)
    if _is_whole(asked):
        return _report(snapshot, asked, scope)
    if asked.several:
        return _compared(snapshot, asked)
    return _passages(snapshot, asked, scope)


def _is_whole(asked: Question) -> bool:
    """Whether a question is about no more than whole reports."""
    rest = _OVERVIEW.sub("", _COMPARE.sub("", asked.theme))
    counting = asked.nth is not None or _HOW_MANY_THINGS.search(asked.asked) is not None
    return not rest.strip() or (counting and is_empty(rest))


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
            return _of_listing(asked, listing, {})
    if asked.several:
        return _headlines(snapshot, scope)
    if asked.theme.strip() and (found := _agenda(snapshot, scope, "")):
        return found
    return attribution.overview(snapshot, asked, scope)


def _fact_of(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """A fact about whoever is named and nothing more: the passages that name them and give it."""
    rows = [row for row in snapshot.store.rows(scope) if _gives_fact(snapshot, asked, row)]
    named = [r for r in rows if any(n in snapshot.index.text(r) for n in map(normal, asked.names))]
    return Found(named, whole=1) if named else silent(messages.unknown(snapshot))


def _headlines(snapshot: Snapshot, scope: Scope) -> Found:
    """What the report of each place is about: its headline, over its opening."""
    rows = [section[0] for section in snapshot.sections(scope)]
    return Found(
        rows, messages.headlines([snapshot.passages[row] for row in rows]), whole=len(rows)
    )


def _places(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """Every place that says it, and of a question for those that don't, the others."""
    if not _OVERVIEW.sub("", asked.theme).strip():
        if asked.people:
            return attribution.overview(snapshot, asked, scope)
        return _headlines(snapshot, _with_cities(snapshot, scope))
    said = saying(snapshot, asked, by_place(snapshot, asked.terms, _with_cities(snapshot, scope)))
    left_out = {places.key(city) for city in asked.excluded}
    others = [c for c in said if places.key(snapshot.passages[c.row].city or "") not in left_out]
    if not silence.answering(said[:1]) or not others:
        return silent(messages.nobody(asked.excluded, _short(asked), snapshot))
    cities = [snapshot.passages[c.row].city or "" for c in others]
    if asked.negated:
        saying_it = {places.key(city) for city in cities} | left_out
        rest = [city for city in snapshot.cities if places.key(city) not in saying_it]
        return silent(messages.unsaid(cities, rest))
    return listed(others, messages.places(cities, asked.excluded))


def _with_cities(snapshot: Snapshot, scope: Scope) -> Scope:
    return scope if scope.cities else replace(scope, cities=snapshot.cities)


def _compared(snapshot: Snapshot, asked: Question) -> Found:
    """One passage for each of the places named."""
    best = {
        city: snapshot.index.rank(asked.terms, Scope((city,), asked.people), DEPTH)
        for city in asked.cities
    }
    good = [answering(snapshot, asked, ranked)[:1] for ranked in best.values()]
    found = [candidate for first in good for candidate in first]
    if not found:
        return silent(messages.none_of(asked.cities, _short(asked)))
    have = {snapshot.passages[c.row].city for c in found}
    lack = [city for city in asked.cities if city not in have]
    return listed(found, messages.lacking(lack, _short(asked)) if lack else "")


def _passages(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    asked, note = _recounted(snapshot, asked, scope)
    candidates = snapshot.index.rank(asked.terms, scope, WIDE if scope.is_open else DEPTH)
    given = _definitions_first(snapshot, asked, answering(snapshot, asked, candidates))
    given = _reasons_first(snapshot, asked, given)
    if not given:
        found = _respelt(snapshot, asked, scope) or _unsaid(snapshot, asked, scope)
        return found if found.rows else replace(found, near=silence.nearest(candidates))
    if scope.is_open and asked.nth is None:
        said = saying(snapshot, asked, given, strict=True)
        if len(said) > 1 and said[0].row == given[0].row:
            return _readings(snapshot, asked, said)
    found = _grouped(snapshot, asked, given)
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
    found = _grouped(snapshot, meant, given)
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
    choices = [f"{city}的{_short(asked)}" for city in cities]
    found = listed(said, messages.choice(len(cities)))
    return replace(found, status=Status.CLARIFY, suggestions=choices)


def answering(
    snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Those of the ranked candidates that answer: they hold the question and the fact asked for."""
    good = silence.answering(candidates, named=bool(asked.names))
    if good and _WHAT.search(asked.asked):
        rows = {candidate.row for candidate in good}
        good += [c for c in candidates if c.row not in rows and _says_what(snapshot, asked, c)]
    given = [c for c in good if _gives_fact(snapshot, asked, c.row)]
    return given or _nearby(snapshot, asked, good, candidates)


def _nearby(
    snapshot: Snapshot, asked: Question, good: Sequence[Candidate], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """What gives the fact asked for, of the report of a passage that holds the question without it.

    What one paragraph begins the next one may answer: it has to hold some of the question itself.
    """
    if not good or not facts.asks_one(asked):
        return []
    best = good[0].row
    section = snapshot.store.section(best)
    weighty = _weighty(asked)
    near = [
        c
        for c in candidates
        if c.row in section
        and (c.evidence.text >= NEARBY or snapshot.index.held(c.row, weighty))
        and _gives_fact(snapshot, asked, c.row)
    ]
    return sorted(near, key=lambda c: AWAY * abs(c.row - best) - c.score)


def _weighty(asked: Question) -> list[str]:
    """The words of the theme that say most."""
    least = WEIGHTY * max(asked.weights.values(), default=0.0)
    return [word for word, weight in asked.weights.items() if weight >= least]


def _gives_fact(snapshot: Snapshot, asked: Question, row: int) -> bool:
    passage = snapshot.passages[row]
    if (asked.identifiers or asked.slogans) and not _identified(snapshot, asked, row):
        return False
    text = snapshot.index.text(row)
    return not facts.lacking(asked, text, snapshot.tokenizer.places_in, passage.city)


def _identified(snapshot: Snapshot, asked: Question, row: int) -> bool:
    """Whether a passage's report has the numbers and codes of the question as they are."""
    section = snapshot.store.section(row)
    words = "\n".join(snapshot.index.text(of) for of in section) + snapshot.index.head(row)
    if not all(slogan in words for slogan in asked.slogans):
        return False
    told = "\n".join(snapshot.passages[of].text for of in section)
    return identifiers.held(asked.identifiers, f"{told}\n{snapshot.index.head(row)}")


def _says_what(snapshot: Snapshot, asked: Question, candidate: Candidate) -> bool:
    """Whether a passage tells what a word of the theme is, or counts the things asked for."""
    text = snapshot.index.text(candidate.row)
    if any(len(word) > 1 and defines(text, word) for word in _weighty(asked)):
        return True
    return lists.inside(asked.theme, snapshot.passages[candidate.row].text)


def _definitions_first(
    snapshot: Snapshot, asked: Question, candidates: list[Candidate]
) -> list[Candidate]:
    """Raise the passages that say what a word of the theme is, where that is asked."""
    if not asked.words or not _WHAT.search(asked.asked):
        return candidates

    def raised(candidate: Candidate) -> Candidate:
        text = snapshot.passages[candidate.row].text
        quoted = any(f"“{word}”" in text for word in asked.words)
        bonus = DEFINITION_BONUS * _says_what(snapshot, asked, candidate) + QUOTED_BONUS * quoted
        return replace(candidate, score=candidate.score + bonus)

    return sorted(map(raised, candidates), key=lambda candidate: -candidate.score)


def _reasons_first(
    snapshot: Snapshot, asked: Question, candidates: list[Candidate]
) -> list[Candidate]:
    """Raise the passages of the best one's report that give a reason, where one is asked for."""
    if not candidates or not _WHY.search(asked.asked):
        return candidates
    section = snapshot.store.section(candidates[0].row)

    def raised(candidate: Candidate) -> Candidate:
        here = candidate.row in section
        gives = here and _REASON.search(snapshot.index.text(candidate.row)) is not None
        return replace(candidate, score=candidate.score + REASON_BONUS * gives)

    return sorted(map(raised, candidates), key=lambda candidate: -candidate.score)


def _grouped(snapshot: Snapshot, asked: Question, good: Sequence[Candidate]) -> Found:
    """The passages that answer, with the list they belong to before them where one is asked for."""
    scores = {candidate.row: candidate.score for candidate in good}
    listing = _listing(snapshot, asked, good) if asked.lists or asked.nth is not None else None
    if listing and (asked.nth is not None or listing.rows):
        return _of_listing(asked, listing, scores)
    # A list that is none may be all over the report that is named for it.
    kept = [c.row for c in good if _near(c, good[0], 0.0 if asked.lists else KEPT_TEXT)]
    return Found(kept, _told(snapshot, asked, kept[0]), scores=[scores[row] for row in kept])


def _listing(
    snapshot: Snapshot, asked: Question, good: Sequence[Candidate]
) -> lists.Listing | None:
    rows = snapshot.store.section(good[0].row)
    section = [snapshot.passages[row] for row in rows]
    found = lists.listing(rows, section, asked.theme, asked.asked, good[0].row)
    if found is None and asked.nth is not None:
        found = lists.of_theme(rows, section, asked.theme, good[0].row)
        found = found or lists.first_run(rows, section)
    return found


def _of_listing(asked: Question, listing: lists.Listing, scores: dict[int, float]) -> Found:
    """The whole list and then what else answers, or the one thing of it that is asked for."""
    if asked.nth is not None:
        return _one_of(asked, listing)
    rest = [row for row in scores if row not in listing.rows]
    rows = [*listing.rows, *rest]
    items = [item.words for item in listing.items]
    return Found(
        rows,
        messages.items(items) if listing.sure else "",
        whole=len(listing.rows),
        scores=[scores.get(row, 0.0) for row in rows],
        marks=listing.marks(),
    )


def _one_of(asked: Question, listing: lists.Listing) -> Found:
    nth, items = asked.nth or 1, listing.items
    if abs(nth) > len(items):
        return silent(messages.only(len(items)))
    place = nth - 1 if nth > 0 else len(items) + nth
    item = items[place]
    message = messages.nth(place + 1, len(items), item.words)
    return Found([item.row], message, whole=1, marks={item.row: (item.words,)})


def _told(snapshot: Snapshot, asked: Question, row: int) -> str:
    """What the first passage answers in words: that it says so, and who says it."""
    passage = snapshot.passages[row]
    if _SAID_BY.search(asked.asked):
        return messages.speaker(passage)
    if _YES_NO.search(asked.asked) and asked.words:
        return messages.yes(passage)
    return ""


def _near(candidate: Candidate, best: Candidate, in_text: float) -> bool:
    """Whether a passage comes near enough to the best, by the share `in_text` in its own words."""
    return (
        candidate.score >= KEPT_SHARE * best.score
        and candidate.evidence.text >= in_text * best.evidence.text
    )


def _unsaid(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """Nothing of those named answers: the texts that name them, their agenda, or whose it is."""
    if asked.cities and (found := _mentioned(snapshot, asked)):
        return found
    if asked.inherits and not scope.is_open:
        lacks = not any(_short(asked) in snapshot.index.text(r) for r in snapshot.store.rows(scope))
        message = messages.agenda(asked.names[0], _short(asked) if lacks else None)
        if found := _agenda(snapshot, scope, message):
            return found
    if asked.cities:
        held = snapshot.index.holds(asked.theme.strip())
        if held and (others := _elsewhere(snapshot, asked)):
            message = messages.elsewhere(asked.cities, _short(asked), others[:5])
            return silent(message, [f"{city}的{_short(asked)}" for city in others[:2]])
        if asked.words:
            return silent(messages.unsaid_by(asked.cities, _short(asked), snapshot))
    if asked.strangers:
        return silent(messages.stranger(asked.strangers, snapshot))
    return silent(messages.unknown(snapshot))


def _mentioned(snapshot: Snapshot, asked: Question) -> Found | None:
    """What the reports of others say of a place that has no such report of its own."""
    own = {places.key(city) for city in asked.cities}
    stems = [normal(places.stem(places.parts(city)[-1])) for city in asked.cities]
    ranked = snapshot.index.rank(asked.terms, EVERYWHERE, WIDE)
    naming = [
        c
        for c in ranked
        if places.key(snapshot.passages[c.row].city or "") not in own
        and any(stem in snapshot.index.text(c.row) for stem in stems)
    ]
    weighty = _weighty(asked)
    given = [
        c
        for c in answering(snapshot, asked, naming)
        if len(snapshot.index.held(c.row, weighty)) == len(weighty)
    ]
    if not given:
        return None
    others = list(dict.fromkeys(snapshot.passages[c.row].city or "" for c in given[:1]))
    found = _grouped(snapshot, asked, given)
    message = messages.mentioned(asked.cities, list(filter(None, others)))
    return replace(found, message=message + found.message)


def _elsewhere(snapshot: Snapshot, asked: Question) -> list[str]:
    """The other places whose reports hold the theme."""
    candidates = by_place(snapshot, asked.terms, _with_cities(snapshot, EVERYWHERE))
    said = saying(snapshot, asked, candidates, strict=True)
    cities = [snapshot.passages[c.row].city or "" for c in said]
    return [city for city in cities if city not in asked.cities]


def _agenda(snapshot: Snapshot, scope: Scope, message: str) -> Found | None:
    """What a report says of its own headline: its counted list, or the paragraphs nearest to it.

    None where no report is in the scope.
    """
    section = next(snapshot.sections(scope), None)
    if section is None:
        return None
    passages = [snapshot.passages[row] for row in section]
    runs = lists.ordered(passages)
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


def _short(asked: Question) -> str:
    return re.sub(r"\s+", " ", asked.theme).strip()[:20]
