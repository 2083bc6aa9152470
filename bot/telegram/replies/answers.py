"""Quotations as replies: an answer, a whole report, one passage, its place on the page."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from bot.source.citation import citation, key_sentence, point, printed_credit, together
from bot.source.messages import MENDED_TEXT
from bot.source.source import is_mended, page_of
from bot.telegram import messages
from bot.telegram.replies import keyboards
from bot.telegram.replies.library import Reply
from bot.telegram.replies.text import MessageBlock, Run, block, marked, paginate
from corpus.section import Span
from retrieval.answer import Answer, Hit, Status
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

Leads = dict[str, list[str]]
"""The words that answer, by the id of the passage they are of."""
NO_LEADS: Leads = {}


def dated(snapshot: Snapshot) -> bool:
    """Whether the library holds pages of several dates."""
    return len({held.page.date for held in snapshot.library.pages} - {None}) > 1


def head(snapshot: Snapshot, passage: Passage) -> Iterator[Run]:
    """City, author and office in a line, the headline in the next, with the date if need be."""
    who = " · ".join(name for name in (passage.city, passage.author) if name)
    office = messages.OFFICE.format(office=passage.office) if passage.office else ""
    lines = [[Run(who, "b"), Run(office)]] if who or office else []
    title = messages.HEADLINE.format(headline=passage.headline) if passage.headline else ""
    held = page_of(snapshot, passage) if dated(snapshot) else None
    date = messages.date(held.page.date) if held and held.page.date else ""
    if title or date:
        lines.append([Run(" ".join(filter(None, (title, date))))])
    for number, line in enumerate(lines):
        yield from [Run("\n")] if number else []
        yield from line


def excerpt(raw_text: str, spans: tuple[Span, ...], around: int = 40) -> Iterator[Run]:
    """The raw page around a passage's first piece, that piece marked."""
    start, end = spans[0]
    yield Run(messages.CUT + raw_text[max(0, start - around) : start])
    yield Run(raw_text[start:end], "b")
    yield Run(raw_text[end : end + around] + messages.CUT)


def places(spans: tuple[Span, ...]) -> str:
    """Where in the raw page the passage stands, for people: characters counted from 1."""
    pieces = (messages.PIECE.format(first=start + 1, last=end) for start, end in spans)
    return messages.LIST_JOIN.join(chain(pieces))


# Telegram keeps a hundred entities of a message; more marks than these are noise to a reader.
_MARKS = 30
# Characters of a passage in a reply: two messages. Who wants more asks for the whole report.
_SHOWN = 6000
# Words of the question that met others, as one reply explains them.
_PAIRS = 3


def answered(snapshot: Snapshot, answer: Answer, within: str = "", quotable: bool = False) -> Reply:
    """The words that answer, the passages they stand in, a citation, and buttons.

    `within` is the reference of a passage whose city alone was asked. A question too long to be
    repeated is quoted where it is `quotable`: where the message answered is that question.
    """
    if answer.status is not Status.ANSWERED or not answer.hits:
        blocks = [block(answer.message), *_nearest(snapshot, answer), *_offer(answer)]
        return Reply(blocks, keyboards.choices(answer.suggestions))
    blocks = [block(answer.message)] if answer.message else []
    leads = _leads(answer)
    groups = _by_report(answer.hits)
    for hits in groups:
        blocks.extend(_quotations(snapshot, hits, first=not blocks, leads=leads))
    cite = ""
    if cited := [hits[0] for hits in groups if hits[0].highlights]:
        cite = together(snapshot, [(hit.passage, point(answer, hit)) for hit in cited])
        blocks.append(_to_copy(cite))
    repeated = bool(keyboards.askable(answer.understood))
    under = keyboards.under_answer(answer, within, repeated or quotable, cite)
    return Reply([*blocks, *_footer(answer, within)], under, quotes=quotable and not repeated)


def _leads(answer: Answer) -> Leads:
    """The words to begin with, by the passage they are of; none where the message says them all.

    Where the message answers, a passage of which nothing is marked shows who speaks, no more.
    """
    shown = [hit for hit in answer.hits if hit.highlights or not answer.message]
    texts = {hit.passage.id: hit.passage.text for hit in shown}
    words = [(q.id, texts[q.id][slice(*q.span)].strip()) for q in answer.lead if q.id in texts]
    if all(said in answer.message for _, said in words):
        return {}
    found: Leads = {}
    for identity, said in words:
        found.setdefault(identity, []).append(said)
    return found


def _nearest(snapshot: Snapshot, answer: Answer) -> Iterator[MessageBlock]:
    """What is near the theme where nothing answers, under words that say so."""
    if answer.nearest:
        yield block(messages.NEAREST, gap="\n\n", keep=True)
    for hits in _by_report(answer.nearest):
        yield from _quotations(snapshot, hits, first=False)


def _offer(answer: Answer) -> list[MessageBlock]:
    offered = answer.status is Status.NOT_FOUND and answer.suggestions
    return [block(messages.SUGGESTIONS, gap="\n\n")] if offered else []


def _by_report(hits: Sequence[Hit]) -> list[list[Hit]]:
    return [list(group) for _, group in groupby(hits, key=lambda hit: _report(hit.passage))]


def _report(passage: Passage) -> tuple[object, ...]:
    return (
        passage.page,
        passage.section,
        passage.city,
        passage.author,
        passage.office,
        passage.headline,
        passage.credit,
    )


def _quotations(
    snapshot: Snapshot, hits: Sequence[Hit], first: bool, leads: Leads = NO_LEADS
) -> Iterator[MessageBlock]:
    """Passages of one report: the words that answer, whose words they are, once, and the passages.

    The passages are folded where they are long.
    """
    passage = hits[0].passage
    said = [words for hit in hits for words in leads.get(hit.passage.id, ())]
    above = list(head(snapshot, passage))
    for number, words in enumerate(said):
        bullet = [messages.BULLET] if len(said) > 1 else []
        yield block(*bullet, Run(words, "b"), gap="\n" if number else "\n\n", keep=True)
    if above:
        yield block(*above, gap="\n" if said else "\n\n", keep=True)
    # The report's last paragraph ends in its credit as printed.
    printed = any((passage.credit or "") in hit.passage.text for hit in hits)
    for place, hit in enumerate(hits, 1):
        gap = "\n" if above or said or place > 1 or first else "\n\n"
        runs = _shown(hit.passage.text, hit.highlights[:_MARKS])
        yield block(*runs, quote=True, gap=gap, keep=place == len(hits) and not printed)
    if not printed:
        yield block(Run(printed_credit(passage), "i"))


def _shown(text: str, marks: Sequence[Span]) -> Iterator[Run]:
    """A passage with its marks; of an endless one, what stands around the first."""
    first = marks[0][0] if marks else 0
    start = max(0, first - _SHOWN // 4) if len(text) > _SHOWN else 0
    end = start + _SHOWN
    inside = [(left - start, right - start) for left, right in marks if right <= end]
    yield Run(messages.CUT if start else "")
    yield from marked(text[start:end], inside)
    yield Run(messages.CUT if end < len(text) else "")


def _to_copy(words: str) -> MessageBlock:
    return block(Run(words, "pre"), gap="\n\n")


def _footer(answer: Answer, within: str) -> Iterator[MessageBlock]:
    """Which passages of how many, in which city, and the question, which buttons read here."""
    first, last = answer.hits[0].rank, answer.hits[-1].rank
    parts = []
    if first > 1 or answer.more:
        total = last + answer.more
        parts.append(messages.POSITION.format(first=first, last=last, total=total))
    if within and answer.hits[0].passage.city:
        parts.append(messages.ONLY.format(city=answer.hits[0].passage.city))
    pairs = dict.fromkeys(pair for hit in answer.hits for pair in hit.why)
    parts += [messages.WHY.format(asked=a, found=f) for a, f in list(pairs)[:_PAIRS]]
    if parts:
        yield block(Run(messages.FOOTER_JOIN.join(parts), "i"), gap="\n\n", keep=True)
    if question := keyboards.askable(answer.understood):
        gap = "\n" if parts else "\n\n"
        yield block(Run(messages.ASKED.format(question=question), "i"), gap=gap)


def passage(snapshot: Snapshot, held: Passage) -> Reply:
    """One passage by itself, as a link opens it."""
    hit = Hit(1, held, 0.0, ())
    cite = citation(snapshot, held, key_sentence(held, ()))
    blocks = [*_quotations(snapshot, [hit], first=True), _to_copy(cite)]
    return Reply(blocks, keyboards.under_passage(held, cite))


def shared(snapshot: Snapshot, hit: Hit) -> Reply:
    """One passage as people send it to others."""
    return Reply(list(_quotations(snapshot, [hit], first=True)))


def report(snapshot: Snapshot, held: Passage, part: int, by_admin: bool) -> Reply:
    """The whole report a passage stands in, a message's fill of it; `part` counts from 0."""
    paragraphs = [block(p.text, quote=True) for p in snapshot.section_of(held)]
    blocks = [block(*head(snapshot, held), keep=True), *map(_unfolded, paragraphs)]
    parts = list(paginate(blocks))
    part = min(part, len(parts) - 1)
    return Reply(parts[part], keyboards.under_report(held, part, len(parts), by_admin))


def _unfolded(quotation: MessageBlock) -> MessageBlock:
    """Who asked for the whole report wants to read it."""
    return MessageBlock(quotation.runs, quote=True, gap="\n")


def source(snapshot: Snapshot, held: Passage, link: str, web: str, excerpted: bool = True) -> Reply:
    """Where the passage stands: the paper, the page, the place on it, and a link to share; where
    it is seen on the `web`, "" for nowhere.

    The words on the page are `excerpted` where no picture shows them.
    """
    blocks = [block(Run(messages.SOURCE, "b"))]
    found = page_of(snapshot, held)
    if found is None:
        blocks.append(block(messages.IMPORTED.format(id=held.id)))
    else:
        page = found.page
        date = messages.date(page.date) if page.date else ""
        blocks += [block(line) for line in (page.publication, date, *page.title) if line]
        blocks.append(block(messages.PLACE.format(section=held.section, paragraph=held.paragraph)))
        if is_mended(found, held):
            blocks.append(block(MENDED_TEXT))
    if found and found.page.raw and found.raw_text is not None and held.source:
        where = messages.ON_RAW_PAGE.format(file=found.page.raw.file, places=places(held.source))
        blocks.append(block(where, keep=excerpted))
        if excerpted:
            blocks.append(block(*excerpt(found.raw_text, held.source), quote=True))
    blocks.append(_to_copy(citation(snapshot, held, key_sentence(held, ()))))
    blocks.append(block(messages.LINK.format(link=link)))
    if web:
        blocks.append(block(messages.ON_THE_WEB.format(link=web)))
    return Reply(blocks)
