"""The place an office names, found by the form of place names rather than by a list of them."""

import re
from collections.abc import Iterator

from corpus.places import either

_HAN = r"[\u3400-\u9fff]"
_PROVINCE = re.compile(rf"(?:{_HAN}{{2,3}}省|{_HAN}{{2,5}}?自治区)")
_AUTONOMOUS = re.compile(rf"{_HAN}{{2,10}}?(?:自治[州县旗]|特别行政区)|{_HAN}{{2,5}}?地区")
# The shortest name that ends in a kind of place. Counties may have names of one character (沛县).
_NAME = re.compile(rf"{_HAN}{{1,6}}?(?:县|(?<={_HAN}{{2}})[市区州盟旗])")
_TOWN = re.compile(rf"{_HAN}{{1,4}}?(?:街道|[镇乡村])")
# A smaller place right behind the first (宁波市鄞州区); not an organ of the first (沛县县委).
_INNER = re.compile(
    rf"(?!市[委政总]|[县区州旗省政委总])(?:{_HAN}{{1,3}}?县|{_HAN}{{2,3}}?[市区旗])"
)
_PARTY = re.compile(rf"^(?:{either('parties')})*")
_NO_INNER = re.compile(rf"(?:{either('inner')})$")
_BARE = re.compile(rf"({_HAN}{{2,4}}?)(?:{either('organs')})")
_NO_PLACE = re.compile(
    rf"{either('others')}|^[全我本各该]?[省县区州]|^[全我本各该]市|^市(?![东南西北中]区)"
)


def place_of(office: str) -> str | None:
    """The place an office names, without 市; None where it names none.

    Counties, districts and prefectures keep their kind: 湖州市市长 → 湖州, 德清县县长 → 德清县.
    Of places one inside the other the smallest counts, of several offices the first with a place;
    a province counts where nothing smaller is named.
    """
    clauses = re.split(r"[、，,；;\s]|兼", office)
    found = [place for clause in clauses for place in _places(clause)]
    local = [place for place in found if not _PROVINCE.fullmatch(place)]
    name = next(iter(local or found), None)
    return name.removesuffix("市") if name else None


def _places(clause: str) -> Iterator[str]:
    clause = _PARTY.sub("", clause)
    if province := _PROVINCE.match(clause):
        yield province[0]
        clause = clause[province.end() :]
    for kind in (_AUTONOMOUS, _NAME, _TOWN, _BARE):
        match = kind.match(clause)
        name = match[match.lastindex or 0] if match else ""
        if match and not _NO_PLACE.search(name):
            yield _inner(clause[len(name) :]) or name
            return


def _inner(rest: str) -> str | None:
    match = _INNER.match(rest)
    return match[0] if match and not _NO_INNER.search(match[0]) else None
