"""Follow-ups: a turn that leaves something out becomes a question complete in itself."""

from collections.abc import Iterator
from dataclasses import replace

from retrieval.answering.asked.asks import Asks
from retrieval.answering.asked.context import PreviousTurn, last, left, of_report, section
from retrieval.answering.asked.facts import facts
from retrieval.answering.asked.question import Question, understand
from retrieval.answering.asked.renaming import (
    ALONE,
    FILLER,
    THAT,
    corrected,
    joined,
    of_names,
    of_others,
    other_of_two,
    same_of,
)
from retrieval.answering.lists import lists
from retrieval.index.store import EVERYWHERE, Scope
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold, lazy, normal
from retrieval.text.phrases import pattern

_POINTING = pattern(r"<pointing>")
_DETAILS = pattern(r"^(?:那|那么)?(?:<details>|<tell_more>)(?:的|了|呢|吗|呀|啊|[?？ ])*$")
_TELL_MORE = pattern(r"(?:<tell_more>)(?:的|了|呢|吗|呀|啊|[?？ ])*$")
# What the place or person of the last answer is about to do: 他们今年干啥.
_TO_DO = pattern(
    r"(?:那|<pointing>)*(?:都|要|想|会|<plans>)+(?:干|做|抓|搞)?[些点]?"
    r"(?:<what>|怎么[干做搞])[呢吗呀啊? ]*"
)
# What such a turn is about where it is a whole report.
_WHOLE = pattern(r"<plans>|<overview>|<whole_report>")
_MORE = pattern(r"<more>")
_MANNER = pattern("<manner>")
_OFFICE = pattern("(?:<officer>)$")
_COUNTING = lazy("几|多少|哪")
# 一台多少钱, 每个月几次: of each, of what is not said.
_EACH = pattern(r"[一每]个?(?:<periods>|<measure>|<units>)|钱")
_WHO_SAID = pattern(
    r"(?:这话|这句话|这)?(?:是)?(?:谁|哪位)(?:最?先|首先)?(?:<says>|<proposes>)(?:来)?的[呀啊呢? ]*"
)
_GOES_ON = pattern(r"(?:那|那么)?(?:<goes_on>)[呢吗呀啊吧? ]*")
_IS_ATTRIBUTION = (Asks.SPEAKER, Asks.CREDIT)
_OF_REPORT = (Asks.WHENCE, Asks.PAPER)

# A turn is about the report of the last answer where a passage of that answers with this share of
# the chance of the best of all; one of few characters, which leaves most out, with less. By hand,
# on the conversations of all sets: nine in ten turns lie far from it on either side.
OF_REPORT = 0.25
OF_REPORT_SHORT = 0.03
FEW = 3
# A turn of no more characters of its own says nothing without what was asked before it: 谁开的.
LONE = 1
# Characters in a row that are found of what has a name.
RUN = 3
# So many characters of a turn's own words may be asked about what was said before.
SHORT = 12


def within(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """A turn that nothing answers by itself, asked of the last answer's report."""
    if _TELL_MORE.search(normal(turn.text)):
        return _rest(snapshot, before)
    alone = turn.rows is None and not turn.names and not turn.strangers
    return of_report(snapshot, turn, before) if alone and turn.theme.strip() else None


def resolve(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question:
    """Fill in what a turn leaves out.

    Args:
        snapshot: whose names may be left out.
        turn: understood by itself.
        before: the question before it and its answer.
    """
    asked = _resolved(snapshot, turn, before)
    earlier = before.question.theme.strip() or before.question.subject
    return asked if asked.theme.strip() else replace(asked, subject=earlier)


def _resolved(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question:
    # Who asks the same again wants the same answer.
    if _bare(before.question.text) in ("", _bare(turn.text)):
        return turn
    for rule in RULES:
        if (found := rule(snapshot, turn, before)) is not None:
            return found
    return turn


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, normal(text)))


def _of_last(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """哪个城市的, 哪天的报纸, 谁提出的: of the report of the last answer."""
    if turn.names or turn.strangers:
        return None
    if turn.asks in _OF_REPORT and not turn.theme.strip():
        return of_report(snapshot, turn, before)
    if _WHO_SAID.fullmatch(normal(turn.text).strip()):
        return of_report(snapshot, replace(turn, asks=Asks.SPEAKER, theme=""), before)
    return None


def _going_on(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """还有呢: what the report of the last answer says after it; places are asked for others."""
    if before.question.asks is Asks.PLACES or before.question.excluded:
        return None
    return _rest(snapshot, before) if _GOES_ON.fullmatch(normal(turn.text).strip()) else None


def _rest(snapshot: Snapshot, before: PreviousTurn) -> Question | None:
    """What is left of the report of the last answer, None where there is none."""
    if not section(snapshot, before):
        return None
    rows = left(snapshot, before)
    asked = understand(snapshot, f"{before.name or '这篇'}的报道还说了什么")
    return replace(asked, rows=rows, rest=rows, after=last(snapshot, before))


def _numbered(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """第三个呢: the third of the list, or of the places, that the last answer gave."""
    if turn.nth is None or turn.names or not (before.name or before.hits):
        return None
    previous = before.question
    if lists.counted(turn.theme) and not previous.theme.strip():
        return None
    cities = list(dict.fromkeys(hit.passage.city or "" for hit in before.hits))
    theme = joined(previous.theme)
    if len(cities) > 1 and (
        previous.asks is Asks.PLACES or _OFFICE.search(theme) or not previous.lists
    ):
        place = turn.nth - 1 if turn.nth > 0 else len(cities) + turn.nth
        if not 0 <= place < len(cities):
            return replace(previous, only=len(cities))
        who = "是谁" if _OFFICE.search(theme) else ""
        return understand(snapshot, f"{cities[place]}{theme}{who}")
    counted = f"第{turn.nth}" if turn.nth > 0 else "最后一"
    asked = understand(snapshot, f"{before.name or ''}{theme}的{counted}个是什么")
    return asked if before.name else replace(asked, rows=section(snapshot, before))


def _pointed(snapshot: Snapshot, turn: Question, before: PreviousTurn) -> Question | None:
    """A turn that names nobody: about the last answer where that holds it, else a new question."""
    if before.name is None and not before.hits:
        return None
    said = normal(turn.text)
    words = _POINTING.sub("", said)
    name = before.name or ""
    if _MORE.search(said):
        return _more(snapshot, _MORE.sub("", words), before)
    bare = understand(snapshot, f"{name}{words}") if name else understand(snapshot, words)
    if name and _TO_DO.fullmatch(said.strip()):
        return bare
    if bare.asks in _IS_ATTRIBUTION and not bare.theme.strip():
        return of_report(snapshot, bare, before) or bare
    if not name and _WHO_SAID.fullmatch(words):
        return of_report(snapshot, replace(bare, asks=Asks.SPEAKER, theme=""), before)
    own = joined(_EACH.sub("", turn.theme))
    alone = len(own) <= LONE and not own.isdecimal() and not _says(snapshot, before, own)
    if _DETAILS.match(said) or not bare.theme.strip() or alone:
        if not words.strip("?？。 ") and not _POINTING.search(said):
            return None
        theme = before.subject
        if _is_whole(before, theme) and _TELL_MORE.search(said):
            return _rest(snapshot, before)
        if not theme:
            return before.question
        asked = understand(snapshot, f"{name}{theme}{words.strip('?？。 ')}")
        return asked if asked.names else of_report(snapshot, asked, before) or asked
    if found := _instead(snapshot, said, before):
        return found
    pointing = _POINTING.search(said) is not None
    if THAT.search(said):
        pointed = understand(snapshot, THAT.sub("", said))
        turn, pointing = replace(pointed, text=turn.text, strangers=()), True
    return _held(snapshot, turn, bare, before, pointing=pointing)


def _is_whole(before: PreviousTurn, theme: str) -> bool:
    """Whether the conversation is about a report as a whole: of a place, of a body of its."""
    office = (before.hits[0].passage.office or "") if before.hits else ""
    return "".join(_WHOLE.sub("", theme).split()) in normal(office)


def _more(snapshot: Snapshot, about: str, before: PreviousTurn) -> Question | None:
    """还说了什么: what is left of the report; 关于食堂还说了什么: what it says of that."""
    if FILLER.sub("", about):
        asked = understand(snapshot, f"{before.name or ''}{about}说了什么")
        if asked.theme.strip():
            return asked
    return _rest(snapshot, before)


def _instead(snapshot: Snapshot, said: str, before: PreviousTurn) -> Question | None:
    """半程呢 after 全程报名费多少: the earlier question of another thing of the same report."""
    match = ALONE.match(said)
    earlier = before.question
    if match is None or not (before.hits and earlier.words) or not _asks_manner(earlier):
        return None
    rows = section(snapshot, before)
    if not _says(snapshot, before, match[1]):
        return None
    _, word, rest = fold(before.question.text).partition(before.question.words[0])
    if not word or not FILLER.sub("", rest):
        return None
    return replace(understand(snapshot, f"{match[1]}{rest}"), rows=rows)


def _asks_manner(earlier: Question) -> bool:
    """Whether a question asks for a fact of a thing, or how something is done with it."""
    return facts.asks_one(earlier) or _MANNER.search(earlier.asked) is not None


def _says(snapshot: Snapshot, before: PreviousTurn, word: str) -> bool:
    """Whether the report of the last answer has a word."""
    texts = map(snapshot.index.text, section(snapshot, before))
    return bool(word) and any(word in text for text in texts)


def _held(
    snapshot: Snapshot, turn: Question, bare: Question, before: PreviousTurn, *, pointing: bool
) -> Question | None:
    """The turn asked of the report of the last answer, where that says as much of it as any."""
    if not before.hits or (not pointing and len(joined(turn.theme)) > SHORT):
        return None
    if not pointing and _repeats(turn, before.question):
        return None
    rows = section(snapshot, before)
    little = _asks_little(turn) and not _names_another(snapshot, turn, rows)
    if not rows or not (little or _says_enough(snapshot, turn, rows)):
        return None
    scope = Scope(bare.cities, bare.people)
    if bare.names and tuple(snapshot.store.rows(scope)) == rows:
        return of_report(snapshot, bare, before)
    subject = "".join(_subject(before.question, turn))
    text = f"{before.name or ''}{subject}{turn.text}"
    return of_report(snapshot, replace(turn, text=text), before)


def _repeats(turn: Question, earlier: Question) -> bool:
    """Whether a turn says the earlier theme again without its names: it is asked of all."""
    return set(turn.words) <= set(earlier.words) and not facts.asks_one(turn)


def _asks_little(turn: Question) -> bool:
    """Whether a turn asks for a number, a time or the like of what it does not name: 几号开幕."""
    said = [word for word in turn.words if not _COUNTING.match(word)]
    return len(said) < 2 and (facts.asks_one(turn) or facts.asks_where(turn))


def _names_another(snapshot: Snapshot, turn: Question, section: tuple[int, ...]) -> bool:
    """Whether a turn names what only other reports name: 滨河路, after one about a hospital."""
    report = "".join(f"{snapshot.index.text(row)}{snapshot.index.head(row)}" for row in section)
    runs = [run[at : at + RUN] for run in turn.theme.split() for at in range(len(run) - RUN + 1)]
    names = (run for run in runs if run not in report and not snapshot.tokenizer.knows(run))
    return any(snapshot.index.holds(name) for name in names)


def _says_enough(snapshot: Snapshot, turn: Question, section: tuple[int, ...]) -> bool:
    """Whether a report answers a turn nearly as well as anything in the library."""
    here, there = (
        max((c.confidence for c in snapshot.index.rank(turn.terms, scope)), default=0.0)
        for scope in (Scope(rows=section), EVERYWHERE)
    )
    short = len(joined(turn.theme)) <= FEW or ALONE.match(normal(turn.text))
    least = OF_REPORT_SHORT if short else OF_REPORT
    return here >= least * there and here > 0


def _subject(earlier: Question, turn: Question) -> Iterator[str]:
    """The weightiest words of the earlier question that the turn does not have itself."""
    least = 0.6 * max(earlier.weights.values(), default=0.0)
    yield from (w for w in earlier.words if earlier.weights[w] >= least and w not in turn.text)


RULES = (
    *(corrected, _of_last, _going_on, of_others, same_of),
    *(other_of_two, _numbered, of_names, _pointed),
)
"""What a turn may leave out, one after another."""
