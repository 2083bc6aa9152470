"""Telegram's HTML, parsed as strictly as Telegram does."""

import re
from dataclasses import dataclass

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TAG = re.compile(r"<(/?)([a-z-]+)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>", re.IGNORECASE)
REFERENCE = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-z]+);?")
DROPPED = re.compile(r"[\x00-\x08\x0b-\x1f]")


class RefusedError(Exception):
    """A 400 of Telegram's; the text is its description."""


@dataclass(frozen=True)
class Entity:
    """A stretch of text in a style; offset and length in UTF-16 units."""

    kind: str
    offset: int
    length: int


def units(text: str) -> int:
    """UTF-16 units, counted another way than the bot does."""
    return len(text) + sum(char > "\uffff" for char in text)


def cut(text: str, entity: Entity) -> str:
    """The text under an entity; fails where it cuts a surrogate pair in two."""
    data = text.encode("utf-16-le")
    return data[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


def parse(html: str) -> tuple[str, list[Entity]]:
    """The plain text and the entities in it.

    Raises:
        RefusedError: as Telegram would.
    """
    text, found, open_tags = "", list[Entity](), list[tuple[str, str, int]]()
    at = 0
    while at < len(html):
        if html[at] == "<":
            text, at = _tag(html, at, text, open_tags, found)
        elif html[at] == "&" and (reference := REFERENCE.match(html, at)):
            text += _character(reference)
            at = reference.end()
        else:
            text += html[at]
            at += 1
    if open_tags:
        raise _cant_parse(f'can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return text, found


def _tag(
    html: str, at: int, text: str, open_tags: list[tuple[str, str, int]], found: list[Entity]
) -> tuple[str, int]:
    match = TAG.match(html, at)
    if match is None:
        raise _cant_parse(f"unsupported start tag at byte offset {len(html[:at].encode())}")
    closing, name = match[1], match[2].lower()
    if name not in KINDS:
        raise _cant_parse(f'unsupported start tag "{name}"')
    if closing:
        if not open_tags or open_tags[-1][0] != name:
            raise _cant_parse(f'unmatched end tag "{name}"')
        _, kind, start = open_tags.pop()
        if units(text) > start:
            found.append(Entity(kind, start, units(text) - start))
    else:
        if name == "blockquote" and any(tag == "blockquote" for tag, *_ in open_tags):
            raise _cant_parse("nested blockquotes are not allowed")
        kind = "expandable_blockquote" if "expandable" in match[3] else KINDS[name]
        open_tags.append((name, kind, units(text)))
    return text, match.end()


def _character(reference: re.Match[str]) -> str:
    name = reference[1]
    if name.startswith("#x"):
        return chr(int(name[2:], 16))
    if name.startswith("#"):
        return chr(int(name[1:]))
    return CHARACTERS.get(name, reference[0])


def accept(text: str, mode: str | None) -> tuple[str, list[Entity]]:
    """The text of a message as Telegram would store it.

    Raises:
        RefusedError: the HTML is bad, nothing is left of the text, or it is too long.
    """
    text, entities = parse(text) if mode == "HTML" else (text, [])
    if not DROPPED.sub("", text).strip():
        raise RefusedError("Bad Request: message text is empty")
    if units(text) > 4096:
        raise RefusedError("Bad Request: message is too long")
    return text, entities


def _cant_parse(why: str) -> RefusedError:
    return RefusedError(f"Bad Request: can't parse entities: {why}")
