"""Buttons: what they hold (stateless and small), and the rows of them under each reply."""

import re
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from retrieval.keys import key
from retrieval.passage import Passage
from retrieval.snapshot import Snapshot

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
    TAKE_BACK = "b"
    FILE = "y"
    WITHDRAW = "w"
    WITHDRAW_SURELY = "v"


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
