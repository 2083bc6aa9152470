"""How well one block reads behind another: the log-odds of a join, from what stands at its edges.

The features of a pair of blocks are weighed by a logistic regression fitted on synthetic pages
(`python -m corpus.measure.fitting`); less the log-odds of a pair at random, its sum is a
log-likelihood ratio.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from corpus.stitching.weights import weights
from corpus.stitching.words import WordModel, ngrams

Features = dict[str, float]

EDGE = 5
MAX_GAIN = 14.0

_OPEN, _CLOSE = "（《“‘「『【〈〔([{〖", "）》”’」』】〉〕)]}〗"
_CLASSES = {
    "stop": "。！？!?…",
    "comma": "，、；,;",
    "colon": "：:",
    "open": _OPEN,
    "close": _CLOSE,
    "unit": "年月日时分秒个名人元岁次件项条家亿万千百余多届期度％%",
}
_CLASS_OF = {char: name for name, chars in _CLASSES.items() for char in chars}
_HAN = "[\u3400-\u9fff]"
_HAN_END = re.compile(f"{_HAN}{{1,{EDGE}}}$")
_HAN_START = re.compile(f"{_HAN}{{1,{EDGE}}}")
_HAN_PAIRS = re.compile(f"(?=({_HAN}{{2}}))")


def end_class(text: str) -> str:
    """The class of a block's last character; a stop inside closing marks is a stop."""
    bare = text.rstrip(_CLOSE + "\"'")
    if bare and bare[-1] in _CLASSES["stop"] and len(text) - len(bare) <= 3:
        return "stop"
    name = _class(text[-1])
    return "han" if name == "unit" else name


def start_class(text: str) -> str:
    """The class of a block's first character."""
    return _class(text[0])


def _class(char: str) -> str:
    if char in _CLASS_OF:
        return _CLASS_OF[char]
    if char.isdigit():
        return "digit"
    if char.isascii() and char.isalpha():
        return "latin"
    return "han" if char.isalpha() else "other"


def loose_brackets(text: str) -> tuple[str, str]:
    """The closing marks a block does not open, and the opening marks it does not close."""
    closing, opening = "", ""
    for char in text:
        if char in _OPEN:
            opening += char
        elif char in _CLOSE:
            mate = opening.rfind(_OPEN[_CLOSE.index(char)])
            if mate >= 0:
                opening = opening[:mate]
            elif not opening:
                closing += char
    return closing, opening


class Joins:
    """The joins between the blocks of one page, head lines among them, by their numbers.

    `known` are texts whose wording counts as familiar beside the page's own: the library's.
    """

    def __init__(self, blocks: Sequence[str], words: WordModel, known: Sequence[str] = ()) -> None:
        self._blocks = blocks
        self._words = words
        self._counts = ngrams((*blocks, *known), 4)
        self._total = sum(map(len, (*blocks, *known)))
        self._ends = [end_class(block) for block in blocks]
        self._starts = [start_class(block) for block in blocks]
        self._brackets = [loose_brackets(block) for block in blocks]
        self._pairs = [set(_HAN_PAIRS.findall(block)) for block in blocks]
        self._spread = Counter(pair for pairs in self._pairs for pair in pairs)
        self._scores: dict[tuple[int, int, int], float] = {}
        self._reports: dict[tuple[int, int], float] = {}

    def score(self, head: int, a: int, b: int) -> float:
        """The log-likelihood ratio of block b following block a to its standing anywhere.

        `head` is the head line of the report of block a; the report's first block stands behind it.
        """
        if (head, a, b) not in self._scores:
            fitted, features = weights().joins, self.features(head, a, b)
            known = (fitted.get(name, 0.0) * value for name, value in features.items())
            self._scores[head, a, b] = fitted["bias"] + sum(known)
        return self._scores[head, a, b]

    def features(self, head: int, a: int, b: int) -> Features:
        """What speaks for and against block b following block a, by name."""
        return {
            f"{self._ends[a]}>{self._starts[b]}": 1.0,
            "topic": self._topic(self._pairs[a], b),
            "report": 0.0 if a == head + 1 else self._report(head, b),
            **self._opening(a, b),
            **self._brackets_met(a, b),
            **self._wording(a, b),
        }

    def _opening(self, a: int, b: int) -> Features:
        """The first character: which ones open a sentence, and which ones go on with one."""
        char = self._blocks[b][0]
        return {f"{self._ends[a]}:{char}": 1.0} if self._starts[b] in ("han", "unit") else {}

    def _brackets_met(self, a: int, b: int) -> Features:
        opening, closing = self._brackets[a][1], self._brackets[b][0]
        features = {}
        if opening:
            met = closing[:1] == _CLOSE[_OPEN.index(opening[-1])]
            features["bracket met" if met else "bracket open"] = 1.0
        elif closing:
            features["bracket stray"] = 1.0
        if self._blocks[a].count('"') % 2:
            features["quote met" if self._blocks[b].count('"') % 2 else "quote open"] = 1.0
        return features

    def _wording(self, a: int, b: int) -> Features:
        """Whether a word, or a string the page knows, runs over the edge."""
        if self._ends[a] == "stop":
            return {}
        left, right = self._blocks[a], self._blocks[b]
        expected = self._counts[left[-1]] * self._counts[right[0]] / self._total
        features = {
            "known 2": math.log((self._counts[left[-1] + right[0]] + 0.3) / (expected + 0.3))
        }
        features["known 3"] = self._known(left, right, ((2, 1), (1, 2)))
        features["known 4"] = self._known(left, right, ((2, 2), (3, 1), (1, 3)))
        tail, head = _HAN_END.search(left), _HAN_START.match(right)
        if tail and head:
            gain = self._words.gain(tail[0], head[0])
            features["word"] = min(gain, MAX_GAIN) / 5
            features["no word"] = float(gain < 0.01)
        return features

    def _known(self, left: str, right: str, sizes: Sequence[tuple[int, int]]) -> float:
        strings = (left[-m:] + right[:n] for m, n in sizes if len(left) >= m and len(right) >= n)
        return float(sum(self._counts[string] > 0 for string in strings))

    def _report(self, head: int, b: int) -> float:
        """The topic shared with the report's head line and first block."""
        if (head, b) not in self._reports:
            pairs = self._pairs[head] | self._pairs[head + 1]
            self._reports[head, b] = self._topic(pairs, b)
        return self._reports[head, b]

    def _topic(self, pairs: set[str], b: int) -> float:
        """Rare pairs of characters shared, weighed by rarity on the page and damped by length."""
        rare = max(4.0, len(self._blocks) / 8)
        shared = pairs & self._pairs[b]
        weight = math.fsum(  # to the bit, in whatever order the pairs come
            math.log(len(self._blocks) / self._spread[pair])
            for pair in shared
            if self._spread[pair] <= rare
        )
        return weight / math.sqrt(10 + min(len(pairs), len(self._pairs[b])))
