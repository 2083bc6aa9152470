"""A citation to copy into a text of one's own: the words, who says them, where and when."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from bot.source import messages
from bot.source.source import is_mended, page_of
from corpus.section import Span
from retrieval.answer import Answer, Hit
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot
from retrieval.text.fold import sentences

# Code points that a citation quotes, where a sentence is not longer than that by itself; and of
# each passage, where several are cited together.
QUOTED = 120
_QUOTED_OF_SEVERAL = 40
# Marks that end a part of a sentence, and no citation.
_CUT = "；;，、 \n"


def citation(snapshot: Snapshot, passage: Passage, words: str) -> str:
    """The words as quoted, speaker, headline, paper and date; it says so where they were mended."""
    held = page_of(snapshot, passage)
    page = held.page if held else None
    date = messages.date(page.date) if page and page.date else ""
    paper = " ".join(filter(None, (page.publication if page else "", date)))
    title = messages.HEADLINE.format(headline=passage.headline) if passage.headline else ""
    source = messages.CITED_JOIN.join(filter(None, (passage.author, title, paper)))
    quotation = messages.CITED.format(text=words)
    if is_mended(held, passage):
        quotation += messages.MENDED
    return f"{quotation}{messages.CITED_BY}{source}" if source else quotation


def together(snapshot: Snapshot, points: Sequence[tuple[Passage, str]]) -> str:
    """A citation; of several passages a line each, of a few words."""
    if len(points) > 1:
        points = [(passage, _shortened(words)) for passage, words in points]
    return "\n".join(citation(snapshot, passage, words) for passage, words in points)


def point(answer: Answer, hit: Hit) -> str:
    """What to quote of a passage: the words that answer, where these are in one piece."""
    said = [hit.passage.text[slice(*q.span)] for q in answer.lead if q.id == hit.passage.id]
    if len(said) == 1:
        return said[0].strip().rstrip(_CUT)
    return key_sentence(hit.passage, hit.highlights)


def key_sentence(passage: Passage, marks: tuple[Span, ...]) -> str:
    """The sentence with most of the marks; the whole passage where that is short."""
    text = passage.text.removesuffix(printed_credit(passage)).strip()
    if len(text) <= QUOTED:
        return text
    parts = sentences(text)
    ends = [*accumulate(map(len, parts))]
    held = Counter(bisect_right(ends, start) for start, _ in marks)
    return parts[max(range(len(parts)), key=lambda n: held[n])].strip(_CUT)


def printed_credit(passage: Passage) -> str:
    """The credit as the page prints it at the report's end, empty where there is none."""
    return messages.CREDIT.format(credit=passage.credit) if passage.credit else ""


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED_OF_SEVERAL else line[:_QUOTED_OF_SEVERAL] + messages.CUT
