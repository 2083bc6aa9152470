"""Replies about pages on their way into the library."""

from collections.abc import Iterator, Sequence

from bot import review
from bot.messages import HOW_TO_CORRECT
from bot.outcomes import Effect
from bot.telegram import messages
from bot.telegram.replies import keyboards
from bot.telegram.replies.keyboards import Verb, button, keyboard, reference
from bot.telegram.replies.library import Reply, say
from bot.telegram.replies.text import MessageBlock, Run, block
from corpus.publishing.drafts import Draft
from retrieval.passages import Passage

# Warnings and stretches of text without a place that one reply lists.
_LISTED = 10
_LONGEST = 80


def found(draft: Draft, change: Effect | None = None) -> Reply:
    """What a file that was sent holds, what to look at, and whether to publish it; what that would
    do to the questions, where it was tried."""
    given = draft.given
    blocks = [part for at in range(len(given.pages)) for part in _page(draft, at)]
    blocks += _listed(messages.HEEDED, (*given.warnings, *draft.warnings))
    if change and change.differs:
        blocks += [block(line, gap="\n\n") for line in change]
    ask = messages.REPLACE_IT if draft.replaces else messages.PUBLISH_IT
    blocks.append(block(ask, gap="\n\n"))
    blocks.append(block(messages.CORRECT_IT.format(how=HOW_TO_CORRECT)))
    reports = [len(page.sections) for page in given.pages]
    return Reply(blocks, keyboards.under_draft(draft.identity, reports, draft.edited))


def risky(identity: str, change: Effect) -> Reply:
    """What would go unanswered were a draft published, and whether to do it all the same."""
    anyway = button(messages.PUBLISH_ANYWAY, Verb.PUBLISH, identity, 1)
    return say(*change, messages.NOT_PUBLISHED, keyboard=keyboard([[anyway]]))


def _page(draft: Draft, at: int) -> Iterator[MessageBlock]:
    page, name = draft.given.pages[at], draft.given.names[at]
    title = messages.FOUND.format(name=name, reports=len(page.sections))
    yield block(Run(title, "b"), gap="\n\n" if at else "\n")
    yield from (block(line) for line in page.title)
    yield from (block(line) for line in review.reports(draft.given, at))
    yield from _listed(messages.LEFT_OVER, review.left_over(draft.given, at))


def _listed(title: str, lines: Sequence[str]) -> list[MessageBlock]:
    if not lines:
        return []
    shown = [
        block(messages.WARNING.format(warning=" ".join(line.split())[:_LONGEST]))
        for line in lines[:_LISTED]
    ]
    if len(lines) > _LISTED:
        shown.append(block(messages.NOT_LISTED.format(count=len(lines) - _LISTED)))
    return [block(title.format(count=len(lines)), gap="\n\n", keep=True), *shown]


def really(passage: Passage) -> Reply:
    """Whether a report is really to be withdrawn."""
    who = " · ".join(name for name in (passage.city, passage.author) if name)
    text = messages.WITHDRAW_REALLY.format(who=who, headline=passage.headline or "")
    surely = button(messages.WITHDRAW_SURELY, Verb.WITHDRAW_SURELY, reference(passage))
    return Reply([block(text)], keyboard([[surely]]))
