"""Text made harmless for where it is shown: nothing in it steers a terminal or turns a line."""

import unicodedata

# They turn the order of what follows, so that words read as what they are not.
_TURNING = frozenset(
    map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


def printable(text: str) -> str:
    """`text` without what could steer a terminal, one character for one: offsets stay true.

    Line feeds stay; tabs and carriage returns become blanks; other controls, marks that turn the
    direction of writing and lone surrogates become U+FFFD.
    """
    if text.isprintable():
        return text
    return "".join(map(_printable_character, text))


def _printable_character(character: str) -> str:
    if character in "\t\r":
        return " "
    if character == "\n":
        return character
    steers = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
    return "\ufffd" if steers or character in _TURNING else character


def escaped(json: str) -> str:
    """JSON of the same value in which what `printable` replaces is escaped: it steers nothing."""
    if json.isprintable():
        return json
    return "".join(map(_escaped_character, json))


def _escaped_character(character: str) -> str:
    if _printable_character(character) == character or character in "\t\r":
        return character
    return f"\\u{ord(character):04x}"


def on_one_line(text: str) -> str:
    """`text` as part of one line, with nothing unseen in it: a file's name, an argument."""
    return "".join("\ufffd" if _is_unseen(character) else character for character in text)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
