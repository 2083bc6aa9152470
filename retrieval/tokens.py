"""Tokens: jieba's words, character bigrams and single characters, in one stream."""

import math
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import jieba
from platformdirs import user_cache_path

from corpus.headline import is_name

jieba.setLogLevel(60)

_RUN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+|[^\W㐀-鿿豈-﫿\U00020000-\U0003ffff_]+")


# What the absence of a word or bigram says that the language does not know either.
UNKNOWN_RARITY = 0.25
# What the absence of a verb or an adjective says.
LIGHT_RARITY = 0.2
MAX_NAME = 10
# Themes whose words are remembered.
KNOWN_THEMES = 1024


@cache
def question_words() -> frozenset[str]:
    """Words that make a sentence a question or a request and say nothing of what is asked."""
    text = (files("retrieval") / "data" / "question_words.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


@cache
def _tagged() -> dict[str, frozenset[str]]:
    """The words of jieba's dictionary by what their tags tell: `place`, `person`, `light`.

    Places and people are proper names; light words are all but nouns: a text may well answer a
    question without the very verb or adjective it is asked with.
    """
    found: dict[str, set[str]] = {"place": set(), "person": set(), "light": set()}
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode().split()
            kind = _kind(word, tag)
            if kind:
                found[kind].add(word)
    return {kind: frozenset(words) for kind, words in found.items()}


def _kind(word: str, tag: str) -> str | None:
    if len(word) < 2:
        return None
    if tag == "ns":
        return "place"
    if tag.startswith("nr") and len(word) == 3:
        return "person"
    return None if tag[0] in "nijste" or tag == "vn" else "light"


@cache
def _dictionary() -> jieba.Tokenizer:
    """Jieba with its dictionary as it comes; loading it holds up every thread for half a second."""
    dictionary = jieba.Tokenizer()
    dictionary.tmp_dir = _cache_folder()
    dictionary.initialize()
    return dictionary


class Tokenizer:
    """Cuts folded text into tokens, with the corpus's own words known to jieba.

    A token is a Chinese word of two characters or more, a run of letters or digits, a single
    Chinese character, or a character bigram (written `前|后`). Words alone lose what jieba cuts
    otherwise in the question than in the text; bigrams alone lose whole words.
    """

    def __init__(self) -> None:
        """Begin with jieba's own dictionary."""
        self._names: frozenset[str] = frozenset()
        # Not an lru_cache on the method: it would hold on to every tokenizer there ever was.
        self._themes: dict[str, tuple[str, ...]] = {}
        dictionary = _dictionary()
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ, self._jieba.total = dict(dictionary.FREQ), dictionary.total
        self._jieba.initialized = True

    def __getstate__(self) -> tuple[frozenset[str], dict[str, int], int]:
        """What differs from jieba's own dictionary, which every process has."""
        own = _dictionary().FREQ
        learnt = {word: n for word, n in self._jieba.FREQ.items() if own.get(word) != n}
        return self._names, learnt, self._jieba.total

    def __setstate__(self, state: tuple[frozenset[str], dict[str, int], int]) -> None:
        self.__init__()  # type: ignore[misc]
        self._names, learnt, self._jieba.total = state
        self._jieba.FREQ.update(learnt)

    def learn(self, words: Iterable[str]) -> None:
        """Keep these normalised words of the corpus whole from now on, above all in questions."""
        self._names = frozenset(words)
        for word in self._names:
            self._jieba.add_word(word)

    def rarity(self, word: str) -> float:
        """How telling a word is that the corpus lacks, from 0.2 to 1, by its frequency in jieba's
        dictionary: a text may well answer without 方向, but not without 航班."""
        frequency = self._jieba.FREQ.get(word, 0)
        if not frequency:
            return UNKNOWN_RARITY
        if word in _tagged()["light"]:
            return LIGHT_RARITY
        return min(1.0, max(0.3, (math.log(self._jieba.total / frequency) - 5) / 9))

    def knows(self, word: str) -> bool:
        """Whether the dictionary holds this folded word."""
        return bool(self._jieba.FREQ.get(word))

    def is_place(self, word: str) -> bool:
        """Whether the dictionary has this folded word as the name of a place."""
        return word in _tagged()["place"]

    def tokens(self, folded: str) -> list[str]:
        """The tokens of a passage."""
        return [*self._words(folded), *_grams(folded)]

    def question_tokens(self, folded: str) -> list[str]:
        """The tokens of a question, its question words and lone digits and letters left out."""
        tokens = self.tokens(self.without_question_words(folded))
        return [token for token in tokens if len(token) > 1 or not token.isascii()]

    def content_words(self, theme: str) -> tuple[str, ...]:
        """The words of a theme, one after another; single characters only where it has no other."""
        if theme not in self._themes:
            if len(self._themes) >= KNOWN_THEMES:
                self._themes.clear()
            self._themes[theme] = self._content_words(theme)
        return self._themes[theme]

    def _content_words(self, theme: str) -> tuple[str, ...]:
        words = tuple(word for word in self._cut(theme) if _RUN.search(word))
        return tuple(word for word in words if len(word) > 1) or words

    def places_in(self, folded: str) -> list[str]:
        """The words that the language's dictionary has as names of places."""
        return [word for word in self._jieba.cut_for_search(folded) if word in _tagged()["place"]]

    def people_in(self, folded: str) -> list[str]:
        """The words that the language's dictionary has as full names of people."""
        words = (word for word in self._jieba.cut(folded) if word in _tagged()["person"])
        return [word for word in words if is_name(word)]

    def without_question_words(self, folded: str) -> str:
        """The question with a blank for each question word, so that no token spans one."""
        dropped = question_words()
        return "".join(" " if word in dropped else word for word in self._cut(folded))

    def _cut(self, folded: str) -> Iterator[str]:
        """jieba's words, but for the corpus's own names, the longest of which are taken first."""
        start = end = 0
        while end < len(folded):
            sizes = range(min(MAX_NAME, len(folded) - end), 1, -1)
            size = next((n for n in sizes if folded[end : end + n] in self._names), 0)
            if size:
                yield from self._jieba.cut(folded[start:end])
                yield folded[end : end + size]
                start = end + size
            end += size or 1
        yield from self._jieba.cut(folded[start:])

    def _words(self, folded: str) -> Iterator[str]:
        cut = self._jieba.lcut_for_search(folded)
        return (word for word in cut if len(word) > 1 and _is_chinese(word))


def _grams(folded: str) -> Iterator[str]:
    for run in _RUN.findall(folded):
        if _is_chinese(run):
            yield from run
            yield from (f"{first}|{second}" for first, second in pairwise(run))
        else:
            yield run


def _is_chinese(word: str) -> bool:
    return word[0] >= "㐀" and _RUN.match(word) is not None


def _cache_folder() -> str:
    """Where jieba keeps its dictionary compiled; a read-only home is no reason to fail."""
    folder: Path = user_cache_path("wencheng")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return tempfile.gettempdir()
    return str(folder)
