"""What an answer says besides the passages: short, polite, nothing that is not in the library.

A `theme` is a piece of the question in quotation marks, or "", see `theme.quoted`.
"""

from collections.abc import Iterable, Sequence

from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

# Of a long list so many are named.
NAMED = 12

WELCOME = "不客气，有问题接着问。"
BYE = "再见，有问题随时来问。"
FINE = "好的，有问题接着问。"
ALL_SAID = "这篇报道就说了这些。"
NO_PAGE_NUMBER = "是第几版没有记录。"
PINNED = "管理员为这个问题选定的原文："


def speaker(passage: Passage) -> str:
    """Who speaks in the passage's report, with the whole office."""
    place = f"{passage.city}这篇" if passage.city else "这篇"
    if passage.author is None:
        return f"{place}没有写明发言人。"
    office = f"，{passage.office}" if passage.office else ""
    return f"{place}的发言人是{passage.author}{office}。"


def holders(named: Sequence[str]) -> str:
    """Who hold an office, each with the place."""
    return f"共 {len(named)} 位：{some(named)}。"


def deputy(asked: str, held: str) -> str:
    """The holder of an office is asked for, and the one who speaks is the deputy."""
    return f"问的是{asked}，原文里写的是{held}。"


def within(city: str, aside: Sequence[str]) -> str:
    """One place alone is to be quoted, and a question names others."""
    return f"这次只查{city}的报道，没有查{'、'.join(aside)}的。"


def quoted_person(passage: Passage, person: str) -> str:
    """Who is quoted in a passage of a report without a speaker, and who reported it."""
    return f"这段原文引用了{person}的话。{credit(passage)}"


def from_place(passage: Passage) -> str:
    """Which place the passage's report is of."""
    if passage.city is None:
        return "报道没有写明是哪里的。"
    by = f"，{passage.author}说的" if passage.author else ""
    return f"是{passage.city}的报道{by}。"


def paper(papers: Sequence[str], place: str = "") -> str:
    """The newspapers and dates of some pages, those of which either is known."""
    what = f"{place}这篇" if place else "这些报道"
    return f"{what}登在{some(papers)}。" if papers else f"{what}没有写明是哪份报纸、哪一天的。"


def title(passage: Passage) -> str:
    """The headline of the passage's report."""
    place = f"{passage.city}这篇" if passage.city else "这篇"
    return f"{place}的标题是《{passage.headline}》。" if passage.headline else f"{place}没有标题。"


def credit(passage: Passage) -> str:
    """Who reported the passage's report."""
    place = f"{passage.city}这篇" if passage.city else "这篇"
    if passage.credit is None:
        return f"{place}没有署记者的名字。"
    return f"{place}的署名是：{_bare(passage.credit)}。"


def _bare(credit: str) -> str:
    """A credit without the brackets that it stands in."""
    inner = credit[1:-1]
    return inner if credit[:1] in "（(" and not set("（）()") & set(inner) else credit


def part_unanswered(question: str) -> str:
    """One of the questions of a message has no answer, and another has."""
    return f"“{question.strip()}”没有找到答案。"


def items(words: Sequence[str]) -> str:
    """The items of a list, in the report's words."""
    return f"原文讲了 {len(words)} 项：{'、'.join(words)}。"


def nth(place: int, count: int, words: str) -> str:
    """Which one of how many it is."""
    return f"共 {count} 项，第 {place} 项是：{words}。"


def only(count: int) -> str:
    """The n-th of a list is asked for that is not so long."""
    return f"只有 {count} 项。"


def miscounted(asked: str, said: str) -> str:
    """A question counts otherwise than the report."""
    return f"原文说的是“{said}”，不是“{asked}”。"


def respelt(typed: str, meant: str) -> str:
    """A word was typed with a wrong character."""
    return f"没有“{typed}”，按“{meant}”查找。"


def yes(passage: Passage) -> str:
    """A report says what a question asks whether it says."""
    by = f"，是{passage.author}说的" if passage.author else ""
    where = f"{passage.city}的报道" if passage.city else "原文"
    return f"{where}说到了{by}。"


def places(cities: Sequence[str], theme: str, excluded: Sequence[str] = ()) -> str:
    """How many cities say it, and which."""
    others = f"除{'、'.join(excluded)}外，" if excluded else ""
    if len(cities) == 1:
        return f"{others}说到{theme}的只有{cities[0]}。"
    return f"{others}说到{theme}的有 {len(cities)} 个地方：{some(cities)}。"


def unsaid(cities: Sequence[str], rest: Sequence[str]) -> str:
    """Which cities do not say it; nothing can be quoted for them."""
    if not rest:
        return f"都提到了：{some(cities)}。"
    return f"没有提到的有 {len(rest)} 个地方：{some(rest)}；提到的有{some(cities)}。"


def nobody(excluded: Sequence[str], theme: str, snapshot: Snapshot) -> str:
    """No city says it, or none but those left out."""
    if excluded:
        return f"除{'、'.join(excluded)}外，没有别的地方的报道提到{theme}。"
    return unknown(snapshot)


def none_of(cities: Sequence[str], theme: str) -> str:
    """None of the cities that are compared says it."""
    return f"{'、'.join(cities)}的报道里都没有提到{theme}。"


def headlines(passages: Sequence[Passage], *, more: bool = False) -> str:
    """What the report of each place is about, in its headline's words; of the first if `more`."""
    told = [f"{p.city or ''}《{p.headline}》" for p in passages if p.headline]
    begins = "报道很多，前面几篇" if more else "各自"
    return f"{begins}的标题是：{some(told)}。" if told else reports(passages)


def mentioned(cities: Sequence[str], others: Sequence[str]) -> str:
    """A place has no report of its own that says it, but another's speaks of it."""
    where = f"{some(others)}的报道" if others else "别处的文字"
    return f"{'、'.join(cities)}自己的报道里没有，{where}里提到："


def unsaid_by(cities: Sequence[str], theme: str) -> str:
    """The reports of the cities asked about do not say it."""
    what = f"{theme}的答案" if theme else "答案"
    return f"{'、'.join(cities)}的报道里没有找到{what}，换个说法再问问看。"


def some(names: Sequence[str]) -> str:
    """The first of the names, and that there are more."""
    more = "等" if len(names) > NAMED else ""
    return f"{'、'.join(names[:NAMED])}{more}"


def reports(passages: Sequence[Passage]) -> str:
    """Which reports they are."""
    shown = passages[:NAMED]
    names = [f"{p.city or ''}《{p.headline}》" if p.headline else p.city or "" for p in shown]
    more = "等" if len(passages) > NAMED else ""
    return f"共 {len(passages)} 篇：{'、'.join(filter(None, names))}{more}。"


def readings(cities: Sequence[str]) -> str:
    """The same words stand in several reports."""
    return f"{some(cities)}都提到，分别是："


def choice(count: int) -> str:
    """Many reports have the same words."""
    return f"有 {count} 个地方提到，想看哪里的？"


def lacking(cities: Iterable[str], theme: str) -> str:
    """Some of the cities asked about do not say it."""
    return f"{'、'.join(cities)}的报道里没有提到{theme}。"


def agenda(city: str, theme: str) -> str:
    """A follow-up asked a city for a theme that is another's, or that does not answer there."""
    if not theme:
        return f"{city}的报道没有直接回答，这是{city}自己的要点："
    return f"{city}的报道里没有{theme}，这是{city}自己的要点："


def apart(people: Sequence[str], cities: Sequence[str], theirs: Sequence[str]) -> str:
    """People are asked about who are of other cities' reports than those named."""
    names = "、".join(people)
    if not theirs:
        return f"{'、'.join(cities)}的报道里没有{names}。"
    return f"{'、'.join(cities)}的报道里没有{names}，{names}在{some(theirs)}的报道里。"


def elsewhere(
    cities: Sequence[str], theme: str, others: Sequence[str], *, agenda: bool = False
) -> str:
    """A city is asked for the theme of another; `agenda` tells that its own is shown."""
    own = f"{'、'.join(cities)}自己的要点见下面。" if agenda else ""
    return f"{'、'.join(cities)}的报道里没有{theme}，{some(others)}的报道里有。{own}"


def stranger(names: Sequence[str], snapshot: Snapshot) -> str:
    """A place is asked about that the library does not hold."""
    return f"没有收录{'、'.join(names)}的报道。{holdings(snapshot)}"


def unknown(snapshot: Snapshot, theme: str = "") -> str:
    """No passage answers."""
    what = f"{theme}的答案" if theme else "能回答这个问题的原文"
    return f"没有找到{what}，换个说法再问问看。{holdings(snapshot)}"


def nothing_asked(snapshot: Snapshot) -> str:
    """There was no question in the words."""
    return f"请把问题问得具体一些。{holdings(snapshot)}"


def no_reason() -> str:
    """A reason is asked for, and the report gives none in so many words."""
    return "报道没有直说原因，最接近的是："


def no_words_of_reporter(people: Sequence[str], passages: Sequence[Passage]) -> str:
    """Words of somebody are asked for who reports, and does not speak."""
    who = "、".join(people)
    return f"{who}是采写报道的，报道里没有{who}自己的话。{reports(passages)}"


def no_words_of(person: str) -> str:
    """Somebody's words are asked for whom the reports name and do not quote."""
    return f"报道里提到了{person}，但没有引用{person}的话。"


def holdings(snapshot: Snapshot) -> str:
    """What the library does hold."""
    if not snapshot.passages:
        return "语料库还是空的。"
    cities = snapshot.cities
    if not cities:
        return f"现有 {len(snapshot.passages)} 段文字，都没有标城市。"
    shown = "、".join(cities[:NAMED])
    return f"现有 {shown}{'等' if len(cities) > NAMED else ''} {len(cities)} 个地方的报道。"


def hello(snapshot: Snapshot) -> str:
    """A greeting returned, with what can be asked about."""
    return f"你好！我从报道里找原文回答问题。{holdings(snapshot)}"


def wordless(snapshot: Snapshot) -> str:
    """A face or a mark and no words."""
    return f"打几个字问我就行。{holdings(snapshot)}"


def who(snapshot: Snapshot) -> str:
    """Who answers."""
    return f"我是问城，只用报道的原文回答问题，每句都有出处。{holdings(snapshot)}"


def ability(snapshot: Snapshot) -> str:
    """What can be asked."""
    city = next(iter(snapshot.cities), None)
    example = f"比如：{city}的重点是什么，哪些城市提到某件事，某人是什么职务。" if city else ""
    return f"问报道里的事，我引原文回答，也可以接着追问。{example}{holdings(snapshot)}"


OUTSIDE = {
    "play": "笑话、故事和诗歌我不会，报道里的事倒可以问我。",
    "weather": "天气我查不到，我只读这里收的报道。",
    "clock": "我这里没有钟表和日历，只有报道。",
    "machine": "我只是个查报道的程序，说不了自己的事。",
    "feelings": "听到了。想看报道的时候，随时问我。",
    "task": "这个我帮不上，我只会从报道里找原文。",
    "remark": "我只引报道的原文，不改写。把人名、地名说全，再问问看。",
    "test": "我在，请问一个报道里的问题。",
}


def outside(kind: str, snapshot: Snapshot) -> str:
    """Small talk of a kind that no report answers."""
    return f"{OUTSIDE[kind]}{holdings(snapshot)}"
