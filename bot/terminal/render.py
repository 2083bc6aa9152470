"""An answer set for reading in a terminal; where there is no terminal, the bare words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.terminal import messages as say
from bot.terminal.screen import Screen, Styled, marked, styled
from corpus.printable import printable
from corpus.section import Span
from retrieval.answer import Answer, Hit, Status
from retrieval.passages import Passage

# Of a question, when it is said back.
ECHOED = 100

HEADLINE, CITY, NUMBER, QUIET = "bold", "cyan", "cyan", "dim"
Line = tuple[Styled, Styled]
"""What hangs out on the left (a number, a bullet, nothing), and the words."""


def print_question(screen: Screen, question: str) -> None:
    """Print the question that the next answer is for."""
    screen.line(say.QUESTION.format(question=shortened(question)), QUIET)


def print_answer(screen: Screen, answer: Answer, more: str) -> None:
    """Print the message, the passages under their attribution, and what else could be asked.

    `more` says how to see the passages that did not fit, whose number is {more}.
    """
    blocks = [_message(answer), *_reports(screen, answer.hits)]
    if answer.more:
        blocks.append([_plain(more.format(more=answer.more), QUIET)])
    _print_blocks(screen, [*blocks, _suggestions(answer)])


def print_report(screen: Screen, title: str, report: Sequence[Passage], found: Hit) -> None:
    """Print a whole report under its page's title, with the words marked that were found."""
    first = report[0]
    paragraphs = [
        [(Styled(), _quotation(screen, p, found.highlights if p.id == found.passage.id else ()))]
        for p in report
    ]
    credit = _credit(report)
    head = [_plain(title, QUIET)] if title else []
    _print_blocks(screen, [head, _attribution(first), *paragraphs, credit])


def _print_blocks(screen: Screen, blocks: Iterable[Sequence[Line]]) -> None:
    """Print the blocks that are not empty, blank lines between them."""
    for number, block in enumerate(filter(None, blocks)):
        if number:
            screen.line()
        for head, words in block:
            screen.line(words, first=head)


def _plain(words: str, style: str = "") -> Line:
    return Styled(), styled(printable(words), style)


def _message(answer: Answer) -> list[Line]:
    return [_plain(answer.message)] if answer.message else []


def _suggestions(answer: Answer) -> list[Line]:
    """Choices are numbered, for they can be chosen by number."""
    if not answer.suggestions:
        return []
    if answer.status is Status.ANSWERED:
        heads = ["· "] * len(answer.suggestions)
    else:
        heads = [f"{number}. " for number in range(1, len(answer.suggestions) + 1)]
    title = say.CHOICES if answer.status is Status.CLARIFY else say.SUGGESTIONS
    lines = zip(heads, answer.suggestions, strict=True)
    return [
        _plain(title, QUIET),
        *((styled(head, NUMBER), styled(printable(words))) for head, words in lines),
    ]


def _reports(screen: Screen, hits: Sequence[Hit]) -> Iterator[list[Line]]:
    """One block for consecutive passages of the same report."""
    for _, group in groupby(hits, lambda hit: _report_of(hit.passage)):
        together = list(group)
        found = [hit.passage for hit in together]
        yield [
            *_attribution(found[0]),
            *(_numbered(screen, hit) for hit in together),
            *_credit(found),
        ]


def _report_of(passage: Passage) -> tuple[object, ...]:
    if passage.section is None:
        return (passage.id,)
    return (passage.page, passage.section)


def _attribution(passage: Passage) -> list[Line]:
    lines = [_plain(passage.headline, HEADLINE)] if passage.headline else []
    author = passage.author or ""
    if passage.office:
        author += say.OFFICE.format(office=passage.office)
    byline = " · ".join(filter(None, (passage.city, author)))
    if byline:
        lines.append(_plain(byline, CITY))
    return lines


def _credit(found: Sequence[Passage]) -> list[Line]:
    """The credit, unless one of the passages ends in it."""
    if not found[0].credit:
        return []
    credit = say.CREDIT.format(credit=found[0].credit)
    if any(passage.text.endswith(credit) for passage in found):
        return []
    return [_plain(credit, QUIET)]


def _numbered(screen: Screen, hit: Hit) -> Line:
    return styled(f"[{hit.rank}] ", NUMBER), _quotation(screen, hit.passage, hit.highlights)


def _quotation(screen: Screen, passage: Passage, highlights: Iterable[Span]) -> Styled:
    return marked(printable(passage.text), highlights, screen.match)


def shortened(words: str) -> str:
    """What was typed, short enough to be said back."""
    words = " ".join(words.split())
    return words if len(words) <= ECHOED else words[:ECHOED] + "……"
