"""Understanding a question: whose reports it is about, what it asks for, and its theme."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from corpus import places
from corpus.numerals import COUNTS
from corpus.section import Span
from corpus.surnames import surnames
from retrieval.answering.asked import identifiers, quoted, strangers
from retrieval.answering.asked.asks import (
    PLACES,
    Asks,
    asks_of,
    without_ordinal,
    without_paper,
    without_whence,
)
from retrieval.answering.asked.facts import counts
from retrieval.answering.asked.frame import HAS_WORDS, MAX_LENGTH, without, without_frame
from retrieval.answering.asked.identifiers import Identifier
from retrieval.index.names import Lexicon, Mention
from retrieval.ranking.evidence import NOTHING, Sought
from retrieval.snapshot import Snapshot
from retrieval.text.fold import HAN, fold, lazy, normal
from retrieval.text.phrases import pattern, words

# 护理员这个岗位 is 护理员 said at length.
_APPOSITION = lazy(
    rf"这(?:个|种|项|件|样)(?:{HAN}{{2}}|词|事|话)|这块|这方面|方面(?=怎么|咋|如何|$)", needs="这方"
)
# 那里面开车的司机呢 asks of what was told, and 都 says nothing.
_ADVERB = lazy(
    rf"[那这]里面的?(?=\w)|(?<![{COUNTS}])都(?=有|是|说|提|讲|谈|包括|包含|在|要|搞|会|能|叫|指)",
    needs="都面",
)
# 说建得多不如留得住的人是谁 asks who said it.
_WHO_SAID = lazy(
    r"(?:说|讲|提出|喊出)(?:过|了)?(.{4,}?)的(?:那个)?人(?:是谁|叫什么|叫啥|是哪位)", needs="谁叫哪"
)
# 五统一统一了哪些 names 五统一.
_TWICE = lazy(rf"({HAN}{{1,2}})\1(?=了?(?:哪|什么|啥))", needs="哪什啥")
# 工会主席都有谁: the holders of an office.
_HOLDERS = pattern("(<officer>)(?:都|分别)?(?:有谁|有哪些人|有哪几位|都是谁)", needs="谁哪")
_WHO_ARE = pattern(r"(?:哪些|哪几个|哪几位)人(?:是|担任|任|当)(?=\w{0,8}(?:<officer>))", needs="哪")
# 哪五个 in 要增强哪五个力 counts what is asked; 三个 in 三个突破 names it.
_WHICH_OF = pattern(
    rf"哪(?:[{COUNTS}]{{1,2}}|几)(?:<measure>)?|哪些(?:方面)?"
    r"|几(?:个|项|条|种|类|件|座|句|点|位)|几(?=大|型|化|感|性)"
    r"|哪(?:一?[个座家])?(?:<place>)",
    needs="哪几",
)
# 三个着力 counts what the text only repeats; 三个突破 is what it says.
_COUNT = lazy(
    rf"(?<![哪第])[{COUNTS}]{{1,2}}(?:个|项|条|种|类|件|点|方面)({HAN})", needs="个项条种类点件方"
)

_LISTING = pattern(
    rf"(<listing>|哪[{COUNTS}])"
    rf"|[{COUNTS}]{{1,2}}(?:大|个|项|条|种|类|点|位|(?:<unit_of_form>))"
)
_NEGATED = pattern(r"<negated>", needs="不没未")
_EXCEPT = pattern(
    r"(?:<except>)(?:了)?(.{1,30}?)(?:<apart>|[,，]|(?=还|都|也|其他|其它|另|别的|哪)|$)",
    needs="除不撇",
)
_LATIN = lazy(r"[a-z]+")
_LIKE = lazy(r"(?:跟|和|与|同|像)(.{2,20}?)(?:一样|相同|类似|同样)", needs="样同似")
_NOT_BUT = lazy(
    r"不是(.{1,20}?)[,，;；。 ]?(?:而是|我?[问说]的?是|是|我[是要想]?[问说]的?)(.+)", needs="不"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `text` is complete in itself. `asked` is what is asked, normalised, without names and
    politeness; `theme` is what is left of that without question words, `words` are the theme's
    words with their `weights`, and `terms` what is looked for. `cities` and `people` are names
    of the library, `excluded` cities that the answer is to leave out, `strangers` names that the
    library does not hold. `several` tells that more than one place is named, `lists` that the
    things asked for are several, `negated` that those are asked for that do not say it; `nth` is
    which thing is asked for, from 1, or from −1 counted from the end. `identifiers`, `slogans`,
    names of the library's own, and `outside`, places that no report is of and texts name, have to
    stand in what answers; `rows` are the passages that it is
    asked of, where these are not all those of the names. `inherits` tells that the theme is an
    earlier question's, and `only` how many things there are where one past the last was asked for;
    `subject` is the theme that the conversation is about where the question itself has none,
    `after` the row of the answer that it goes on from, and `rest` what is left of its report where
    more of that is asked for.
    """

    text: str = ""
    asked: str = ""
    theme: str = ""
    asks: Asks = Asks.PASSAGE
    cities: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    several: bool = False
    lists: bool = False
    negated: bool = False
    nth: int | None = None
    words: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict, compare=False)
    terms: Sought = NOTHING
    identifiers: tuple[Identifier, ...] = ()
    slogans: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    rows: tuple[int, ...] | None = None
    inherits: bool = False
    only: int | None = None
    subject: str = ""
    after: int | None = None
    rest: tuple[int, ...] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Whom or what places the question names."""
        return (*self.cities, *self.people)

    @property
    def literal(self) -> bool:
        """Whether anything has to stand in what answers as it is."""
        return bool(self.identifiers or self.slogans or self.outside)


def understand(snapshot: Snapshot, text: str) -> Question:
    """Read a question as typed, with the names that the snapshot's library knows."""
    text = text[:MAX_LENGTH]
    if (known := snapshot.understood.get(text)) is None:
        known = _read(snapshot, text)
        snapshot.understood.update({text: known})
    return known


def _read(snapshot: Snapshot, text: str) -> Question:
    folded = without_frame(fold(text))
    lexicon = snapshot.lexicon
    mentions = [m for m in lexicon.places(folded) if not _is_person(snapshot, folded, m)]
    left_out = [span for span in _left_out(folded) if any(_inside(m, [span]) for m in mentions)]
    excluded = [m.city for m in mentions if _inside(m, left_out)]
    mentions = [m for m in mentions if not _inside(m, left_out)]
    kept = without(folded, left_out)
    bare, people = _without_people(_blank(kept, mentions, lexicon), lexicon)
    asked = _APPOSITION.sub(" ", _ADVERB.sub("", normal(bare)))
    asked = _WHO_ARE.sub("谁是", _WHO_SAID.sub(r"\1是谁说的", _HOLDERS.sub(r"\1是谁", asked)))
    said = quoted.said(snapshot, text)
    asked = asked.replace(said, " ") if said else asked
    asked, nth = without_ordinal(_TWICE.sub(r"\1", asked))
    asked, whence = without_whence(asked)
    spots = dict.fromkeys(_spots(mentions))
    sole = any(sum((m.start, m.end) == spot for m in mentions) == 1 for spot in spots)
    named = bool(mentions or people)
    asks = asks_of(asked, sole, named, lexicon.reports(people), bool(excluded))
    asks = Asks.WHENCE if whence and asks is Asks.PASSAGE else asks
    asks = Asks.PAPER if _of_paper(snapshot, asked) else asks
    theme = (
        "" if asks is Asks.PAPER else _theme(snapshot, asked, asks, len(spots) > 1, bool(people))
    )
    theme = f"{said} {theme}" if said else theme
    content = snapshot.tokenizer.content_words(theme)
    # The terms come first: all of them are looked up at once, and the words are among them.
    terms = snapshot.index.terms(theme, asked)
    return Question(
        text=text,
        asked=asked,
        theme=theme,
        asks=asks,
        cities=tuple(dict.fromkeys(mention.city for mention in mentions)),
        people=people,
        strangers=strangers.of(snapshot, asked),
        excluded=tuple(dict.fromkeys(excluded)),
        several=len(spots) > 1 and len({places.key(m.city) for m in mentions}) > 1,
        lists=_lists(asked),
        negated=_NEGATED.search(asked) is not None,
        nth=nth,
        slogans=(*quoted.slogans(snapshot, theme), *([said] if said else ())),
        outside=strangers.outside(snapshot, asked),
        identifiers=identifiers.of(_only_where(text, without(bare, _spots(mentions)))),
        words=content,
        weights=snapshot.index.weights(content),
        terms=terms,
    )


def with_theme(snapshot: Snapshot, asked: Question, theme: str) -> Question:
    """The same question about another theme."""
    content = snapshot.tokenizer.content_words(theme)
    return replace(
        asked,
        theme=theme,
        words=content,
        weights=snapshot.index.weights(content),
        terms=snapshot.index.terms(theme, asked.asked),
    )


def _spots(mentions: Iterable[Mention]) -> list[Span]:
    return [(mention.start, mention.end) for mention in mentions]


def _only_where(text: str, left: str) -> str:
    """The characters of a text as typed where something is left of it."""
    return "".join(c if kept != " " else " " for c, kept in zip(text, left, strict=False))


def _left_out(folded: str) -> list[Span]:
    """Where a question names what it does not ask about: 除了杭州, 跟湖州一样, 不是杭州."""
    found = [match.span() for match in _EXCEPT.finditer(folded)]
    if match := _NOT_BUT.search(folded):
        found.append((match.start(), match.start(2)))
    if re.search("还|哪|谁", folded):
        found += [match.span() for match in _LIKE.finditer(folded)]
    return found


def _inside(mention: Mention, spans: Iterable[Span]) -> bool:
    return any(start <= mention.start < end for start, end in spans)


def is_empty(theme: str) -> bool:
    """Whether a theme says nothing by itself: no word of two characters."""
    return HAS_WORDS.search(theme) is None


def _is_person(snapshot: Snapshot, folded: str, mention: Mention) -> bool:
    """Whether a place's name is the given name of somebody whom the texts name: 丁安庆."""
    start, end = mention.start - 1, mention.end
    if start < 0 or end - start > 3 or folded[start] not in surnames():
        return False
    return snapshot.index.holds(normal(folded[start:end]))


def _lists(asked: str) -> bool:
    """Whether several things are asked for: 四大体系, but not how long 三号线二期 is."""
    found = _LISTING.search(asked)
    return found is not None and (found[1] is not None or not counts.HOW_MANY.search(asked))


def _theme(snapshot: Snapshot, asked: str, asks: Asks, several: bool, peopled: bool) -> str:
    theme = asked
    if asks is Asks.PLACES or several or peopled:
        theme = _drop(_NEGATED.sub(" ", PLACES.sub(" ", theme)), "frame")
    if peopled or asks in (Asks.SPEAKER, Asks.CREDIT):
        theme = _drop(theme, "attribution")
    theme = _LATIN.sub(lambda m: _known(snapshot, m[0]), theme)
    counted = _COUNT.sub(lambda m: m[0] if snapshot.index.holds(m[0]) else m[1], theme)
    return snapshot.tokenizer.without_question_words(_WHICH_OF.sub(" ", counted))


def _of_paper(snapshot: Snapshot, asked: str) -> bool:
    """Whether a question is about the newspaper, and about nothing that it reports."""
    rest, asks = without_paper(asked)
    return (
        asks
        and "谁" not in rest
        and not snapshot.tokenizer.content_words(_drop(rest, "attribution"))
    )


def _known(snapshot: Snapshot, word: str) -> str:
    """A Latin word, but for everyday ones that no text has."""
    return word if word not in words("english") or snapshot.index.holds(word) else " "


def _drop(text: str, group: str) -> str:
    return _any_of(group).sub(" ", text)


@cache
def _any_of(group: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, words(group)))})了?")


def _without_people(folded: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    named = lexicon.people_in(folded)
    return without(folded, [span for span, _ in named]), tuple(dict.fromkeys(n for _, n in named))


def _blank(folded: str, mentions: Sequence[Mention], lexicon: Lexicon) -> str:
    """Blank the places out, but for those that stand inside a slogan: 最美 alone says little."""
    kept = lexicon.slogans_in(folded) if mentions else []
    free = [m for m in mentions if not any(start <= m.start < end for start, end in kept)]
    return without(folded, [(mention.start, mention.end) for mention in free])
