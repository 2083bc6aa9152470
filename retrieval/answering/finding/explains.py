"""What a passage explains: what something is, or why."""

from collections.abc import Callable

from retrieval.answering.asked.question import Question
from retrieval.answering.finding.cities import weighty
from retrieval.answering.lists import lists
from retrieval.ranking.rank import defines
from retrieval.snapshot import Snapshot
from retrieval.text.phrases import pattern

_WHY = pattern("<why>", needs="为什凭啥干怎")
_WHY_ALONE = pattern("(?:<why>)[呢啊呀?？ ]*$", needs="为什凭啥干怎")
_REASON = pattern("<reason>")
_WHAT = pattern("<what>")


def asks_what(asked: Question) -> bool:
    """Whether a question asks what something is."""
    return bool(asked.words) and _WHAT.search(asked.asked) is not None


def saying_what(snapshot: Snapshot, asked: Question) -> Callable[[int], bool]:
    """Tells whether a passage says what a word of the theme is, or counts the things asked for."""
    named = [word for word in weighty(asked) if len(word) > 1]
    counted = lists.counted(asked.theme)

    def says_what(row: int) -> bool:
        text = snapshot.index.text(row)
        for word in named:
            if word in text and defines(text, word):
                return True
        return counted is not None and lists.inside(*counted, snapshot.passages[row].text)

    return says_what


def asks_reason(asked: Question) -> bool:
    """Whether a question asks why."""
    return _WHY.search(asked.asked) is not None


def asks_reason_alone(asked: Question) -> bool:
    """Whether a turn asks why, and nothing else: 为什么？"""
    return _WHY_ALONE.search(asked.asked) is not None


def gives_reason(snapshot: Snapshot, row: int) -> bool:
    """Whether a passage says why in so many words."""
    return _REASON.search(snapshot.index.text(row)) is not None
