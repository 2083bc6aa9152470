"""The buttons under each kind of reply."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram import messages
from bot.telegram.buttons import Verb, button, keyboard, listed, reference
from retrieval.answer import Answer
from retrieval.passage import Passage

Row = list[InlineKeyboardButton]

# A question longer than this is not repeated under the answer: buttons read the message asking it.
LONGEST_QUESTION = 300
# Buttons that a phone shows side by side, and that a reply has at most.
_WIDTH = 3
_MOST = 30
# Code points of a choice that still goes two to a row.
_SHORT = 9


def askable(question: str) -> str:
    """The question in one line, as a reply shows it; empty where it is too long for that."""
    line = " ".join(question.split())
    return line if len(line) <= LONGEST_QUESTION else ""


def question_in(text: str) -> str:
    """The question that the last line of a reply repeats, empty where it repeats none."""
    last = text.rpartition("\n")[2]
    before, _, after = messages.ASKED.partition("{question}")
    if not last.startswith(before) or not last.endswith(after):
        return ""
    return last[len(before) : len(last) - len(after)]


def under_answer(answer: Answer, within: str, legible: bool) -> InlineKeyboardMarkup | None:
    """The whole report or its city alone, the source, paging, and what people think of it.

    The last two are there where the question is `legible` to them, in the answer or above it.
    """
    reports = {(hit.passage.page, hit.passage.section) for hit in answer.hits}
    rows = [_open(answer.hits[0].passage)] if len(reports) == 1 else []
    if legible:
        rows = [_paging(answer, within), *rows, *_cities(answer, within), _votes()]
    return keyboard(rows)


def _paging(answer: Answer, within: str) -> Row:
    """The first page again, the next page."""
    verb = Verb.CITY if within else Verb.PAGE
    row = []
    if answer.hits[0].rank > 1:
        row.append(button(messages.FIRST_PAGE, verb, within))
    if answer.more:
        row.append(button(messages.NEXT_PAGE, verb, within, answer.hits[-1].rank))
    return row


def _cities(answer: Answer, within: str) -> list[Row]:
    """Each city of the answer alone; all of them again where it is of one alone."""
    if within:
        return [[button(messages.ALL_CITIES, Verb.PAGE)]]
    found = {hit.passage.city: hit.passage for hit in answer.hits if hit.passage.city}
    if len(answer.cities) == 1 or (len(found) < 2 and not answer.more):
        return []
    made = [
        button(messages.ONLY.format(city=city), Verb.CITY, reference(passage))
        for city, passage in list(found.items())[:_MOST]
    ]
    return [made[start : start + _WIDTH] for start in range(0, len(made), _WIDTH)]


def _votes() -> Row:
    return [button(messages.USEFUL, Verb.USEFUL), button(messages.USELESS, Verb.USELESS)]


def _open(passage: Passage) -> Row:
    source = button(messages.SOURCE, Verb.SOURCE, reference(passage))
    if passage.section is None:
        return [source]
    return [button(messages.WHOLE_REPORT, Verb.SECTION, reference(passage)), source]


def under_passage(passage: Passage) -> InlineKeyboardMarkup | None:
    """The whole report, the source."""
    return keyboard([_open(passage)])


def under_report(
    passage: Passage, part: int, parts: int, by_admin: bool
) -> InlineKeyboardMarkup | None:
    """Paging and the source; for admins, what they may do with a report."""
    name = reference(passage)
    paging: Row = []
    if part:
        paging.append(button(messages.PREVIOUS_PART, Verb.PART, name, part - 1))
    if part + 1 < parts:
        text = messages.NEXT_PART.format(part=part + 2, parts=parts)
        paging.append(button(text, Verb.PART, name, part + 1))
    rows = [paging, [button(messages.SOURCE, Verb.SOURCE, name)]]
    if by_admin and passage.section is not None:
        mend = button(messages.GET_FILE, Verb.FILE, name)
        rows.append([mend, button(messages.WITHDRAW, Verb.WITHDRAW, name)])
    return keyboard(rows)


def choices(questions: Sequence[str]) -> InlineKeyboardMarkup | None:
    """Questions to ask with a tap."""
    short = all(len(question) <= _SHORT for question in questions)
    return keyboard(listed(Verb.ASK, questions[:_MOST], 2 if short else 1))


def cities(names: Sequence[str], kept: str | None) -> InlineKeyboardMarkup | None:
    """Cities to keep to, and none of them."""
    rows = listed(Verb.KEEP, names[:_MOST], _WIDTH + 1)
    every = [button(messages.ALL_CITIES, Verb.KEEP, number=_MOST)] if kept else []
    return keyboard([*rows, every])


def under_draft(identity: str) -> InlineKeyboardMarkup | None:
    """To publish a page or not."""
    publish = button(messages.PUBLISH, Verb.PUBLISH, identity)
    return keyboard([[publish, button(messages.DROP, Verb.DROP, identity)]])


def under_change(identity: str) -> InlineKeyboardMarkup | None:
    """To take a change of the library back; empty where it can't be."""
    return keyboard([[button(messages.TAKE_BACK, Verb.TAKE_BACK, identity)]] if identity else [])
