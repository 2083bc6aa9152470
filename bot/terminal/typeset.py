"""Chinese in a terminal: where its lines may break, and which characters a terminal may be sent."""

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

# GB/T 15834 and the W3C's clreq: these never begin a line …
NO_START = frozenset("，。、；：？！…—～·”’）》〉」』】〕］｝％‰℃,.;:?!)]}%'\"")
# … and these never end one.
NO_END = frozenset("“‘（《〈「『【〔［｛([{'\"￥$#№")
# Written double, and never parted.
PAIRS = frozenset("…—")

_ZERO_WIDTH_JOINER = "\u200d"


def breaks(text: str, width: int) -> list[int]:
    """Offsets at which one paragraph is broken into lines of at most `width` cells.

    Lines keep every character of the text, the blanks at their ends too. Where a single unit is
    wider than a line, it is parted anywhere; `width` is at least 2, the width of one character.
    """
    offsets: list[int] = []
    start = place = 0
    for unit in _fitting(text, width):
        if cell_len(text[start:place]) + cell_len(unit) > width and place > start:
            offsets.append(place)
            start = place
        place += len(unit)
    return offsets


def _fitting(text: str, width: int) -> Iterator[str]:
    """The units of the text, those that no line can hold parted into single characters."""
    for unit in units(text):
        if cell_len(unit) <= width:
            yield unit
        else:
            yield from unit


def units(text: str) -> Iterator[str]:
    """The pieces of the text that stay whole on a line; joined they are the text."""
    start = 0
    for place in range(1, len(text)):
        if not _joined(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _joined(left: str, right: str) -> bool:
    if left in PAIRS and right in PAIRS:
        return True
    if right in NO_START or left in NO_END or right.isspace():
        return True
    return (_narrow(left) and _narrow(right)) or _extends(left, right)


def _narrow(character: str) -> bool:
    """Part of a Latin word, a number, an address: what is written without gaps stays whole."""
    if character.isspace() or character in "“”‘…—":
        return False
    return unicodedata.east_asian_width(character) not in {"W", "F"}


def _extends(left: str, right: str) -> bool:
    """Whether `right` belongs to the character before it: a combining mark, an emoji's tail."""
    if left == _ZERO_WIDTH_JOINER or "\U0001f3fb" <= right <= "\U0001f3ff":
        return True
    return unicodedata.category(right) in {"Mn", "Me", "Mc", "Cf"}
