"""The theme of a question in the words that people typed, as messages name it."""

import re
from collections.abc import Sequence

from corpus.section import Span
from retrieval.answering.asked.question import Question
from retrieval.text.fold import fold, normal
from retrieval.text.phrases import pattern

# So much may stand between words of a theme that are quoted as one piece: 职工生病了互相帮一把.
BETWEEN = 2
LONGEST = 16
# A piece is quoted that holds this share of the theme's characters: less is not what was asked.
MOST = 0.5

_ASKS = pattern(r"<asking>|几")
# 家企业 of 多少家企业, 那辆车: a measure is not quoted without its number.
_MEASURED = pattern(r"(?:(?<=几)|(?<=多少)|[这那])(?:<measure>|<units>)(?=\w{2})", needs="几多这那")


def quoted(asked: Question) -> str:
    """The longest piece of the question that is theme, in quotation marks; "" where there is none
    that says what was asked, and is short."""
    typed, written = asked.text, normal(asked.text)
    runs = [run for run in re.split(r"[\W_]+", asked.theme) if run]
    least = max(2, MOST * sum(map(len, runs)))
    for text, folded in ((typed, fold(typed)), (written, written)):
        pieces = (_bare(folded, *piece) for piece in _pieces(folded, runs))
        start, end = max(pieces, key=lambda piece: piece[1] - piece[0], default=(0, 0))
        if least <= end - start <= LONGEST and not _ASKS.search(folded[start:end]):
            return f"“{text[start:end]}”"
    return ""


def _pieces(text: str, runs: Sequence[str]) -> list[Span]:
    """Where the runs of a theme stand in a text, those together that little stands between."""
    pieces: list[Span] = []
    end = 0
    for run in runs:
        if (start := text.find(run, end)) < 0:
            continue
        end = start + len(run)
        if pieces and _is_joined(text[pieces[-1][1] : start]):
            start = pieces.pop()[0]
        pieces.append((start, end))
    return pieces


def _is_joined(between: str) -> bool:
    return len(between) <= BETWEEN and between.isalnum() and not _ASKS.search(between)


def _bare(text: str, start: int, end: int) -> Span:
    """A piece of a text without a measure that it begins with."""
    measured = _MEASURED.match(text, start)
    return (measured.end() if measured else start), end
