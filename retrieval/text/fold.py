"""Text folding: what makes two spellings of the same words meet."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from typing import Any, cast

from opencc import OpenCC

from corpus.numerals import chinese

HAN = r"[^\W\d_a-z]"
"""A Chinese character, in folded text; a range as wide as theirs takes long to compile."""


class _Lazy:
    def __init__(self, pattern: Callable[[], str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._pattern()), name)
        setattr(self, name, found)
        return found


class _Needing(_Lazy):
    def __init__(self, pattern: Callable[[], str], needs: str) -> None:
        super().__init__(pattern)
        self._needs = frozenset(needs)

    def search(self, text: str) -> re.Match[str] | None:
        if self._needs.isdisjoint(text):
            return None
        return self._compiled.search(text)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern())


def lazy(pattern: str | Callable[[], str], needs: str = "") -> re.Pattern[str]:
    """As good as `re.compile(pattern)`, which is done, and the pattern made, when it is needed.

    `needs` are characters of which whatever it finds has one: where a text has none of them, a
    search of it is done without.
    """
    made = pattern if callable(pattern) else lambda: pattern
    return cast("re.Pattern[str]", _Needing(made, needs) if needs else _Lazy(made))


_to_simplified = OpenCC("t2s").convert

_ARABIC = lazy(rf"(?<![\da-z.·])(?<!\d[:、,-])([1-9]\d?)(?={HAN})(?![年月日号时])")
_CHINESE_RUN = lazy(r"[〇零一二三四五六七八九]{3,}")
_TO_ARABIC = str.maketrans("〇零一二三四五六七八九", "00123456789")

_QUOTES = lazy(r"[“”‘’\"'「」『』《》〈〉*]")
_SENTENCE = lazy(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)》]*|[^。！？!?；;\n]+")


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Fold `text` without quotation marks, numerals one way: 10大 as 十大, 一二三四 as 1234.

    Offsets do not survive this; it is for tokens, never for quoting.
    """
    bare = _QUOTES.sub("", fold(text))
    counted = _ARABIC.sub(lambda match: chinese(int(match[1])), bare)
    return _CHINESE_RUN.sub(lambda match: match[0].translate(_TO_ARABIC), counted)


CUT = "\0"
"""What stands between the sentences of a text that is cut."""


def cut(text: str) -> str:
    """The text with a `CUT` between its sentences."""
    return CUT.join(sentences(text))


def sentences(text: str) -> list[str]:
    """Cut `text` after its sentence ends and semicolons; joined, the parts are the text."""
    return _SENTENCE.findall(text)


@cache
def _fold_character(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"  # a lone surrogate has no UTF-8, which OpenCC works in
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


@cache
def _simplify_character(character: str) -> str:
    simplified: str = _to_simplified(character)
    return simplified if len(simplified) == 1 else character
