"""Strangers: places and people in a question of whom the library has no report."""

from collections.abc import Iterator
from functools import cache

from corpus import places
from retrieval.snapshot import Snapshot
from retrieval.text.phrases import words


def outside(snapshot: Snapshot, asked: str) -> tuple[str, ...]:
    """Places that everybody knows, of which the library has no report, and which texts name."""
    named = [place for place in _known_anywhere(snapshot) if place in asked]
    return tuple(place for place in named if snapshot.index.holds(place))


def _known_anywhere(snapshot: Snapshot) -> Iterator[str]:
    """The places that everybody knows: provinces, and cities with short names."""
    yield from places.groups()["provinces"]
    yield from snapshot.lexicon.known_places


def of(snapshot: Snapshot, asked: str) -> tuple[str, ...]:
    """Places and people that the language knows, and a library of places does not."""
    if not snapshot.cities:
        return ()
    known = [place for place in snapshot.lexicon.known_places if place in asked]
    names = snapshot.tokenizer.places_in(asked) + snapshot.tokenizer.people_in(asked) + known
    new = [name for name in dict.fromkeys(names) if name not in _no_names()]
    absent = [name for name in new if not snapshot.index.holds(name)]
    return tuple(w for w in absent if not any(w in other and w != other for other in absent))


@cache
def _no_names() -> frozenset[str]:
    return frozenset((*words("frame"), *words("no_places")))
