"""Replies about pages on their way into the library."""

from collections.abc import Iterator

from bot.publishing import Draft
from bot.telegram import messages
from bot.telegram.replies import keyboards
from bot.telegram.replies.keyboards import Verb, button, keyboard, reference
from bot.telegram.replies.library import Reply
from bot.telegram.replies.text import Block, Run, block
from corpus.section import Section
from corpus.stitching.result import Join, Stitched
from retrieval.passages import Passage

# A join less certain than this is for a person to look at.
_DOUBTFUL = 0.9
_CONTEXT = 16
# Joins, warnings and stretches of text without a place that one reply lists.
_LISTED = 10


def found(draft: Draft) -> Reply:
    """What a page that was sent holds, what to look at, and whether to publish it."""
    page = draft.held.page
    title = messages.FOUND.format(name=draft.held.name, reports=len(page.sections))
    blocks = [block(Run(title, "b"))]
    blocks += [block(line) for line in page.title]
    sure = [s.confidence for s in draft.stitched.sections] if draft.stitched else []
    for number, section in enumerate(page.sections, 1):
        certain = sure[number - 1] if sure else None
        blocks.append(block(_report(number, section, certain)))
    if draft.stitched:
        blocks.extend(_doubts(draft.stitched))
    blocks += _listed(messages.HEEDED, draft.warnings)
    ask = messages.REPLACE_IT if draft.replaces else messages.PUBLISH_IT
    return Reply([*blocks, block(ask, gap="\n\n")], keyboards.under_draft(draft.identity))


def _report(number: int, section: Section, certain: float | None) -> str:
    who = " · ".join(name for name in (section.city, section.author) if name)
    return messages.REPORT.format(
        number=number,
        who=who or messages.UNNAMED,
        headline=messages.HEADLINE.format(headline=section.headline) if section.headline else "",
        paragraphs=len(section.paragraphs),
        certain=messages.CERTAIN.format(percent=int(certain * 100)) if certain is not None else "",
    )


def _doubts(stitched: Stitched) -> Iterator[Block]:
    doubtful = [join for join in stitched.joins if join.confidence < _DOUBTFUL]
    yield from _listed(messages.DOUBTS, [_join(stitched, join) for join in doubtful])
    yield from _listed(messages.LEFT_OVER, [part.text for part in stitched.leftover])


def _join(stitched: Stitched, join: Join) -> str:
    return messages.JOIN.format(
        before=_line(stitched.text[slice(*join.before)][-_CONTEXT:]),
        after=_line(stitched.text[slice(*join.after)][:_CONTEXT]),
        percent=int(join.confidence * 100),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _listed(title: str, lines: list[str] | tuple[str, ...]) -> list[Block]:
    if not lines:
        return []
    shown = [block(messages.WARNING.format(warning=_line(line)[:80])) for line in lines[:_LISTED]]
    return [block(title.format(count=len(lines)), gap="\n\n", keep=True), *shown]


def really(passage: Passage) -> Reply:
    """Whether a report is really to be withdrawn."""
    who = " · ".join(name for name in (passage.city, passage.author) if name)
    text = messages.WITHDRAW_REALLY.format(who=who, headline=passage.headline or "")
    surely = button(messages.WITHDRAW_SURELY, Verb.WITHDRAW_SURELY, reference(passage))
    return Reply([block(text)], keyboard([[surely]]))
