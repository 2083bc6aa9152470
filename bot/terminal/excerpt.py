"""A long passage cut to the sentences around the words that matter."""

from corpus.section import Span
from retrieval.answering.clauses import spans_of
from retrieval.text.fold import sentences

# Code points: four lines at eighty columns.
LONG = 160


def excerpt(text: str, span: Span) -> Span:
    """The part of `text` to show: all of it where it is no longer than `LONG`.

    Otherwise the whole sentences that hold `span` (code points), and while there is room those
    after them, then those before.
    """
    if len(text) <= LONG:
        return 0, len(text)
    parts = list(spans_of(sentences(text)))
    held = [n for n, (start, end) in enumerate(parts) if start < span[1] and span[0] < end] or [0]
    start, end = parts[held[0]][0], parts[held[-1]][1]
    for _, further in parts[held[-1] + 1 :]:
        end = further if further - start <= LONG else end
    for earlier, _ in reversed(parts[: held[0]]):
        start = earlier if end - earlier <= LONG else start
    return start, end
