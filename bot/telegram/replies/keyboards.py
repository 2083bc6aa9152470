"""The buttons under each kind of reply."""

import re
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from telegram.constants import InlineKeyboardButtonLimit

from bot.telegram import messages
from retrieval.answer import Answer
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot
from retrieval.storage.keys import key

Row = list[InlineKeyboardButton]
Rows = Iterable[Sequence[InlineKeyboardButton]]

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,24}")
_KEY = re.compile(r"h[0-9a-f]{16}")
_DATA = re.compile(r"(\w):([A-Za-z0-9_-]{0,24}):(\d{1,9})")


class Verb(StrEnum):
    """What a button does."""

    PAGE = "n"
    CITY = "c"
    SECTION = "s"
    PART = "t"
    SOURCE = "o"
    USEFUL = "u"
    USELESS = "d"
    ASK = "q"
    KEEP = "k"
    PUBLISH = "p"
    DROP = "x"
    LEAVE_OUT = "l"
    JOIN = "j"
    DRAFT_FILE = "g"
    TAKE_BACK = "b"
    FILE = "y"
    WITHDRAW = "w"
    WITHDRAW_SURELY = "v"
    UNDO = "h"
    MEND = "m"
    PIN = "f"
    FORCE = "e"
    SETTLE = "z"
    KEPT = "a"
    UNPIN = "i"
    UNTERM = "r"
    WHY = "W"


@dataclass(frozen=True, slots=True)
class Press:
    """What one button says: the verb, a reference (to a passage, a draft …), a number."""

    verb: Verb
    reference: str = ""
    number: int = 0

    @property
    def data(self) -> str:
        """The callback data, at most 36 bytes."""
        return f"{self.verb}:{self.reference}:{self.number}"


Act = Callable[[CallbackQuery, Message, Press], Coroutine[Any, Any, str]]
"""Does what a button says; what it returns is shown for a moment."""


def parse(data: str) -> Press | None:
    """What the callback data says, None where it is none of ours."""
    match = _DATA.fullmatch(data)
    if match is None or match[1] not in set(Verb):
        return None
    return Press(Verb(match[1]), match[2], int(match[3]))


def reference(passage: Passage) -> str:
    """The passage's id; `h` and the id's key where it is too long or has other characters."""
    return passage.id if _PLAIN_ID.fullmatch(passage.id) else f"h{key(passage.id):016x}"


def referred(snapshot: Snapshot, wanted: str) -> Passage | None:
    """The passage of a reference, None where the library no longer holds it."""
    if passage := snapshot.passage(wanted):
        return passage
    return snapshot.passage_of_key(int(wanted[1:], 16)) if _KEY.fullmatch(wanted) else None


def button(text: str, verb: Verb, reference: str = "", number: int = 0) -> InlineKeyboardButton:
    """A button that calls back."""
    return InlineKeyboardButton(text, callback_data=Press(verb, reference, number).data)


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The rows that have buttons, None where none has."""
    filled = [list(row) for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def listed(verb: Verb, texts: Sequence[str], width: int) -> list[list[InlineKeyboardButton]]:
    """Buttons whose own text is what they stand for, so many a row."""
    made = [button(text, verb, number=number) for number, text in enumerate(texts)]
    return [made[start : start + width] for start in range(0, len(made), width)]


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


def copying(citation: str) -> Row:
    """A button that copies a citation, where Telegram lets one be so long."""
    if not 0 < len(citation) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
        return []
    return [InlineKeyboardButton(messages.COPY, copy_text=CopyTextButton(citation))]


def without_copying(under: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The same buttons without those that copy: an older Bot API server knows none."""
    rows = under.inline_keyboard if under else ()
    return keyboard([one for one in row if one.copy_text is None] for row in rows)


def under_answer(
    answer: Answer, within: str, legible: bool, citation: str
) -> InlineKeyboardMarkup | None:
    """The whole report or its city alone, the source, paging, what people think of it, why it is
    this, and the citation to copy.

    Paging and opinions are there where the question is `legible` to them, in the answer or above
    it.
    """
    reports = {(hit.passage.page, hit.passage.section) for hit in answer.hits}
    rows = [_open(answer.hits[0].passage)] if len(reports) == 1 else []
    rows.append(copying(citation))
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
    votes = [button(messages.USEFUL, Verb.USEFUL), button(messages.USELESS, Verb.USELESS)]
    return [*votes, button(messages.WHY_THIS, Verb.WHY)]


def _open(passage: Passage) -> Row:
    source = button(messages.SOURCE, Verb.SOURCE, reference(passage))
    if passage.section is None:
        return [source]
    return [button(messages.WHOLE_REPORT, Verb.SECTION, reference(passage)), source]


def under_passage(passage: Passage, citation: str) -> InlineKeyboardMarkup | None:
    """The whole report, the source, the citation to copy."""
    return keyboard([_open(passage), copying(citation)])


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


# Reports of a draft that have buttons of their own.
MOST_REPORTS = 12
# A draft's page and report, in the number of a button.
PAGES = 1000


def under_draft(
    identity: str, reports: Sequence[int], edited: int = 0
) -> InlineKeyboardMarkup | None:
    """To publish a draft or not, to get its files; to leave a report out, or join it to the next;
    to undo the last correction where it was `edited`.

    `reports` are how many each of its pages has; those of one with very many have no buttons.
    """
    publish = button(messages.PUBLISH, Verb.PUBLISH, identity)
    files = button(messages.GET_FILE, Verb.DRAFT_FILE, identity)
    rows = [[publish, button(messages.DROP, Verb.DROP, identity), files]]
    if edited:
        rows.append([button(messages.UNDO, Verb.UNDO, identity)])
    if sum(reports) <= MOST_REPORTS:
        for page, count in enumerate(reports):
            rows += _mending(identity, page, count)
    return keyboard(rows)


def _mending(identity: str, page: int, count: int) -> Iterable[Row]:
    if count < 2:
        return
    out, join = [], []
    for n in range(1, count + 1):
        number = page * PAGES + n
        text = messages.JOIN_TWO.format(first=n, second=n + 1)
        out.append(button(messages.LEAVE_OUT.format(number=n), Verb.LEAVE_OUT, identity, number))
        join.append(button(text, Verb.JOIN, identity, number))
    for row in (out, join[:-1]):
        yield from (row[start : start + 2 * _WIDTH] for start in range(0, len(row), 2 * _WIDTH))


def under_change(identity: str) -> InlineKeyboardMarkup | None:
    """To take a change of the library back; empty where it can't be."""
    return keyboard([[button(messages.TAKE_BACK, Verb.TAKE_BACK, identity)]] if identity else [])
