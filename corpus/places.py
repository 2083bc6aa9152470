"""Names of places taken apart: what a place lies in, its own name, and the kind it ends in."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
# The shortest name that is left without its kind: 沛县 stays 沛县.
_SHORTEST = 2
_BETWEEN = re.compile(r"[·•・.\s]+")


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """The words of `data/places.txt` by their headings, longest first."""
    return read_groups((_DATA / "places.txt").read_text("utf-8"))


def read_groups(text: str) -> dict[str, tuple[str, ...]]:
    """The words under each `[heading]` of a text, longest first; `#` starts a comment."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.splitlines():
        said = line.partition("#")[0].strip()
        if said.startswith("[") and said.endswith("]"):
            words = found.setdefault(said[1:-1], [])
        else:
            words += said.split()
    return {
        name: tuple(sorted(dict.fromkeys(held), key=lambda word: (-len(word), word)))
        for name, held in found.items()
    }


def either(group: str) -> str:
    """A pattern for any word of a group."""
    return "|".join(map(re.escape, groups()[group]))


@cache
def parts(name: str) -> tuple[str, ...]:
    """A place's name, from what it lies in to its own: 浙江省, 宁波市, 鄞州区."""
    found: list[str] = []
    for piece in filter(None, _BETWEEN.split(name)):
        rest = piece
        while (match := _outer().match(rest)) and _is_place(rest[match.end() :]):
            found.append(match[0])
            rest = rest[match.end() :]
        found.append(rest)
    return tuple(found) or (name,)


def stem(part: str) -> str:
    """A name without its kind, and without the peoples of an autonomous place: 恩施, 新疆."""
    for kind in groups()["kinds"]:
        bare = part.removesuffix(kind)
        if bare != part and len(bare) >= _SHORTEST:
            return _without_peoples(bare) if kind.startswith("自治") else bare
    return part


def kind(part: str) -> str:
    """The kind of place that a name ends in; nothing for those that are known without it."""
    rest = part.removeprefix(stem(part))
    known = next((k for k in groups()["kinds"] if rest.endswith(k)), "")
    return "" if known in groups()["unsaid"] else known.removeprefix("自治")


@cache
def key(name: str) -> str:
    """The same for every spelling of one place: 宁波, 宁波市, 浙江省宁波市, 浙江·宁波."""
    own = parts(name)[-1]
    return f"{stem(own)}{kind(own)}"


def forms(name: str) -> Iterator[str]:
    """The ways in which people write a place's own name, as the library writes it first."""
    *outer, own = parts(name)
    yield name
    yield from (f"{stem(part)}{form}" for part in outer[-1:] for form in (own, stem(own)))
    yield own
    yield stem(own)
    match = re.search(r"自治(.)$", own)
    if match and match[1] != "区":
        yield f"{stem(own)}{match[1]}"


def regions(name: str) -> Iterator[str]:
    """The ways in which people write what a place lies in."""
    for part in parts(name)[:-1]:
        yield part
        yield stem(part)


def provinces(name: str) -> Iterator[str]:
    """The ways in which people write the province of a place whose name alone tells it."""
    own = stem(parts(name)[-1])
    for province in (province for province, held in _provinces().items() if own in held):
        yield province
        yield stem(province)


@cache
def _provinces() -> dict[str, frozenset[str]]:
    """What lies in each province, without its kind."""
    text = (_DATA / "provinces.txt").read_text("utf-8")
    return {province: frozenset(held) for province, held in read_groups(text).items()}


@cache
def _outer() -> re.Pattern[str]:
    named = rf"(?:{either('provinces')})(?:特别行政区|自治区|省|市)?"
    peoples = either("peoples")
    return re.compile(rf"{named}|[\u3400-\u9fff]{{1,6}}?(?:(?:{peoples})*(?:{either('outer')}))")


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"(?!(?:{either('peoples')})*(?:{either('kinds')})$).{{2,}}")


def _is_place(rest: str) -> bool:
    """Whether what follows an outer name is a name of its own, not only the outer one's kind."""
    return _own().fullmatch(rest) is not None and (stem(rest) != rest or len(rest) < 4)


def _without_peoples(bare: str) -> str:
    for people in groups()["peoples"]:
        rest = bare.removesuffix(people)
        if rest != bare and len(rest) >= _SHORTEST:
            return _without_peoples(rest)
    return bare
