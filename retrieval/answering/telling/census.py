"""What there is in the library, counted: its places, reports, speakers and reporters."""

from collections.abc import Sequence
from itertools import islice

from retrieval.answering.telling import messages
from retrieval.snapshot import Snapshot
from retrieval.text.fold import normal

# So many reports are looked at for who speaks in them.
LOOKED_AT = 200


def how_many_cities(snapshot: Snapshot) -> str:
    """How many places have reports, and which."""
    cities = snapshot.cities
    if not cities:
        return messages.holdings(snapshot)
    return f"一共 {len(cities)} 个地方：{messages.some(cities)}。"


def how_many_reports(snapshot: Snapshot) -> str:
    """How many reports there are, and of which places."""
    census = snapshot.census
    counts = [f"{census.reports} 篇报道" if census.reports else ""]
    counts += [f"{census.imported} 段导入的文字" if census.imported else ""]
    told = "、".join(filter(None, counts)) or "还没有报道"
    return f"一共 {told}。{messages.holdings(snapshot) if snapshot.passages else ''}"


def how_many_people(snapshot: Snapshot) -> str:
    """Who speaks in the reports."""
    firsts = [snapshot.passages[section[0]] for section in islice(snapshot.sections(), LOOKED_AT)]
    names = list(dict.fromkeys(p.author for p in firsts if p.author))
    return _people(snapshot, "发言人", names)


def how_many_reporters(snapshot: Snapshot) -> str:
    """Who reported."""
    firsts = islice(snapshot.sections(), LOOKED_AT)
    told = (normal(snapshot.passages[section[0]].credit or "") for section in firsts)
    named = (name for credit in told for _, name in snapshot.lexicon.people_in(credit))
    return _people(snapshot, "署名的记者和通讯员", list(dict.fromkeys(named)))


def _people(snapshot: Snapshot, who: str, names: Sequence[str]) -> str:
    if not names:
        return f"这些报道没有写明{who}。{messages.holdings(snapshot)}"
    least = "至少" if snapshot.census.passages > LOOKED_AT else ""
    return f"{who}{least}有 {len(names)} 位：{messages.some(names)}。"
