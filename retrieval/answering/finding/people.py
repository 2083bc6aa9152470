"""People whom texts name: who somebody is, where a text introduces him, and who holds an office."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from corpus.surnames import surnames
from retrieval.answering.asked.question import Question
from retrieval.answering.found import Found, silent
from retrieval.answering.telling import messages
from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN
from retrieval.text.phrases import either, pattern, words

LOOKED_AT = 200
"""So many passages are looked at that name somebody: by hand, more than a library says of one."""
# Characters before an office for whose it is: by hand, more than names of bodies are long.
BEFORE = 16

# Characters of a full name.
FULL = 3

_WHO_IS = pattern(
    "(?:是|在)?(?:个|当|担任|任|现任)?(?:<office_asked>|<who_is>)", needs="谁什啥干做任担头身职"
)
# A name and nothing else: 张三是谁.
_NAMED = pattern(rf" *({HAN}{{2,3}}?)是?(?:<office_asked>|<who_is>)[呀啊呢? ]*$")
_OFFICE = pattern("(?:<officer>)$")
_ENDS = re.compile("[。！？，,;；：:]")


def introduced(snapshot: Snapshot, asked: Question) -> Found | None:
    """The passages that tell the office of somebody asked for who is no speaker of a report."""
    if asked.people or _WHO_IS.search(asked.asked) is None:
        return None
    alone = _NAMED.match(asked.asked)
    if alone and alone[1][0] in surnames() and not snapshot.index.holds(alone[1]):
        return silent(messages.stranger([alone[1]], snapshot))
    name = "".join(_WHO_IS.sub("", asked.theme).split())
    if not is_person(snapshot, name):
        return None
    tells = re.compile(_introducing(name))
    rows = sorted(islice(snapshot.index.holding(name), LOOKED_AT))
    if asked.cities:
        rows = [row for row in rows if snapshot.passages[row].city in asked.cities]
    told = {row: said[0] for row in rows if (said := tells.search(snapshot.index.text(row)))}
    if not told:
        return None
    return Found([*told], whole=1, marks={row: (said,) for row, said in told.items()})


def _introducing(name: str) -> str:
    """An office before a name, 副局长冉某, or said of it, 冉某是副局长."""
    roles = f"(?:{either('officer')}|{either('somebody')})"
    said_of = f"[,，]?(?:现任|曾任|担任|是|任|为)[^。！？，,;；]{{0,{BEFORE}}}"
    return f"{HAN}{{0,{BEFORE}}}{roles}{name}|{name}{said_of}{roles}"


def holding(snapshot: Snapshot, title: str, rows: Sequence[int]) -> list[int]:
    """The passages that name whoever holds an office, of those given: 镇长某某 for 某镇镇长."""
    office = _OFFICE.search(title)
    body = title[: office.start()] if office else ""
    if office is None or len(body) < 2:
        return []
    return [row for row in rows if _names(snapshot, body, office[0], row)]


def _names(snapshot: Snapshot, body: str, office: str, row: int) -> bool:
    """Whether a text names the holder of an office: by its body before it, or a 镇长 in a report of
    the 镇, before which no other's name stands."""
    text = snapshot.index.text(row)
    for match in re.finditer(f"(?<!副){office}(?=({HAN}{{2,3}}))", text):
        before = _ENDS.split(text[max(0, match.start() - BEFORE) : match.start()])[-1]
        if not any(is_person(snapshot, match[1][:end]) for end in (2, 3)):
            continue
        kin = body[-1] == office[0] != before[-1:]
        if in_order(body, before) or (kin and _in_report(snapshot, body, row)):
            return True
    return False


def _in_report(snapshot: Snapshot, body: str, row: int) -> bool:
    return any(body in snapshot.index.text(of) for of in snapshot.store.section(row))


def in_order(short: str, name: str) -> bool:
    """Whether a name has the characters of a short one in their order."""
    rest = iter(name)
    return all(character in rest for character in short)


def named(snapshot: Snapshot, theme: str) -> list[str]:
    """The names in a theme of people whom texts have, by surname and given name: 裴 金莲 too."""
    cut = snapshot.tokenizer.words(theme)
    pairs = [one + two for one, two in pairwise(cut) if len(one) == 1 and len(two) == 2]
    told = (w for w in (*cut, *pairs) if len(w) == FULL and _is_full(snapshot, w))
    return [*dict.fromkeys(told)]


def _is_full(snapshot: Snapshot, name: str) -> bool:
    """Whether a string is a surname that is no everyday word, and a given name: no 能不能."""
    language = snapshot.tokenizer
    everyday = language.knows(name[:2]) or name[0] in words("everyday_surnames")
    return not everyday and is_person(snapshot, name)


def is_person(snapshot: Snapshot, name: str) -> bool:
    """Whether a string is the name of somebody whom the texts have."""
    if not 1 < len(name) < 5 or name[0] not in surnames() or not snapshot.index.holds(name):
        return False
    return not snapshot.tokenizer.knows(name) or name in snapshot.tokenizer.people_in(name)
