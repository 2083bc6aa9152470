"""Strangers: places and people in a question of whom the library has no report."""

from functools import cache

from corpus import places
from retrieval.index.store import EVERYWHERE
from retrieval.snapshot import Snapshot
from retrieval.text.fold import normal
from retrieval.text.phrases import pattern, words

# So many passages are looked at for a name in a headline: by hand, more than have it by chance.
LOOKED_AT = 5
# 一棵树 is no place, and 那本书 nobody, though the dictionary takes them for such.
_COUNT = pattern(r"[一两二三四五六七八九十几那](?:<units>|<measure>|阵)")


def outside(snapshot: Snapshot, asked: str) -> tuple[str, ...]:
    """Places that everybody knows, of which the library has no report, and which texts name."""
    provinces = [place for place in places.groups()["provinces"] if place in asked]
    named = [*provinces, *snapshot.lexicon.known_places_in(asked)]
    return tuple(place for place in named if snapshot.index.holds(place))


def of(snapshot: Snapshot, asked: str) -> tuple[str, ...]:
    """Places and people that the language knows, and a library of places does not."""
    if not snapshot.cities:
        return ()
    known = snapshot.lexicon.known_places_in(asked)
    names = snapshot.tokenizer.places_in(asked) + snapshot.tokenizer.people_in(asked) + known
    new = [name for name in dict.fromkeys(names) if name not in _no_names()]
    counted = (name for name in new if not _COUNT.match(name))
    absent = [n for n in counted if not snapshot.index.holds(n) and not _in_a_headline(snapshot, n)]
    return tuple(w for w in absent if not any(w in other and w != other for other in absent))


def _in_a_headline(snapshot: Snapshot, name: str) -> bool:
    """Whether one of the best passages has the name in its attribution: it is of a report there."""
    best = snapshot.store.top(snapshot.index.terms(name).terms, EVERYWHERE, LOOKED_AT)
    return any(name in normal(snapshot.index.head(row)) for row, _ in best)


@cache
def _no_names() -> frozenset[str]:
    return frozenset((*words("frame"), *words("no_places")))
