"""An answer set for reading in a terminal; where there is no terminal, the bare words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.terminal import messages as say
from bot.terminal.excerpt import excerpt
from bot.terminal.screen import Screen, Styled, marked, styled
from corpus.printable import printable
from corpus.section import Span
from retrieval.answer import Answer, Hit, Status
from retrieval.passages import Passage

# Of a question, when it is said back.
ECHOED = 100
# So many choices still have their passages below them.
FEW_CHOICES = 3
# A passage with no more than this beside its lead is not shown again below it.
LITTLE = 30
# Words of the question that met others in the passages, as one answer explains them.
PAIRS = 3

HEADLINE, LEAD, CITY, NUMBER, QUIET = "bold", "bold", "cyan", "cyan", "dim"
Line = tuple[Styled, Styled]
"""What hangs out on the left (a number, a bullet, nothing), and the words."""


@dataclass(frozen=True, slots=True)
class Hints:
    """How to see the passages that did not fit, {more} of them, and what was left out of others."""

    more: str
    folded: str


IN_CHAT = Hints(say.MORE_IN_CHAT, say.FOLDED_IN_CHAT)
IN_ASK = Hints(say.MORE_IN_ASK, say.FOLDED_IN_ASK)


def print_question(screen: Screen, question: str) -> None:
    """Print the question that the next answer is for."""
    screen.line(say.QUESTION.format(question=shortened(question)), QUIET)


def offered(answer: Answer) -> tuple[Hit | str, ...]:
    """What the numbers of a printed answer stand for: passages to open, questions to ask."""
    match answer.status:
        case Status.ANSWERED:
            return answer.hits
        case Status.CLARIFY:
            return answer.suggestions
        case Status.NOT_FOUND:
            return (*answer.nearest, *answer.suggestions)


def print_answer(screen: Screen, answer: Answer, hints: Hints, *, whole: bool = False) -> None:
    """Print the message, the words that answer, whose they are, and the passages around them.

    On a terminal a long passage is cut to the sentences around them, unless it is wanted `whole`.
    """
    page = _Page(screen, answer, folds=screen.is_terminal and not whole)
    choices = _suggestions(answer)
    is_choice = answer.status is Status.CLARIFY
    hits = answer.hits if not is_choice or len(answer.hits) <= FEW_CHOICES else ()
    blocks = [_message(answer), choices if is_choice else [], *page.reports(hits)]
    met = dict.fromkeys(pair for hit in answer.hits for pair in hit.why)
    if met and not is_choice:
        pairs = (say.MET.format(asked=asked, found=found) for asked, found in [*met][:PAIRS])
        blocks.append([_plain(say.MET_JOIN.join(pairs), QUIET)])
    if answer.more and not is_choice:
        blocks.append([_plain(hints.more.format(more=answer.more), QUIET)])
    if answer.nearest:
        blocks += [[_plain(say.NEAREST)], *page.reports(answer.nearest)]
    if page.has_folded and screen.is_new(hints.folded):
        blocks.append([_plain(hints.folded, QUIET)])
    _print_blocks(screen, [*blocks, [] if is_choice else choices])


def print_link(screen: Screen, answer: Answer, url: str | None) -> None:
    """Print where the first passage is seen in its place on the page, where a `url` is served."""
    if url and answer.hits:
        from bot.addresses import public  # most have no address to give

        link = public(url, answer.hits[0].passage)
        screen.line()
        screen.line(say.ON_THE_WEB.format(link=link), QUIET)


def print_report(screen: Screen, title: str, report: Sequence[Passage], found: Hit) -> None:
    """Print a whole report under its page's title, with the words marked that were found."""
    first = report[0]
    paragraphs = [
        [(Styled(), _marked(screen, p.text, found.highlights if p.id == found.passage.id else ()))]
        for p in report
    ]
    head = [_plain(title, QUIET)] if title else []
    headline = [_plain(first.headline, HEADLINE)] if first.headline else []
    _print_blocks(screen, [head, headline + _who(first), *paragraphs, _credit(report)])


class _Page:
    """The reports of one answer, set one after another."""

    def __init__(self, screen: Screen, answer: Answer, *, folds: bool) -> None:
        self._screen = screen
        self._folds = folds
        self._leads = _leads(answer)
        self.has_folded = False

    def reports(self, hits: Sequence[Hit]) -> Iterator[list[Line]]:
        """One block for consecutive passages of the same report; their numbers count on."""
        for _, group in groupby(enumerate(hits, 1), lambda pair: _report_of(pair[1].passage)):
            quoted = [self._quoted(number, hit) for number, hit in group]
            leads = [line for found in quoted for line in found.lead]
            bullet = styled("· " if len(leads) > 1 else "", NUMBER)
            yield [
                *((head if head.plain else bullet, words) for head, words in leads),
                *_attribution(quoted[0].hit.passage),
                *self._around(quoted),
            ]

    def _around(self, quoted: Sequence["_Quoted"]) -> Iterator[Line]:
        """The passages; where no style tells a lead that is said again in them, words do."""
        if not self._screen.is_terminal and any(one.lead and one.around for one in quoted):
            yield _plain(say.AROUND)
        yield from (line for found in quoted for line in found.around)

    def _quoted(self, number: int, hit: Hit) -> "_Quoted":
        """A passage and its lead; the lead has the number where it is all there is to show."""
        head = styled(f"[{hit.rank or number}] ", NUMBER)
        leads = self._leads.get(hit.passage.id, [])
        start, end = self._shown(hit, leads)
        words = self._words(hit, LEAD)
        if len(leads) == 1 and end - start - LITTLE < leads[0][1] - leads[0][0]:
            return _Quoted(hit, [(head, self._cut(hit, words, leads[0]))], [])
        around = _laid_over(self._words(hit, QUIET if leads else ""), self._words(hit), leads)
        shown = self._cut(hit, around, (start, end))
        return _Quoted(hit, [(Styled(), words.part(*span)) for span in leads], [(head, shown)])

    def _cut(self, hit: Hit, words: Styled, span: Span) -> Styled:
        """The words of a passage at the span, with a sign where others precede or follow."""
        before = styled(say.CUT if hit.passage.text[: span[0]].strip() else "")
        after = styled(say.CUT if hit.passage.text[span[1] :].strip() else "")
        self.has_folded |= bool(before.plain or after.plain)
        return before + words.part(*span) + after

    def _shown(self, hit: Hit, leads: Sequence[Span]) -> Span:
        """What is shown of a passage: where it is cut, the sentences around what matters."""
        if not self._folds:
            return 0, len(hit.passage.text)
        return excerpt(hit.passage.text, (*leads, *hit.highlights, (0, 1))[0])

    def _words(self, hit: Hit, style: str = "") -> Styled:
        return _marked(self._screen, hit.passage.text, hit.highlights, style)


@dataclass(frozen=True, slots=True)
class _Quoted:
    hit: Hit
    lead: list[Line]
    around: list[Line]


def _leads(answer: Answer) -> Mapping[str, list[Span]]:
    """The spans of the lead in each passage; none where the message has said all of them."""
    texts = {hit.passage.id: hit.passage.text for hit in answer.hits}
    if all(texts[q.id][slice(*q.span)] in answer.message for q in answer.lead):
        return {}
    spans: dict[str, list[Span]] = {}
    for quote in answer.lead:
        spans.setdefault(quote.id, []).append(quote.span)
    return {identity: sorted(found) for identity, found in spans.items()}


def _laid_over(below: Styled, above: Styled, spans: Iterable[Span]) -> Styled:
    """The same words, styled as those above at the spans."""
    found, at = Styled(), 0
    for start, end in spans:
        found += below.part(at, start) + above.part(max(at, start), end)
        at = max(at, end)
    return found + below.part(at, len(below.plain))


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
    """Questions to ask, numbered where a number asks them."""
    numbers = {words: n for n, words in enumerate(offered(answer), 1) if isinstance(words, str)}
    if not answer.suggestions:
        return []
    title = say.CHOICES if answer.status is Status.CLARIFY else say.SUGGESTIONS
    heads = (f"{numbers[words]}. " if words in numbers else "· " for words in answer.suggestions)
    lines = zip(heads, answer.suggestions, strict=True)
    return [
        _plain(title, QUIET),
        *((styled(head, NUMBER), styled(printable(words))) for head, words in lines),
    ]


def _report_of(passage: Passage) -> tuple[object, ...]:
    if passage.section is None:
        return (passage.id,)
    return (passage.page, passage.section)


def _attribution(passage: Passage) -> list[Line]:
    """Whose words they are: the city and the speaker, then the report and its reporters."""
    headline = say.HEADLINE.format(headline=passage.headline) if passage.headline else ""
    report = " ".join(filter(None, (headline, passage.credit)))
    return [*_who(passage), *([_plain(report, QUIET)] if report else [])]


def _who(passage: Passage) -> list[Line]:
    author = passage.author or ""
    if passage.office:
        author += say.OFFICE.format(office=passage.office)
    byline = " · ".join(filter(None, (passage.city, author)))
    return [_plain(byline, CITY)] if byline else []


def _credit(found: Sequence[Passage]) -> list[Line]:
    """The credit, unless one of the passages ends in it."""
    if not found[0].credit:
        return []
    credit = say.CREDIT.format(credit=found[0].credit)
    if any(passage.text.endswith(credit) for passage in found):
        return []
    return [_plain(credit, QUIET)]


def _marked(screen: Screen, text: str, highlights: Iterable[Span], style: str = "") -> Styled:
    return marked(styled(printable(text), style), highlights, screen.match)


def shortened(words: str) -> str:
    """What was typed, short enough to be said back."""
    words = " ".join(words.split())
    return words if len(words) <= ECHOED else words[:ECHOED] + "……"
