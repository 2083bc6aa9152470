"""Tokens: jieba's words, character bigrams and single characters, in one stream."""

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.storage import keys
from retrieval.text.dictionary import FIRST_CHARACTER, Dictionary
from retrieval.text.fold import lazy
from retrieval.text.segmenter import Segmenter, runs

_HAN = r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]"
# Not `[^\W_…]+`, which takes three times as long to compile.
RUN = lazy(rf"({_HAN}+)|(?:(?!{_HAN}|_)\w)+")
FIRST_CHINESE = "㐀"
_CODES = 0x110000

# Where tokens begin in a text, and their keys.
Placed = tuple[NDArray[np.intp], keys.Keys]


def is_chinese(word: str) -> bool:
    """Whether a word is of Chinese characters, or of others as far up in Unicode, as Korean is."""
    return word[0] >= FIRST_CHINESE and RUN.match(word) is not None


def grams(folded: str) -> list[str]:
    """The tokens of a text; a pair is written `前|后`."""
    found: list[str] = []
    for match in RUN.finditer(folded):
        run = match[0]
        if run[0] >= FIRST_CHINESE:
            found += run
            found += [f"{first}|{second}" for first, second in pairwise(run)]
        else:
            found.append(run)
    return found


def gram_keys(codes: keys.Codes) -> tuple[Placed, Placed, Placed]:
    """The characters, the pairs and the runs of a text: what `grams` gives, in another order."""
    kinds = _kinds(codes)
    starts, stops = runs(kinds == 2)
    foreign = codes[starts] >= ord(FIRST_CHINESE)
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


# By hand, in shares of what the absence of a rare noun says: what the absence of a word or bigram
# says that the language does not know either.
UNKNOWN_RARITY = 0.25
# What the absence of a verb or an adjective says.
LIGHT_RARITY = 0.2
MAX_NAME = 10
# Texts whose words are remembered: questions, and their themes.
KNOWN_CUTS = 1024
# Words whose rarity is remembered.
KNOWN_WORDS = 16384

NO_NAMES: keys.Keys = np.empty(0, np.uint64)


@cache
def question_words() -> frozenset[str]:
    """Words that make a sentence a question or a request and say nothing of what is asked."""
    text = (Path(__file__).parents[1] / "data" / "question_words.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


class Tokenizer:
    """Cuts folded text into tokens, with the corpus's own words known to jieba.

    A token is a Chinese word of two characters or more, a run of letters or digits, a single
    Chinese character, or a character bigram (written `前|后`). Words alone lose what jieba cuts
    otherwise in the question than in the text; bigrams alone lose whole words.
    """

    def __init__(self, dictionary: Dictionary, names: keys.Keys = NO_NAMES) -> None:
        """Cut with the words of `dictionary`.

        Args:
            dictionary: jieba's.
            names: the keys of the corpus's own names and slogans, sorted: kept whole in questions.
        """
        self._dictionary = dictionary
        self._segmenter = Segmenter(dictionary)
        self._names = names
        # Not an lru_cache on the method: it would hold on to every tokenizer there ever was.
        self._cuts: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._rarity = lru_cache(KNOWN_WORDS)(self._rarity_of)

    def with_names(self, names: keys.Keys) -> "Tokenizer":
        """One of the same dictionary with other names."""
        return Tokenizer(self._dictionary, names)

    def rarity(self, word: str) -> float:
        """How telling a word is that the corpus lacks, from 0.2 to 1, by its frequency in jieba's
        dictionary: a text may well answer without 方向, but not without 航班."""
        return self._rarity(word)

    def _rarity_of(self, word: str) -> float:
        if keys.is_member(self._names, keys.key(word)):
            return 1.0
        log = self._dictionary.log(word)
        if log == -math.inf:
            return UNKNOWN_RARITY
        if self._dictionary.is_light(word):
            return LIGHT_RARITY
        return min(1.0, max(0.3, (-log - 5) / 9))

    def tokens(self, folded: str) -> list[str]:
        """The tokens of a passage."""
        return [*self._words(folded), *grams(folded)]

    def question_tokens(self, folded: str) -> list[str]:
        """The tokens of a question, its question words and lone digits and letters left out.

        The corpus's own names and slogans are among them, whole.
        """
        asked = self.without_question_words(folded)
        tokens = self.tokens(asked)
        tokens += [name for name in self._known(asked)[1] if name not in tokens]
        return [token for token in tokens if len(token) > 1 or not token.isascii()]

    def content_words(self, theme: str) -> tuple[str, ...]:
        """The words of a theme, one after another; single characters only where it has no other."""
        words = tuple(word for word in self._cut(theme) if RUN.search(word))
        return tuple(word for word in words if len(word) > 1) or words

    def knows(self, word: str) -> bool:
        """Whether the language's dictionary has a word."""
        return self._dictionary.knows(word)

    def homophones(self, character: str) -> list[str]:
        """The other characters that are read alike."""
        return self._dictionary.homophones(character)

    def places_in(self, folded: str) -> list[str]:
        """The words that the language's dictionary has as names of places."""
        words = self._segmenter.cut_for_search(folded)
        return [word for word in words if len(word) > 1 and self._dictionary.is_place(word)]

    def people_in(self, folded: str) -> list[str]:
        """The words that the language's dictionary has as full names of people."""
        words = self._segmenter.cut(folded)
        return [word for word in words if len(word) > 1 and self._dictionary.is_person(word)]

    def words(self, folded: str) -> list[str]:
        """The words of a text, one after another, and what is between them."""
        return [*self._cut(folded)]

    def without_question_words(self, folded: str) -> str:
        """The question with a blank for each question word, so that no token spans one."""
        dropped = question_words()
        return "".join(" " if word in dropped else word for word in self._cut(folded))

    def stream(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], keys.Keys]:
        """The tokens of many passages at once, in no order: for each, the number of its text and
        its key, both of shape (tokens,). They are those that `tokens` gives."""
        codes = keys.codes("\0".join(texts))
        sizes = np.fromiter(map(len, texts), np.intp, len(texts)) + 1
        owners = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
        parts = (self._word_keys(codes), *gram_keys(codes))
        starts, found = (np.concatenate(part) for part in zip(*parts, strict=True))
        return owners[starts], found

    def tokens_of(self, texts: Sequence[str]) -> list[list[str]]:
        """The tokens of each of many passages, in no order; they are those that `tokens` gives."""
        joined = "\0".join(texts)
        starts, stops = self._word_spans(keys.codes(joined))
        words = [joined[start:stop] for start, stop in zip(starts, stops, strict=True)]
        order = np.argsort(starts, kind="stable")
        ends = np.cumsum(np.fromiter(map(len, texts), np.intp, len(texts)) + 1)
        bounds = np.searchsorted(starts[order], [0, *ends]).tolist()
        return [
            [*(words[place] for place in order[first:last]), *grams(text)]
            for text, (first, last) in zip(texts, pairwise(bounds), strict=True)
        ]

    def _word_keys(self, codes: keys.Codes) -> Placed:
        starts, stops = self._word_spans(codes)
        return starts, keys.spans(codes, starts, stops)

    def _word_spans(self, codes: keys.Codes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where the words of two characters and more begin and end."""
        cut = self._segmenter.cut_codes(codes)
        pairs, triples = cut.within(2), cut.within(3)
        starts = np.concatenate((cut.starts, pairs, triples))
        stops = np.concatenate((cut.stops, pairs + 2, triples + 3))
        wanted = (stops - starts > 1) & (codes[starts] >= FIRST_CHARACTER)
        return starts[wanted], stops[wanted]

    def _cut(self, folded: str) -> tuple[str, ...]:
        """jieba's words, but for the corpus's own names, the longest of which are taken first."""
        return self._known(folded)[0]

    def _known(self, folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words of a text, and those that are the corpus's own names.

        A question and its theme are cut once; what was cut last is remembered.
        """
        found = self._cuts.get(folded)
        if found is None:
            if len(self._cuts) >= KNOWN_CUTS:
                self._cuts.clear()
            found = self._cuts[folded] = self._cut_anew(folded)
        return found

    def _cut_anew(self, folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        words: list[str] = []
        names: list[str] = []
        start = 0
        for at, end in self._named(folded):
            names.append(folded[at:end])
            words += (*self._segmenter.cut(folded[start:at]), names[-1])
            start = end
        words += self._segmenter.cut(folded[start:])
        return tuple(words), tuple(names)

    def _named(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where the corpus's own names stand, one after another, the longest first."""
        end = 0
        for at, stop in keys.among(self._names, folded, 2, MAX_NAME):
            if at >= end:
                yield at, stop
                end = stop

    def _words(self, folded: str) -> Iterator[str]:
        cut = self._segmenter.cut_for_search(folded)
        return (word for word in cut if len(word) > 1 and is_chinese(word))
