"""Keys: 64 bits that stand for a string in the arrays of a compiled snapshot.

A polynomial in an odd base modulo 2^64 (Karp & Rabin, 1987): the key of a string is had from the
key of its beginning, so those of all windows of a text come from a few vector operations.
Two of ten million strings share a key with a chance of three in a million.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Codes = NDArray[np.uint32]
Places = NDArray[np.intp]
Number = TypeVar("Number", bound=np.number[Any])

BASE = 0x9E3779B97F4A7C15
_MASK = 2**64 - 1
_ONE = np.uint64(1)
_INVERSE = pow(BASE, -1, 2**64)
# A question has fewer characters; the powers for so many are raised once.
FEW = 1024
# And no name is longer.
WIDEST = 24


def key(text: str) -> int:
    """The key of one string."""
    found = 0
    for character in text:
        found = (found * BASE + ord(character) + 1) & _MASK
    return found


known = lru_cache(2**14)(key)
"""The same of a token, of which questions share most."""


def keys(texts: Sequence[str]) -> Keys:
    """The keys of strings, shape (len(texts),)."""
    sizes = np.fromiter(map(len, texts), np.intp, len(texts))
    stops = sizes.cumsum()
    return spans(codes("".join(texts)), stops - sizes, stops)


def distinct(held: NDArray[Number]) -> NDArray[Number]:
    """The keys or rows sorted, each once; `np.unique` takes ten times as long."""
    ordered = np.sort(held)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    found: NDArray[Number] = ordered[first]
    return found


def codes(text: str) -> Codes:
    """The code points of a text, lone surrogates too, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def members(sorted_keys: NDArray[Number], wanted: NDArray[Number]) -> NDArray[np.bool_]:
    """Which of the wanted keys are among the sorted ones, in the shape of the wanted."""
    if not len(sorted_keys):
        return np.zeros(wanted.shape, np.bool_)
    places = sorted_keys.searchsorted(wanted)
    found: NDArray[np.bool_] = sorted_keys.take(places, mode="clip") == wanted
    return found


def is_member(sorted_keys: Keys, wanted: int) -> bool:
    """Whether one key is among the sorted ones."""
    place = int(sorted_keys.searchsorted(np.uint64(wanted)))
    return place < len(sorted_keys) and int(sorted_keys[place]) == wanted


def among(sorted_keys: Keys, text: str, shortest: int, longest: int) -> list[tuple[int, int]]:
    """The windows of a text, of such sizes up to `WIDEST`, whose keys are among the sorted ones.

    By where they start, the longest first.
    """
    starts, stops, held = _windows(text, shortest)
    found = members(sorted_keys, held).nonzero()[0]
    if not len(found):
        return []
    spans = zip(starts[found].tolist(), stops[found].tolist(), strict=True)
    return [(start, stop) for start, stop in spans if stop - start <= longest]


@lru_cache(16)
def _windows(text: str, shortest: int) -> tuple[Places, Places, Keys]:
    """The windows of a text up to `WIDEST`: a question's are looked for in several arrays."""
    starts, stops = _places(len(text), shortest)
    return starts, stops, spans(codes(text), starts, stops)


@lru_cache(32)
def _places(length: int, shortest: int) -> tuple[Places, Places]:
    """Where windows of a text of so many codes start and stop."""
    sizes = np.arange(min(WIDEST, length), shortest - 1, -1)
    places = np.arange(length)
    starts, stops = places.repeat(len(sizes)), np.add.outer(places, sizes).ravel()
    inside = stops <= length
    return starts[inside], stops[inside]


def spans(text: Codes, starts: Places, stops: Places) -> Keys:
    """The keys of the parts of a text from `starts` up to `stops`, any of them, shape (n,).

    Taken from sums of (c + 1) · BASE^−(i + 1) up to each code: an odd number has an inverse
    modulo 2^64.
    """
    sums = np.zeros(len(text) + 1, np.uint64)
    sums[1:] = text
    sums[1:] += _ONE
    sums *= _powers(_INVERSE, len(text))
    sums = sums.cumsum()
    parts: Keys = sums.take(stops)
    parts -= sums.take(starts)
    parts *= _powers(BASE, len(text)).take(stops)
    return parts


def _powers(base: int, highest: int) -> Keys:
    """The powers 0, 1, … `highest` of a base, not to be written to."""
    return _few_powers(base)[: highest + 1] if highest < FEW else _raised(base, highest)


@cache
def _few_powers(base: int) -> Keys:
    return _raised(base, FEW)


def _raised(base: int, highest: int) -> Keys:
    factors = np.full(highest + 1, base, np.uint64)
    factors[0] = 1
    return factors.cumprod()
