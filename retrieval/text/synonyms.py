"""Synonyms: other words for those of a question, from groups of words that mean the same."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from retrieval.text.fold import normal

_FILE = Path(__file__).parents[1] / "data" / "synonyms.txt"
# Words of a question that are one word of a group together: 不发 工钱.
_TOGETHER = 4

Groups = Sequence[Sequence[str]]


def read(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The groups of a file, one a line; `#` starts a comment."""
    for line in lines:
        if words := line.partition("#")[0].split():
            yield tuple(words)


def own(lines: Iterable[str]) -> "Synonyms":
    """Those of a library, which people write as they like."""
    return Synonyms([[*map(normal, group)] for group in read(lines)])


@cache
def general() -> "Synonyms":
    """Those of public life that come with the program."""
    return Synonyms(tuple(read(_FILE.read_text("utf-8").splitlines())))


class Synonyms:
    """Groups of normalised words, looked up by any of them."""

    def __init__(self, groups: Groups) -> None:
        self._groups: dict[str, list[Sequence[str]]] = {}
        for group in groups:
            for word in group:
                self._groups.setdefault(word, []).append(group)
        self._begins = {word[:1] for word in self._groups}

    def of(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each word of a normalised text cut into `words`, or several of them together, with each
        other word for it; a single character stands in too many words to be looked for."""
        for start, first in enumerate(words):
            if first[:1] not in self._begins:
                continue
            word = ""
            for piece in words[start : start + _TOGETHER]:
                word += piece
                if groups := self._groups.get(word):
                    others = dict.fromkeys(chain.from_iterable(groups))
                    yield from ((word, o) for o in others if o != word and len(o) > 1)
