"""What belongs together: the list asked for, one thing of it, or the passages that answer."""

from collections.abc import Sequence

from retrieval.answering.asked.facts.near import near
from retrieval.answering.asked.question import Question
from retrieval.answering.finding.attribution import deputy_held
from retrieval.answering.finding.cities import weighty
from retrieval.answering.found import Found, silent
from retrieval.answering.lists import lists
from retrieval.answering.telling import messages
from retrieval.ranking.rank import Candidate
from retrieval.snapshot import Snapshot
from retrieval.text.fold import lazy, normal
from retrieval.text.phrases import pattern

# A passage far below the best is noise to a reader; so is one that only its headline commends. Set
# by hand.
KEPT_SHARE = 0.5
KEPT_TEXT = 0.3

_IS_OFFICER = pattern("是(?:不是)?(?:[^是吗]{0,8}?)(?<!副)(?:<officer>)(?:吗|[呢啊]?$)", needs="是")
# What may deny what is asked: that a report says it is no yes then.
_DENIED = lazy("不|没|未|闭|撤|取消|停|禁")
_SAID_BY = pattern("(?:谁|哪位|哪个人)(?:<tells>)", needs="谁哪")
_OTHERWISE = pattern("<asking_word>")
_YES_NO = lazy("有没有|是否|是不是|吗[?？ ]*$|没有[?？ ]*$|(.)不\\1", needs="没否不吗")


# What a text quotes after a word of saying, of somebody else than its speaker.
_QUOTED_IN = pattern("(?:<says>)[^。！？“”]{0,6}[：:,，]?“([^”]+)”")


def grouped(
    snapshot: Snapshot,
    asked: Question,
    good: Sequence[Candidate],
    candidates: Sequence[Candidate] = (),
) -> Found:
    """The passages that answer, with the list they belong to before them where one is asked for.

    A list that has no form of its own may go on over the report: of `candidates` its own follow.
    """
    scores = {candidate.row: candidate.score for candidate in good}
    listing = _listing(snapshot, asked, good) if asked.lists or asked.nth is not None else None
    if listing and (asked.nth is not None or listing.rows):
        return of_listing(asked, listing, scores)
    kept = [c.row for c in good if _near(c, good[0], 0.0 if asked.lists else KEPT_TEXT)]
    if asked.lists:
        section = snapshot.store.section(good[0].row)
        rest = [c for c in candidates if c.row in section and c.row not in kept]
        kept += [c.row for c in rest if c.score >= KEPT_SHARE * good[0].score]
        scores |= {c.row: c.score for c in rest}
    return Found(kept, _told(snapshot, asked, kept[0]), scores=[scores[row] for row in kept])


def _listing(
    snapshot: Snapshot, asked: Question, good: Sequence[Candidate]
) -> lists.Listing | None:
    rows = snapshot.store.section(good[0].row)
    section = [snapshot.passages[row] for row in rows]
    found = lists.listing(rows, section, asked.theme, asked.asked, good[0].row)
    if found is None and asked.nth is not None and not asked.slogans:
        found = lists.of_theme(rows, section, asked.theme, good[0].row)
        found = found or lists.first_run(rows, section)
    return found


def of_listing(asked: Question, listing: lists.Listing, scores: dict[int, float]) -> Found:
    """The whole list and then what else answers, or the one thing of it that is asked for."""
    if asked.nth is not None:
        return _one_of(asked, listing)
    rest = [row for row in scores if row not in listing.rows]
    rows = [*listing.rows, *rest]
    items = [item.words for item in listing.items]
    return Found(
        rows,
        messages.items(items) if listing.sure else "",
        whole=len(listing.rows),
        scores=[scores.get(row, 0.0) for row in rows],
        marks=listing.marks(),
    )


def _one_of(asked: Question, listing: lists.Listing) -> Found:
    nth, items = asked.nth or 1, listing.items
    if abs(nth) > len(items):
        return silent(messages.only(len(items)))
    place = nth - 1 if nth > 0 else len(items) + nth
    item = items[place]
    message = messages.nth(place + 1, len(items), item.words)
    return Found([item.row], message, whole=1, marks={item.row: (item.words,)})


def _told(snapshot: Snapshot, asked: Question, row: int) -> str:
    """What the first passage answers in words: that it says so, and who says it."""
    passage = snapshot.passages[row]
    if _SAID_BY.search(asked.asked):
        others = _QUOTED_IN.findall(passage.text)
        theirs = any(said in normal(words) for said in asked.slogans for words in others)
        return messages.speaker(passage) if passage.author and not theirs else ""
    plainly = _YES_NO.search(asked.asked) and not _OTHERWISE.search(asked.asked)
    if plainly and _IS_OFFICER.search(asked.asked) and (held := deputy_held(asked.asked, passage)):
        return messages.deputy(held.removeprefix("副"), held)
    if plainly and asked.words and _says_all(snapshot, asked, row):
        return (
            "" if _DENIED.search(near(asked, snapshot.index.text(row))) else messages.yes(passage)
        )
    return ""


def _says_all(snapshot: Snapshot, asked: Question, row: int) -> bool:
    """Whether a passage has every weighty word of the theme, or another for it."""
    met = {word for word, other in asked.terms.meanings if snapshot.index.held(row, [other])}
    words = [word for word in weighty(asked) if word not in met and not _YES_NO.search(word)]
    return len(snapshot.index.held(row, words)) == len(words)


def _near(candidate: Candidate, best: Candidate, in_text: float) -> bool:
    """Whether a passage comes near enough to the best, by the share `in_text` in its own words."""
    return (
        candidate.score >= KEPT_SHARE * best.score
        and candidate.evidence.text >= in_text * best.evidence.text
    )
