"""Which places say it: every city whose report holds the theme, and no other."""

from collections.abc import KeysView, Sequence
from itertools import chain

from corpus import places
from retrieval.answering.asked.question import Question, with_theme
from retrieval.index.store import Scope
from retrieval.ranking.evidence import Sought
from retrieval.ranking.rank import Candidate
from retrieval.snapshot import Snapshot
from retrieval.text.fold import lazy

# These shares are set by hand: every city that says it, and no other.
# A theme's rarest word alone will do where it carries this share of the theme's weight.
CORE_SHARE = 0.5
# A theme this short is a name.
NAME = 4
# Words that weigh less than this share of the weightiest say little: 开展, 推进.
WEIGHTY = 0.4
# So much of what the best passage holds of the theme makes another passage say it too.
NEARLY = 0.66
# So many passages of each place are looked at, those that score highest.
OF_EACH = 6
_OR = lazy("或者?")
# What a cluster gives at once; embedded, all are looked at.
FURTHEST = 10_000


def by_place(snapshot: Snapshot, terms: Sought, scope: Scope) -> list[Candidate]:
    """The passages of every place in the scope that hold any of the terms, best first.

    None is cut off before the passages are grouped by their places; of each the first few count.
    """
    depth = min(FURTHEST, len(snapshot.store.rows(scope)))
    kept: dict[str, list[int]] = {}
    for row, _ in snapshot.store.top(terms.terms, scope, depth):
        of_place = kept.setdefault(places.key(snapshot.passages[row].city or ""), [])
        if len(of_place) < OF_EACH:
            of_place.append(row)
    rows = tuple(row for of_place in kept.values() for row in of_place)
    return snapshot.index.rank(terms, Scope(rows=rows), len(rows)) if rows else []


def saying_any(snapshot: Snapshot, asked: Question, scope: Scope) -> list[Candidate]:
    """The best passage of each city that says the theme; of two things joined by 或, either."""
    found = (
        saying(snapshot, one, by_place(snapshot, one.terms, scope))
        for one in _alternatives(snapshot, asked)
    )
    best = sorted(chain.from_iterable(found), key=lambda candidate: -candidate.score)
    return _one_a_city(snapshot, best)


def _alternatives(snapshot: Snapshot, asked: Question) -> list[Question]:
    """The question about one thing and about the other where it joins two by 或, else as it is."""
    match = _OR.search(asked.asked)
    before, after = (
        (asked.asked[: match.start()], asked.asked[match.end() :]) if match else ("", "")
    )
    first = next((word for word in asked.words if before.endswith(word)), None)
    second = next((word for word in asked.words if after.startswith(word)), None)
    if first is None or second is None:
        return [asked]
    without = (asked.theme.replace(word, " ") for word in (second, first))
    return [with_theme(snapshot, asked, theme) for theme in without]


def saying(
    snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate], strict: bool = False
) -> list[Candidate]:
    """The best passage of each city that says the theme, best first.

    A passage says it when it or its attribution holds all the words that the best passage holds,
    or nearly as much of the theme's weight; or where one word outweighs the others together and
    the passage holds this one: 机关扁平化 is also said by 推进“扁平化”管理. A short name has to
    stand there as it is. If `strict`, a passage has to hold every weighty word of the theme.
    """
    held = _held(snapshot, candidates, asked.words)
    if candidates and not any(held.values()):
        asked = _in_pieces(snapshot, asked, candidates)
        held = _held(snapshot, candidates, asked.words)
    words, name = asked.words, asked.theme.strip()
    if not any(held.values()):
        return []
    named = [c for c in candidates if _is_name(words, name) and _holds(snapshot, c, name)]
    weights = asked.weights
    if strict:
        if named:
            return _one_a_city(snapshot, named)
        telling = {*weighty(asked)}
        return _one_a_city(snapshot, [c for c in candidates if held[c.row] >= telling])
    if named:
        return _one_a_city(snapshot, named)
    best = max(held.values(), key=lambda words: sum(weights[word] for word in words))
    weights = {word: weights[word] for word in best}
    core = max(best, key=lambda word: (weights[word], len(word)))
    lone = weights[core] >= CORE_SHARE * sum(weights.values())
    # In offices and credits every word counts: 常务副主席 is no 副主席.
    nearly = NEARLY if candidates[0].evidence.head < candidates[0].evidence.text else 1.0
    least = nearly * candidates[0].evidence.passage
    said = [
        c
        for c in candidates
        if held[c.row] >= best or c.evidence.passage >= least or (lone and core in held[c.row])
    ]
    return _one_a_city(snapshot, said)


def _held(
    snapshot: Snapshot, candidates: Sequence[Candidate], words: Sequence[str]
) -> dict[int, KeysView[str]]:
    """Of each passage, the words that it holds."""
    return {c.row: dict.fromkeys(snapshot.index.held(c.row, words)).keys() for c in candidates}


def _in_pieces(snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]) -> Question:
    """The question by the longest piece of each word that any passage has: 绿道 of 修绿道."""
    texts = [snapshot.index.text(candidate.row) for candidate in candidates]
    new = (word for word in asked.words if not snapshot.tokenizer.knows(word))
    found = [piece for word in new if (piece := _piece(word, texts))]
    return with_theme(snapshot, asked, " ".join(found))


def _piece(word: str, texts: Sequence[str]) -> str | None:
    sizes = range(len(word) - 1, 1, -1)
    pieces = (word[at : at + size] for size in sizes for at in range(len(word) - size, -1, -1))
    return next((piece for piece in pieces if any(piece in text for text in texts)), None)


def weighty(asked: Question) -> list[str]:
    """The words of the theme that say most."""
    least = WEIGHTY * max(asked.weights.values(), default=0.0)
    return [word for word, weight in asked.weights.items() if weight >= least]


def _is_name(words: Sequence[str], theme: str) -> bool:
    return len(theme) <= NAME and len(words) == 1


def _holds(snapshot: Snapshot, candidate: Candidate, name: str) -> bool:
    return bool(snapshot.index.held(candidate.row, [name]))


def _one_a_city(snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first of each place, however its reports spell it."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        city = snapshot.passages[candidate.row].city
        if city is not None:
            best.setdefault(places.key(city), candidate)
    return list(best.values())
