"""Buttons: what they hold (stateless and small), and the rows of them under each reply."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from retrieval.passage import Passage
from retrieval.snapshot import Snapshot

Rows = Iterable[Sequence[InlineKeyboardButton]]

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,24}")
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


def parse(data: str) -> Press | None:
    """What the callback data says, None where it is none of ours."""
    match = _DATA.fullmatch(data)
    if match is None or match[1] not in set(Verb):
        return None
    return Press(Verb(match[1]), match[2], int(match[3]))


def reference(passage: Passage) -> str:
    """The passage's id; a digest of it where it is too long or has other characters."""
    if _PLAIN_ID.fullmatch(passage.id):
        return passage.id
    return "h" + hashlib.blake2s(passage.id.encode(), digest_size=10).hexdigest()


class References:
    """Passages by their references, for one snapshot after another."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._found: dict[str, Passage] = {}

    def find(self, snapshot: Snapshot, wanted: str) -> Passage | None:
        """The passage, None where the library no longer holds it."""
        if passage := snapshot.passage(wanted):
            return passage
        if self._snapshot is not snapshot:
            others = (p for p in snapshot.passages if not _PLAIN_ID.fullmatch(p.id))
            self._found = {reference(passage): passage for passage in others}
            self._snapshot = snapshot
        return self._found.get(wanted)


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
