"""Word statistics for judging joins: jieba's dictionary, and what the page itself repeats."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

MAX_WORD = 6
_HAN_START = "\u3400"


@cache
def frequencies() -> dict[str, int]:
    """Words of jieba's dictionary with how often they occurred in the text it was counted on."""
    words, counts, _ = entries()
    return dict(zip(words, counts, strict=True))


@cache
def entries() -> tuple[list[str], list[int], list[str]]:
    """The words of jieba's dictionary, their counts, and what part of speech each is.

    The file is read directly: jieba's own loader takes a second and keeps every prefix as well.
    """
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    text = (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8")
    fields = text.split()
    return fields[0::3], [*map(int, fields[1::3])], fields[2::3]


class WordModel:
    """A unigram word model, and the counts of what a set of texts repeats.

    Log-probabilities are natural. A character the dictionary lacks counts as seen once.
    """

    def __init__(self) -> None:
        self._counts = frequencies()
        self._log_total = math.log(sum(self._counts.values()))

    def log_probability(self, word: str) -> float | None:
        """Of a word; None for a string that is none."""
        count = self._counts.get(word, 0)
        if not count and len(word) > 1:
            return None
        return math.log(count or 1) - self._log_total

    def best(self, text: str) -> float:
        """The log-probability of the likeliest way to part a text into words."""
        best = [0.0]
        for end in range(1, len(text) + 1):
            options = (
                best[start] + p
                for start in range(max(0, end - MAX_WORD), end)
                if (p := self.log_probability(text[start:end])) is not None
            )
            best.append(max(options))
        return best[-1]

    def gain(self, left: str, right: str) -> float:
        """How much likelier two strings are read as one than apart; 0 where no word spans them."""
        return self.best(left + right) - self.best(left) - self.best(right)


def ngrams(texts: Iterable[str], longest: int) -> Counter[str]:
    """How often each string of up to `longest` characters occurs in the texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        for size in range(1, longest + 1):
            counts.update(text[start : start + size] for start in range(len(text) - size + 1))
    return counts
