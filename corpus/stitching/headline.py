"""The head line of a report: office and name of the speaker, a colon, the headline."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.stitching.place import place_of
from corpus.surnames import surnames

MAX_WHO = 60
MAX_HEADLINE = 60
MIN_OFFICE = 3
MAX_NAME = 16

_LENGTH_RANK = {2: 0.0, 3: 0.7, 4: -1.0, 5: -2.0}

_HEAD = re.compile(r"(?P<who>[^：:]+)[：:](?P<headline>.*)", re.DOTALL)
_NO_WHO = re.compile(
    r"[。！？；，,;!?“”\"「」『』《》<>\[\]【】]|\d{4}|(?:说|称|表示|指出|介绍|认为|强调|坦言|告诉|问|答)$"
)
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,5}")
_DOTTED_NAME = re.compile(r"[\u3400-\u9fff]+(?:[·•・‧][\u3400-\u9fff]+)+")
_SPACED_NAME = re.compile(r"([\u3400-\u9fff])\s+([\u3400-\u9fff])$")
_SENTENCE = re.compile(r"[。；;]")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head line says; the headline is None where nothing follows the colon."""

    office: str
    author: str
    city: str | None
    headline: str | None


def parse_head(line: str) -> Head | None:
    """Read a head line, or None where the line is none."""
    bold = "**" in line
    match = _HEAD.fullmatch(line.replace("**", ""))
    if match is None:
        return None
    who, headline = match["who"].strip(), match["headline"].strip()
    if len(who) > MAX_WHO or _NO_WHO.search(who):
        return None
    if not bold and (len(headline) > MAX_HEADLINE or _SENTENCE.search(headline)):
        return None
    person = split_person(who)
    if person is None:
        return None
    office, author = person
    return Head(office, author, place_of(office), headline or None)


def split_person(who: str) -> tuple[str, str] | None:
    """Part `办公室主任王小明` into office and name; None where either is not to be seen.

    The office ends in a word offices end in. A name has two to four characters and begins with a
    surname, or has a middle dot; without a surname it has to stand behind a clear office.
    """
    who = _SPACED_NAME.sub(r"\1\2", who)
    starts = range(max(MIN_OFFICE, len(who) - MAX_NAME), len(who) - 1)
    splits = [(who[:start].rstrip(), who[start:].strip()) for start in starts]
    rank, split = max(((_rank(*split), split) for split in splits), default=(0.0, ("", "")))
    return split if rank > 0 else None


def is_name(text: str) -> bool:
    """Whether a text reads as a Chinese name: a surname, and one or two characters more."""
    return 2 <= len(text) <= 4 and bool(_HAN_NAME.fullmatch(text)) and _surname_rank(text) > 0


def _rank(office: str, name: str) -> float:
    """How well a split reads; 0 and below is none.

    A longer office word wins over a longer name: 董事长|江涛, not 董事|长江涛.
    """
    end = max((len(word) for word in _office_words() if office.endswith(word)), default=0)
    if not end or len(office) < MIN_OFFICE:
        return 0.0
    if _DOTTED_NAME.fullmatch(name):
        return 2.0 * end + 3.0
    if not _HAN_NAME.fullmatch(name):
        return 0.0
    return 2.0 * end + _surname_rank(name) + _LENGTH_RANK[len(name)]


def _surname_rank(name: str) -> float:
    if len(name) > 2 and name[:2] in surnames():
        return 2.5
    return 2.0 if name[0] in surnames() and len(name) < 4 else -1.0


@cache
def _office_words() -> tuple[str, ...]:
    return tuple(_read("offices.txt").split())


def _read(name: str) -> str:
    lines = (files("corpus") / "data" / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
