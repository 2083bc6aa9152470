"""What an answer says besides the passages: short, polite, nothing that is not in the library."""

from collections.abc import Iterable, Sequence

from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

# Of a long list so many are named.
NAMED = 12


def speaker(passage: Passage) -> str:
    """Who speaks in the passage's report, with the whole office."""
    place = f"{passage.city}这篇" if passage.city else "这篇"
    if passage.author is None:
        return f"{place}没有写明发言人。"
    office = f"，{passage.office}" if passage.office else ""
    return f"{place}的发言人是{passage.author}{office}。"


def title(passage: Passage) -> str:
    """The headline of the passage's report."""
    place = f"{passage.city}这篇" if passage.city else "这篇"
    return f"{place}的标题是《{passage.headline}》。" if passage.headline else f"{place}没有标题。"


def credit(passage: Passage) -> str:
    """Who reported the passage's report."""
    place = f"{passage.city}这篇" if passage.city else "这篇"
    if passage.credit is None:
        return f"{place}没有署记者的名字。"
    return f"{place}的署名是：{passage.credit}。"


def items(words: Sequence[str]) -> str:
    """The items of a list, in the report's words."""
    return f"原文讲了 {len(words)} 项：{'、'.join(words)}。"


def places(cities: Sequence[str]) -> str:
    """How many cities say it, and which."""
    return f"相关的有 {len(cities)} 个地方：{'、'.join(cities)}。"


def unsaid(cities: Sequence[str], rest: int) -> str:
    """Which cities do not say it is told by those that do: nothing can be quoted for the others."""
    return f"提到的有{'、'.join(cities)}；其余 {rest} 地的报道里没有找到。"


def reports(passages: Sequence[Passage]) -> str:
    """Which reports they are."""
    shown = passages[:NAMED]
    names = [f"{p.city or ''}《{p.headline}》" if p.headline else p.city or "" for p in shown]
    more = "等" if len(passages) > NAMED else ""
    return f"共 {len(passages)} 篇：{'、'.join(filter(None, names))}{more}。"


def readings(cities: Sequence[str]) -> str:
    """The same words stand in several reports."""
    return f"{'、'.join(cities)}都提到，各有所指："


def choice(count: int) -> str:
    """Many reports have the same words."""
    return f"有 {count} 个地方提到，想看哪里的？"


def lacking(cities: Iterable[str], theme: str) -> str:
    """Some of the cities asked about do not say it."""
    return f"{'、'.join(cities)}的报道里没有提到“{theme}”。"


def agenda(city: str, theme: str | None) -> str:
    """A follow-up asked a city for a theme that is another's, or that does not answer there."""
    if theme is None:
        return f"{city}的报道没有直接回答，这是{city}自己的要点："
    return f"{city}的报道里没有“{theme}”，这是{city}自己的要点："


def apart(people: Sequence[str], cities: Sequence[str], theirs: Sequence[str]) -> str:
    """People are asked about who are of other cities' reports than those named."""
    names = "、".join(people)
    if not theirs:
        return f"{'、'.join(cities)}的报道里没有{names}。"
    return f"{'、'.join(cities)}的报道里没有{names}，{names}是{'、'.join(theirs)}那篇报道的。"


def only(count: int) -> str:
    """The n-th of a list is asked for that is not so long."""
    return f"上一个回答里只有 {count} 项。"


def elsewhere(cities: Sequence[str], theme: str, others: Sequence[str]) -> str:
    """A city is asked for the theme of another."""
    return f"{'、'.join(cities)}的报道里没有“{theme}”，{'、'.join(others)}的报道里有。"


def stranger(names: Sequence[str], snapshot: Snapshot) -> str:
    """A place is asked about that the library does not hold."""
    return f"没有收录{'、'.join(names)}的报道。{holdings(snapshot)}"


def unknown(snapshot: Snapshot) -> str:
    """No passage answers."""
    return f"没有找到能回答这个问题的原文。{holdings(snapshot)}"


def nothing_asked(snapshot: Snapshot) -> str:
    """There was no question in the words."""
    return f"请问一个具体的问题。{holdings(snapshot)}"


def holdings(snapshot: Snapshot) -> str:
    """What the library does hold."""
    if not snapshot.passages:
        return "语料库还是空的。"
    cities = snapshot.cities
    if not cities:
        return f"现有 {len(snapshot.passages)} 段文字，都没有标城市。"
    shown = "、".join(cities[:NAMED])
    return f"现有 {shown}{'等' if len(cities) > NAMED else ''} {len(cities)} 地的报道。"
