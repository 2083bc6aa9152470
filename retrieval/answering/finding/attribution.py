"""Questions that the attribution answers: who speaks, in what office, who reported."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import islice

from retrieval.answering.asked.question import Question
from retrieval.answering.finding import people
from retrieval.answering.finding.words import ASKED, quoted_in
from retrieval.answering.found import Found, silent
from retrieval.answering.telling import messages
from retrieval.index.store import Scope
from retrieval.passages import Passage
from retrieval.ranking.evidence import Sought
from retrieval.ranking.rank import Candidate, weigh
from retrieval.snapshot import Snapshot
from retrieval.text.fold import lazy, normal
from retrieval.text.phrases import pattern

# Reports looked at for the holders of an office.
LOOKED_AT = 200
# So many reports are shown together; of more, the first few.
MANY = 20
# Where the attribution holds so much of a who-question's theme, it is the answer: by hand, so that
# an office asked for in short is found and another office is not.
ATTRIBUTED = 0.6
_WHO_SAID = pattern("(?:谁|哪位|哪个)(?:最?先|首先)?(?:<says>|<proposes>)", needs="谁哪")
_TITLE = pattern("(?<!副)(?:<officer>)")
_DEPUTY = pattern("副(?:<officer>)", needs="副")
_FORMAL = lazy("名字|姓名|兼任|兼着?", needs="名兼姓")
# Several holders of an office are asked for: 各市的书记都是谁, 有哪些局长.
_HOLDERS = pattern(
    r"(?:<officer>)们?(?:(?:<everybody>)+(?:有|是|叫)?(?:谁|哪|什么)|有(?:谁|哪些|哪几)|名单)"
    r"|各[^\W是]{0,8}(?:<officer>)(?:是|叫)?(?:谁|什么名字|哪)"
    r"|(?:有|是)?哪[些几][位个]?[^\W是]{0,8}(?:<officer>)[? ]*$",
    needs="谁哪什名",
)
_HEAD = pattern("(?:<heads>)$")


def overview(snapshot: Snapshot, asked: Question, scope: Scope) -> Found:
    """A name and nothing else: the opening of each of its reports, or the one report."""
    sections = [] if scope.is_open else list(snapshot.sections(scope))
    if not sections:
        return silent(messages.nothing_asked(snapshot))
    if snapshot.lexicon.reports(asked.people) and ASKED.match(asked.asked.strip()):
        firsts = [snapshot.passages[section[0]] for section in sections]
        return silent(messages.no_words_of_reporter(asked.people, firsts))
    if len(sections) == 1:
        first = snapshot.passages[sections[0][0]]
        reported = snapshot.lexicon.reports(asked.people)
        tell = messages.credit if reported else messages.speaker
        return Found(sections[0], tell(first))
    ends = [section[-1] for section in sections]
    return Found(
        ends, messages.reports([snapshot.passages[row] for row in ends]), whole=_together(ends)
    )


def rest(asked: Question) -> Found:
    """What is left of a report of which more is asked for, in reading order."""
    return Found(asked.rest) if asked.rest else silent(messages.ALL_SAID)


def speaker(snapshot: Snapshot, asked: Question, scope: Scope) -> Found | None:
    """Who speaks, with the opening of the report; None where the theme is not the attribution's."""
    if asked.after is not None and _WHO_SAID.search(asked.asked):
        passage = snapshot.passages[asked.after]
        if passage.author is None and (person := quoted_in(snapshot, asked.after)):
            return Found([asked.after], messages.quoted_person(passage, person), whole=1)
    firsts = [section[0] for section in snapshot.sections(scope)]
    terms = snapshot.index.terms(asked.theme)
    if terms:
        firsts = [row for row in firsts if _attributed(snapshot.passages[row], asked.theme, terms)]
    if deputy := _DEPUTY.search(asked.asked):
        firsts = [r for r in firsts if deputy[0] in normal(snapshot.passages[r].office or "")]
    if not firsts:
        return None
    title = re.search("标题|题目", asked.asked) is not None
    tell = messages.title if title else partial(_holding, asked.asked)
    if not title and not terms and snapshot.lexicon.reports(asked.people):
        tell = messages.credit
    told = [tell(snapshot.passages[row]) for row in firsts[:3]]
    return Found(firsts, "".join(told), whole=_together(firsts))


def _holding(said: str, passage: Passage) -> str:
    """Who speaks; and that he is the deputy where the holder of the office itself is asked for."""
    if passage.author is None:
        return messages.speaker(passage) + messages.credit(passage)
    told, held = messages.speaker(passage), deputy_held(said, passage)
    return told + messages.deputy(held.removeprefix("副"), held) if held else told


def deputy_held(said: str, passage: Passage) -> str:
    """The deputy's office that somebody holds where the office itself is asked for, else ""."""
    asked = _TITLE.search(said)
    if asked is None:
        return ""
    offices = normal(passage.office or "").split("、")
    held = [office for office in offices if office.endswith(asked[0])]
    under = f"副{asked[0]}"
    return under if held and all(office.endswith(under) for office in held) else ""


def of_one(snapshot: Snapshot, asked: Question, said: Sequence[Candidate]) -> str:
    """Who says what one place alone says, where that is asked: 谁讲了垃圾分类."""
    passage = snapshot.passages[said[0].row]
    one = len(said) == 1 and passage.author is not None and asked.asked.lstrip().startswith("谁")
    return messages.speaker(passage) if one else ""


def holder(snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]) -> Found | None:
    """Who holds the office that a question names without a place, of the passages it finds."""
    title = _FORMAL.sub("", "".join(asked.theme.split()))
    firsts = dict.fromkeys(snapshot.store.section(candidate.row)[0] for candidate in candidates)
    known = [row for row in firsts if snapshot.passages[row].author]
    offices = {row: normal(snapshot.passages[row].office or "") for row in known}
    for holds in (_whole_office, _wider_office, _first_office):
        if rows := [row for row in known if holds(title, offices[row], snapshot.index.text(row))]:
            told = [_holding(asked.asked, snapshot.passages[row]) for row in rows[:3]]
            return Found(rows, "".join(told), whole=_together(rows))
    if rows := people.holding(snapshot, title, [candidate.row for candidate in candidates]):
        return Found(rows, whole=1)
    return None


def _whole_office(title: str, office: str, text: str) -> bool:
    """医院院长 of a 院长, 妇科主任 of a 主任 whose report speaks of the 妇科."""
    before = title.removesuffix(office)
    own = before[-1:] == office[:1] or before in text
    return len(office) > 1 and title.endswith(office) and own


def _wider_office(title: str, office: str, _: str) -> bool:
    """心内科主任 of a 心血管内科主任: the same ending, and its characters in order; 县医院院长 of a
    县医院党委副书记、院长, whose offices are of one body; no deputy's."""
    before = ""
    for one in office.split("、"):
        before += one
        same = one[-2:] == title[-2:] and people.in_order(title, before)
        if same and ("副" in title) == ("副" in one):
            return True
    return False


def _first_office(title: str, office: str, _: str) -> bool:
    """总工会一把手 of a 总工会主席, 一把手 being whoever holds the first office there."""
    head = _HEAD.search(title)
    body = title[: head.start()] if head else ""
    offices = office.split("、")
    return len(body) > 1 and any(body in one and "副" not in one for one in offices)


def holders(snapshot: Snapshot, asked: Question, scope: Scope) -> Found | None:
    """Who hold an office in several places; None where one holder is asked for, or there is one."""
    title = "".join(_FORMAL.sub("", asked.theme).split())
    if not (_HOLDERS.search(normal(asked.text)) and _TITLE.search(title)):
        return None
    terms = snapshot.index.terms(title)
    firsts = (section[0] for section in islice(snapshot.sections(scope), LOOKED_AT))
    known = {row: snapshot.passages[row] for row in firsts}
    rows = [r for r, p in known.items() if p.author and _attributed(p, title, terms)]
    if len(rows) < 2:
        return None
    named = dict.fromkeys(_named_holder(asked.asked, known[row]) for row in rows)
    return Found(rows, messages.holders([*named]), whole=_together(rows))


def _named_holder(said: str, passage: Passage) -> str:
    """The place and the name, and that he is the deputy of whom is asked for."""
    name = f"{passage.city or ''}{passage.author}"
    return f"{name}（{deputy}）" if (deputy := deputy_held(said, passage)) else name


def _attributed(passage: Passage, theme: str, terms: Sought) -> bool:
    """Whether office and name hold the theme; the headline tells what is said, not who.

    An office may be asked for in short: 工会主席 of a 总工会党组书记、常务副主席.
    """
    names = (passage.city, passage.office, passage.author, passage.credit)
    held = normal("\n".join(filter(None, names)))
    return set("".join(theme.split())) <= set(held) or weigh(terms, "", held).head >= ATTRIBUTED


def credit(snapshot: Snapshot, scope: Scope) -> Found:
    """Who reported: the closing paragraph of each report, which prints the credit."""
    lasts = [section[-1] for section in snapshot.sections(scope)]
    told = [messages.credit(snapshot.passages[row]) for row in lasts[:3]]
    return Found(lasts, "".join(told), whole=_together(lasts))


def _together(rows: Sequence[int]) -> int:
    return len(rows) if len(rows) <= MANY else 0
