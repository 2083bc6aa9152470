"""Tokens: jieba's words, character bigrams and single characters, in one stream."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import jieba
from platformdirs import user_cache_path

jieba.setLogLevel(60)

_RUN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+|[^\W㐀-鿿豈-﫿\U00020000-\U0003ffff_]+")


@cache
def question_words() -> frozenset[str]:
    """Words that make a sentence a question or a request and say nothing of what is asked."""
    text = (files("retrieval") / "data" / "question_words.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


class Tokenizer:
    """Cuts folded text into tokens, with the corpus's own words known to jieba.

    A token is a Chinese word of two characters or more, a run of letters or digits, a single
    Chinese character, or a character bigram (written `前|后`). Words alone lose what jieba cuts
    otherwise in the question than in the text; bigrams alone lose whole words.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        """`words`: folded words of the corpus that jieba should keep whole."""
        self._jieba = jieba.Tokenizer()
        self._jieba.tmp_dir = _cache_folder()
        self._jieba.initialize()
        for word in words:
            self._jieba.add_word(word)

    def cut(self, folded: str) -> list[str]:
        """jieba's words, one after another, punctuation left out."""
        return [word for word in self._jieba.lcut(folded) if _RUN.search(word)]

    def tokens(self, folded: str) -> list[str]:
        """The tokens of a passage."""
        return list(self._tokens(folded, frozenset()))

    def question_tokens(self, folded: str) -> list[str]:
        """The tokens of a question, its question words left out."""
        return list(self._tokens(folded, question_words()))

    def _tokens(self, folded: str, dropped: frozenset[str]) -> Iterator[str]:
        for word in self._jieba.lcut_for_search(folded):
            if len(word) > 1 and word not in dropped and _is_chinese(word):
                yield word
        for run in _RUN.findall(folded):
            yield from _grams(run, dropped) if _is_chinese(run) else (run,)


def _grams(run: str, dropped: frozenset[str]) -> Iterator[str]:
    yield from (character for character in run if character not in dropped)
    for first, second in pairwise(run):
        if first + second not in dropped and not (first in dropped and second in dropped):
            yield f"{first}|{second}"


def _is_chinese(word: str) -> bool:
    return word[0] >= "㐀" and _RUN.match(word) is not None


def _cache_folder() -> str:
    folder: Path = user_cache_path("wencheng")
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)
