"""What was found on a page, so that a person can judge it in seconds; and corrections in words.

Terminal and chat show the same lines, and take the same corrections.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot import messages
from corpus import checking
from corpus.errors import InputError
from corpus.publishing import comparing, editing
from corpus.publishing.publish import Incoming
from corpus.reading.lines import Document
from corpus.section import Page, Section, Span
from corpus.stitching.quoted import quoted_people
from corpus.stitching.result import Join, Stitched, StitchedSection

DOUBTFUL = 0.9
"""A join or a report less certain than this is for a person to look at."""
CONTEXT = 16
SHOWN = 5
"""Unsure characters of one report that are shown."""

_OF_A_REPORT = "|".join(("删", "合", "切", *comparing.FIELDS))
CORRECTION = rf"^(?:日期|报名|{_OF_A_REPORT})[\s\d]"
"""How a correction begins."""
# 地名1诸暨 and 署名 1：王明 are what people type for 地名 1 诸暨.
_NUMBERED = re.compile(rf"^({_OF_A_REPORT})\s*(\d+)(?:[\s：:]+|(?=\D)|$)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at in one report: the lines that say so."""

    report: int
    line: str


def reports(given: Incoming, at: int) -> Iterator[str]:
    """The reports of a page (from 0) of a file, with what is doubtful in each."""
    page = given.pages[at]
    stitched = given.stitched[at] if given.stitched else None
    found = list(doubts(page, stitched, given.document))
    for number, section in enumerate(page.sections, 1):
        yield _report(number, section, certainty(section, stitched))
        for line, words in ((messages.ABOVE, section.kicker), (messages.BELOW, section.subtitle)):
            if words:
                yield line.format(words=_line(words))
        if section.city is None:
            yield _no_place(number, section)
        yield messages.FIRST_WORDS.format(words=_cut(section.paragraphs[0].text, first=True))
        yield messages.LAST_WORDS.format(words=_cut(section.paragraphs[-1].text, first=False))
        yield from (doubt.line for doubt in found if doubt.report == number)


def left_over(given: Incoming, at: int) -> list[str]:
    """What stands in no report of a page: all that can be seen there but masthead and captions."""
    page, stitched = given.pages[at], given.stitched[at] if given.stitched else None
    if stitched is None:
        return []
    heads = (block for section in _standing(page, stitched) for block in section.heads)
    known = {_bare(block.text) for block in (*stitched.furniture, *stitched.captions, *heads)}
    lines = checking.unplaced(page, _part(stitched))
    return [line for line in lines if not any(_bare(line) in text for text in known)]


def _standing(page: Page, stitched: Stitched) -> Iterator[StitchedSection]:
    """The reports of which some text is left: what their heads said was corrected, not lost."""
    spans = {span for section in page.sections for p in section.paragraphs for span in p.spans}
    for one in stitched.sections:
        if any(span in spans for p in one.section.paragraphs for span in p.spans):
            yield one


def doubtful(given: Incoming) -> int:
    """How many things are shown that a person should look at before the file is stored."""
    count = len(given.warnings)
    for at, page in enumerate(given.pages):
        stitched = given.stitched[at] if given.stitched else None
        count += sum(1 for _ in doubts(page, stitched, given.document))
        count += len(left_over(given, at))
    return count


def doubts(page: Page, stitched: Stitched | None, document: Document | None) -> Iterator[Doubt]:
    """Joins that may be wrong, reports that are doubtful for all that their joins say, and
    characters that may have been read wrongly."""
    for number, section in enumerate(page.sections, 1):
        joins = list(_joins(section, stitched)) if stitched else []
        if stitched:
            yield from (Doubt(number, _join(join, stitched.text)) for join in joins)
        if not joins and is_unsure(section, stitched):
            yield Doubt(number, messages.DOUBTFUL_REPORT)
        if document and (words := list(_unsure(section, document))):
            shown = " ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
            yield Doubt(number, messages.UNSURE_CHARACTERS.format(count=len(words), words=shown))


def corrected(page: Page, words: str) -> Page:
    """A page after a correction in words, as `messages.HOW_TO_CORRECT` has them.

    Raises:
        InputError: it is none that is known, or can't be made.
    """
    verb, _, rest = _NUMBERED.sub(r"\1 \2 ", words.strip()).partition(" ")
    first, _, more = rest.strip().partition(" ")
    if verb in ("日期", "报名"):
        return editing.correct_page(page, verb, rest.strip())
    if not first.isdecimal():
        raise InputError(
            messages.UNKNOWN_CORRECTION.format(words=words.strip(), how=messages.HOW_TO_CORRECT)
        )
    number, more = int(first), more.strip()
    if verb == "删" and not more:
        return editing.drop(page, number)
    if verb == "删" and more.isdecimal():
        return editing.drop_paragraph(page, number, int(more))
    if verb == "合" and more.isdecimal():
        return editing.join(page, number, int(more))
    if verb == "切" and more:
        return editing.cut(page, number, int(more) if more.isdecimal() else more)
    if verb in comparing.FIELDS:
        return editing.correct(page, number, verb, more)
    raise InputError(
        messages.UNKNOWN_CORRECTION.format(words=words.strip(), how=messages.HOW_TO_CORRECT)
    )


def _report(number: int, section: Section, certain: float | None) -> str:
    who = " · ".join(name for name in (section.city, section.office, section.author) if name)
    headline = section.headline
    return messages.REVIEW_REPORT.format(
        number=number,
        headline=messages.HEADLINE.format(headline=headline) if headline else messages.NO_HEADLINE,
        who=who and f" {who}",
        credit=messages.REVIEW_CREDIT.format(credit=section.credit) if section.credit else "",
        paragraphs=len(section.paragraphs),
        characters=sum(len(paragraph.text) for paragraph in section.paragraphs),
        certain=messages.CERTAIN.format(percent=int(certain * 100)) if certain is not None else "",
    )


def _no_place(number: int, section: Section) -> str:
    """That a report names no place, and the one that the people it quotes hold office in."""
    people = list(quoted_people(paragraph.text for paragraph in section.paragraphs))
    cities = dict.fromkeys(person.city for person in people)
    if len(cities) != 1:
        return messages.NO_PLACE.format(number=number)
    who = people[0].office + people[0].author
    return messages.NO_PLACE_BUT.format(number=number, who=who, city=people[0].city)


def doubtful_joins(stitched: Stitched) -> dict[tuple[int, int], Join]:
    """The joins to look at, by the end of the piece before and the start of the piece after."""
    unsure = (join for join in stitched.joins if join.confidence < DOUBTFUL)
    return {(join.before[1], join.after[0]): join for join in unsure}


def certainty(section: Section, stitched: Stitched | None) -> float | None:
    """How sure a report is; None where a person made it, or changed its text."""
    held = stitched.sections if stitched else ()
    texts = [paragraph.text for paragraph in section.paragraphs]
    same = (s.confidence for s in held if [p.text for p in s.section.paragraphs] == texts)
    return next(same, None)


def is_unsure(section: Section, stitched: Stitched | None) -> bool:
    """Whether a person should look at a report as a whole."""
    certain = certainty(section, stitched)
    return certain is not None and certain < DOUBTFUL


def _joins(section: Section, stitched: Stitched) -> Iterator[Join]:
    """The doubtful joins that a report still has: both sides of each stand in it, in a row."""
    spans = [span for paragraph in section.paragraphs for span in paragraph.spans]
    starts = {span[0] for span in spans}
    for join in stitched.joins:
        if join.confidence < DOUBTFUL and {join.before[0], join.after[0]} <= starts:
            yield join


def _join(join: Join, text: str) -> str:
    other = messages.ENDS_HERE
    if join.alternative:
        other = _line(text[slice(*join.alternative)][:CONTEXT]) + "…"
    return messages.DOUBTFUL_JOIN.format(
        before=_line(text[slice(*join.before)][-CONTEXT:]),
        after=_line(text[slice(*join.after)][:CONTEXT]),
        other=other,
    )


def _unsure(section: Section, document: Document) -> Iterator[str]:
    """Each character whose reading is not sure, between its neighbours."""
    spans: list[Span] = [span for paragraph in section.paragraphs for span in paragraph.spans]
    text = document.text
    for place in document.unsure(spans):
        before, after = text[max(place - 3, 0) : place], text[place + 1 : place + 4]
        mark = messages.UNSURE_CHARACTER.format(char=text[place])
        yield _line(before) + mark + _line(after)


def _part(stitched: Stitched) -> str:
    """The text of the file, blanked but for the page's own parts."""
    text, at = "", 0
    for start, end in stitched.parts or ((0, len(stitched.text)),):
        text += " " * (start - at) + stitched.text[start:end]
        at = end
    return text


def _cut(text: str, *, first: bool) -> str:
    """The beginning or the end of a paragraph, in one line."""
    line = _line(text)
    if len(line) <= 2 * CONTEXT:
        return line
    return line[: 2 * CONTEXT] + "…" if first else "…" + line[-2 * CONTEXT :]


def _line(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    return "".join(text.split())
