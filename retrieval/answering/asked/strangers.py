"""Strangers: places and people in a question of whom the library has no report."""

from functools import cache

from corpus import places
from retrieval.snapshot import Snapshot
from retrieval.text.phrases import pattern, words

# 一棵树 is no place, though the dictionary knows one.
_COUNT = pattern(r"[一两二三四五六七八九十几](?:<units>)")


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
    absent = [name for name in counted if not snapshot.index.holds(name)]
    return tuple(w for w in absent if not any(w in other and w != other for other in absent))


@cache
def _no_names() -> frozenset[str]:
    return frozenset((*words("frame"), *words("no_places")))
