"""Text folding: what makes two spellings of the same words meet."""

import re
import unicodedata
from collections.abc import Callable, Iterator
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


class Needing(_Lazy):
    """A pattern that finds nothing in a text without any of the characters that it `needs`."""

    def __init__(self, pattern: Callable[[], str], needs: str) -> None:
        super().__init__(pattern)
        self.needs = frozenset(needs)

    def search(self, text: str) -> re.Match[str] | None:
        """See `re.Pattern.search`."""
        return None if self.needs.isdisjoint(text) else self._compiled.search(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """See `re.Pattern.sub`."""
        return text if self.needs.isdisjoint(text) else self._compiled.sub(by, text)

    def findall(self, text: str) -> list[Any]:
        """See `re.Pattern.findall`."""
        return [] if self.needs.isdisjoint(text) else self._compiled.findall(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """See `re.Pattern.finditer`."""
        return iter(()) if self.needs.isdisjoint(text) else self._compiled.finditer(text)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern())


def lazy(pattern: str | Callable[[], str], needs: str = "") -> re.Pattern[str]:
    """As good as `re.compile(pattern)`, which is done, and the pattern made, when it is needed.

    `needs` are characters of which whatever it finds has one: where a text has none of them, it is
    done without, and most questions without compiling most patterns.
    """
    made = pattern if callable(pattern) else lambda: pattern
    return cast("re.Pattern[str]", Needing(made, needs) if needs else _Lazy(made))


_to_simplified = OpenCC("t2s").convert

_ARABIC = lazy(
    rf"(?<![\da-z.·])(?<!\d[:、,-])([1-9]\d?)(?={HAN})(?![年月日号时])", needs="123456789"
)
_CHINESE_RUN = lazy(r"[〇零一二三四五六七八九]{3,}", needs="〇零一二三四五六七八九")
_TO_ARABIC = str.maketrans("〇零一二三四五六七八九", "00123456789")

_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』《》〈〉*")
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
    bare = fold(text).translate(_QUOTES)
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
