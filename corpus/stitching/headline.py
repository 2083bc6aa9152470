"""The head line of a report: office and name of the speaker, a colon, the headline.

Papers set it in many ways: with another sign for the colon or none but a wide blank, the name set
wide or with a bracket behind it, a mark or a number before it all.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.reading.characters import visible
from corpus.stitching.place import place_of
from corpus.stitching.words import entries
from corpus.surnames import surnames

MAX_WHO = 60
MAX_HEADLINE = 60
MIN_OFFICE = 3
MAX_NAME = 16

MIN_SURE_OFFICE = 5
MIN_SUSPECT = 7
ORDINARY = 100
"""How often a word of two characters with a surname occurs in jieba's count to be no name: 马力 and
安全 do, 文静 does not. Set by hand."""

_NAME_TAGS = ("nr", "nrt", "nrfg", "ns", "nz")
_SIGN = re.compile(r"[^\u3400-\u9fff（(]")
_LENGTH_RANK = {2: 0.0, 3: 0.7, 4: -1.0, 5: -2.0}

_COLON = re.compile(r"(?P<who>[^：:∶︰﹕ː]+)[：:∶︰﹕ː](?P<headline>.*)", re.DOTALL)
# Signs that stand for the colon only between a sure office and name and what reads as a headline.
_OTHER_SIGN = re.compile(
    r"(?P<who>[^—－―─|｜／/]+?)\s*(?:[—－―─]{1,3}|--+|[|｜／/]|\u3000+|[ \u2002\u2003]{2,})"
    r"\s*(?P<headline>[^—－―─|｜]{5,40})"
)
_MARK = re.compile(
    r"^(?:[\s■□●○◎◆◇★☆▲△▼▽▶►➤•·*＊◤◥※✦]+|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)．.、]\s*(?![\d年月日]))+"
)
_BEHIND_NAME = re.compile(
    r"\s*[（(](?:[男女]|[\u3400-\u9fff]{1,5}族|挂职|兼任?|代)(?:[，、,]\s*(?:[\u3400-\u9fff]{1,5}族|挂职))?[）)]$"
)
_NO_WHO = re.compile(
    r"[。！？；，,;!?“”\"「」『』《》<>\[\]【】]|\d{4}|(?:说|称|表示|指出|介绍|认为|强调|坦言|告诉|问|答)$"
    r"|本报|本刊|责任编辑|责编|通讯员|校对"
)
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,5}")
_DOTTED_NAME = re.compile(r"[\u3400-\u9fff]+(?:[·•・‧．][\u3400-\u9fff]+)+")
_SET_WIDE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){0,2}$)")
_SENTENCE = re.compile(r"[。；;]")
_DASHES = re.compile(r"^[\s—－―─-]+")


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
    text = _MARK.sub("", visible(line).replace("**", ""))
    if match := _COLON.fullmatch(text):
        return _head(match["who"], match["headline"].strip(), sure=False, bold=bold)
    if match := _OTHER_SIGN.fullmatch(text):
        return _head(match["who"], match["headline"].strip(), sure=True, bold=False)
    return None


def parse_speaker(line: str) -> Head | None:
    """Read a line that says who speaks and nothing else, or None where it says more.

    It stands above or below a headline, with no sign behind it, perhaps with dashes before it.
    """
    if head := parse_head(line):
        return None if head.headline else head
    return _head(_DASHES.sub("", _MARK.sub("", visible(line))), "", sure=True, bold=False)


def _head(who: str, headline: str, *, sure: bool, bold: bool) -> Head | None:
    """A head line's parts; `sure` asks for a surname, and for an office that says of what."""
    who = _BEHIND_NAME.sub("", who.strip())
    if len(who) > MAX_WHO or _NO_WHO.search(who):
        return None
    if not bold and (len(headline) > MAX_HEADLINE or _SENTENCE.search(headline)):
        return None
    person = split_person(who)
    if person is None:
        return None
    office, author = person
    if sure and not (is_name(author) and len(office) >= MIN_SURE_OFFICE and _opens(headline)):
        return None
    return Head(office, author, place_of(office), headline or None)


def _opens(headline: str) -> bool:
    """Whether what stands behind a name reads as a headline, and not as the next person."""
    return not any(word in headline[:12] for word in _office_words() if len(word) > 1)


def suspect(text: str) -> bool:
    """Whether a text begins like a head line, in a form that is not known.

    It does where an office and a name stand at its beginning with a sign or a blank behind them.
    """
    text = _MARK.sub("", visible(text[:MAX_WHO]).replace("**", ""))
    for match in _SIGN.finditer(text):
        who = _BEHIND_NAME.sub("", text[: match.start()].strip())
        if len(who) >= MIN_SUSPECT and not _NO_WHO.search(who):
            person = split_person(who)
            if person is not None and is_name(person[1]):
                return True
    return False


def split_person(who: str) -> tuple[str, str] | None:
    """Part `办公室主任王小明` into office and name; None where either is not to be seen.

    The office ends in a word offices end in. A name has two to four characters and begins with a
    surname, or has a middle dot; without a surname it has to stand behind a clear office. What is
    an ordinary word is no name.
    """
    who = _SET_WIDE.sub("", who)
    starts = range(max(MIN_OFFICE, len(who) - MAX_NAME), len(who) - 1)
    splits = [(who[:start].rstrip(), who[start:].strip()) for start in starts]
    ranked = sorted(((_rank(*split), split) for split in splits), reverse=True)
    return next((split for rank, split in ranked if rank > 0 and not _is_word(split[1])), None)


def _is_word(name: str) -> bool:
    """Whether a name is an ordinary word, or, without a surname, has one in it."""
    found = _tags().get(name)
    if found is not None:
        count, tag = found
        return tag not in _NAME_TAGS and (count >= ORDINARY or len(name) > 2)
    if _DOTTED_NAME.fullmatch(name) or _surname_rank(name) > 0:
        return False
    pairs = (name[n : n + size] for size in (2, 3) for n in range(len(name) - size + 1))
    return any(pair in _tags() and _tags()[pair][1] not in _NAME_TAGS for pair in pairs)


@cache
def _tags() -> dict[str, tuple[int, str]]:
    """Count and part of speech of each word of jieba's dictionary."""
    words, counts, tags = entries()
    return dict(zip(words, zip(counts, tags, strict=True), strict=True))


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
