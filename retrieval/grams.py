"""Tokens that need no dictionary: single Chinese characters, pairs of them, and runs of letters or
digits, of one text as strings and of many as keys."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval import keys
from retrieval.patterns import lazy
from retrieval.segmenter import runs

_HAN = r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]"
# Not `[^\W_…]+`, which takes three times as long to compile.
RUN = lazy(rf"({_HAN}+)|(?:(?!{_HAN}|_)\w)+")
_FIRST_CHINESE = ord("㐀")
_CODES = 0x110000

# Where tokens begin in a text, and their keys.
Placed = tuple[NDArray[np.intp], keys.Keys]


def is_chinese(word: str) -> bool:
    """Whether a word is of Chinese characters, or of others as far up in Unicode, as Korean is."""
    return word[0] >= "㐀" and RUN.match(word) is not None


def grams(folded: str) -> Iterator[str]:
    """The tokens of a text; a pair is written `前|后`."""
    for match in RUN.finditer(folded):
        if is_chinese(match[0]):
            yield from match[0]
            yield from (f"{first}|{second}" for first, second in pairwise(match[0]))
        else:
            yield match[0]


def gram_keys(codes: keys.Codes) -> tuple[Placed, Placed, Placed]:
    """The characters, the pairs and the runs of a text: what `grams` gives, in another order."""
    kinds = _kinds(codes)
    starts, stops = runs(kinds == 2)
    foreign = codes[starts] >= _FIRST_CHINESE
    for start, stop in zip(starts[foreign], stops[foreign], strict=True):
        kinds[start:stop] = 3
    starts, stops = starts[~foreign], stops[~foreign]
    chinese = kinds % 2 == 1
    single = np.flatnonzero(chinese)
    double = np.flatnonzero(chinese[:-1] & (kinds[1:] == kinds[:-1]))
    wide, base = codes.astype(np.uint64) + np.uint64(1), np.uint64(keys.BASE)
    between = wide * base + np.uint64(ord("|") + 1)
    pairs = between[double] * base + wide[double + 1]
    return (single, wide[single]), (double, pairs), (starts, keys.spans(codes, starts, stops))


def _kinds(codes: keys.Codes) -> NDArray[np.uint8]:
    """1 for each Chinese character, 2 for each other letter or digit, 0 for the rest."""
    held = np.zeros(_CODES, np.bool_)
    held[codes] = True
    kinds = np.zeros(_CODES, np.uint8)
    for code in np.flatnonzero(held).tolist():
        kinds[code] = _kind(chr(code))
    return kinds[codes]


@cache
def _kind(character: str) -> int:
    match = RUN.match(character)
    return 0 if match is None else 1 if match[1] else 2
