"""Text folding and tokens: what makes two spellings of the same words meet."""

import unicodedata
from functools import cache

from opencc import OpenCC

_to_simplified = OpenCC("t2s").convert


def fold(text: str) -> str:
    """Fold `text` for matching: NFKC, simplified characters, lower case.

    The result has as many code points as `text`, so that offsets into one are offsets into the
    other; a character that would fold to several keeps its place unfolded.
    """
    narrow = "".join(map(_fold_character, text))
    simplified: str = _to_simplified(narrow)
    if len(simplified) == len(narrow):
        return simplified
    return "".join(map(_simplify_character, narrow))


@cache
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


@cache
def _simplify_character(character: str) -> str:
    simplified: str = _to_simplified(character)
    return simplified if len(simplified) == 1 else character
