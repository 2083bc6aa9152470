"""The lead: the words of the passages that answer, verbatim, with which an answer begins."""

from collections.abc import Iterator, Mapping, Sequence

from corpus.section import Span
from retrieval.answer import Quote
from retrieval.answering.question import Question
from retrieval.answering.rank import weigh
from retrieval.index.store import Term
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold, lazy, normal, sentences

MOST = 120
"""The characters of a lead that is no list."""

_CLAUSE = lazy(r"[^，,、：:。！？!?；;\n]*[，,、：:。！？!?；;\n”’」』）)》\]]*")


def lead(
    snapshot: Snapshot, asked: Question, rows: Sequence[int], marks: Mapping[int, Sequence[str]]
) -> tuple[Quote, ...]:
    """The words that answer: of one passage, or of each of several that belong together.

    Args:
        snapshot: whose passages are quoted.
        asked: the question.
        rows: the passages that answer.
        marks: the words of a list's items in each row; they are its lead where there are any.
    """
    passages = [snapshot.passages[row] for row in rows]
    if any(marks.get(row) for row in rows):
        pairs = zip(passages, rows, strict=True)
        return tuple(quote for p, row in pairs for quote in _items(p, marks.get(row, ())))
    terms = snapshot.index.terms(asked.theme)
    return tuple(_best(passage, terms) for passage in passages)


def _items(passage: Passage, words: Sequence[str]) -> Iterator[Quote]:
    """Where the words of items first stand in a passage."""
    for word in words:
        start = passage.text.find(word)
        if start >= 0:
            yield Quote(passage.id, (start, start + len(word)))


def _best(passage: Passage, terms: Sequence[Term]) -> Quote:
    """The sentence that holds most of the terms' weight, cut at a clause where it is too long."""
    text = passage.text
    spans = list(spans_of(sentences(fold(text))))
    held = [weigh(terms, normal(text[start:end]), "").text for start, end in spans]
    best = spans[held.index(max(held))] if spans else (0, len(text))
    return Quote(passage.id, _cut(text, trimmed(text, best)))


def spans_of(parts: Sequence[str]) -> Iterator[Span]:
    """Where the parts of a text stand in it."""
    start = 0
    for part in parts:
        yield start, start + len(part)
        start += len(part)


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks at its edges."""
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _cut(text: str, span: Span) -> Span:
    """The clauses from the beginning of a span that are no longer than a lead."""
    start, end = span
    if end - start <= MOST:
        return span
    kept = start
    for match in _CLAUSE.finditer(text, start, end):
        if match.end() - start > MOST:
            break
        kept = match.end()
    return start, kept if kept > start else start + MOST
