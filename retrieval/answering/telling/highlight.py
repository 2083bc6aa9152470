"""Highlights: the words that make a passage an answer."""

from collections.abc import Iterable, Sequence

from corpus.section import Span
from retrieval.answering.asked.question import Question
from retrieval.text.fold import fold
from retrieval.text.spots import spots

# A word is marked where it weighs at least this share of the theme's weightiest: by hand, as in
# `finding.cities.WEIGHTY`, so that 开展 and 推进 are not.
MARKED_SHARE = 0.4
_DENYING = "不免无没未"


def highlights(asked: Question, text: str, also: Iterable[str] = ()) -> tuple[Span, ...]:
    """The ranges of `text`, in order and apart, that hold the weighty words of a question's theme.

    `also` are further words to mark, as they stand in the text.
    """
    folded = fold(text)
    least = MARKED_SHARE * max(asked.weights.values(), default=0.0)
    marked = [word for word, weight in asked.weights.items() if weight >= least]
    spans = [_widened(span, folded, asked.theme) for span in _places(folded, marked)]
    return merge([*_whole(spans, folded), *_places(folded, map(fold, also))])


def met(asked: Question, text: str) -> tuple[tuple[str, str], ...]:
    """Words of the question, as typed, with the other words or spellings of them in `text`."""
    folded, typed = fold(text), fold(asked.text)
    found: dict[tuple[str, str], None] = {}
    for word, other in (*asked.terms.meanings, *((word, word) for word in asked.words)):
        if (there := folded.find(other)) < 0 or (at := typed.find(word)) < 0:
            continue
        if word == other or word not in folded:
            pair = asked.text[at : at + len(word)], text[there : there + len(other)]
            same = pair[0].casefold() == pair[1].casefold() or _opposed(word, other)
            found |= {} if same else {pair: None}
    return tuple(found)


def _opposed(word: str, other: str) -> bool:
    """Whether words stand for one another only because one denies the other: 收费, 免费."""
    denied = word[0] in _DENYING, other[0] in _DENYING
    return denied[0] != denied[1] and not set(word).isdisjoint(other)


def _places(text: str, words: Iterable[str]) -> list[Span]:
    return [(at, at + len(word)) for word in words for at in spots(text, word)]


def _widened(span: Span, text: str, theme: str) -> Span:
    """The span with its neighbours as far as the theme goes on with them: 休养 to 免费疗休养."""
    start, end = span
    while start and text[start - 1 : end] in theme:
        start -= 1
    while end < len(text) and text[start : end + 1] in theme:
        end += 1
    return start, end


def _whole(spans: Sequence[Span], text: str) -> list[Span]:
    """The spans but for those whose words are only a part of another's."""
    words = {text[start:end] for start, end in spans}
    parts = {word for word in words for other in words if word != other and word in other}
    return [span for span in spans if text[span[0] : span[1]] not in parts]


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same code points as ranges in order, none touching the next."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
