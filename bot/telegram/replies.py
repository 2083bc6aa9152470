"""Replies as blocks of text: an Answer, the cities, help, what a reload changed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.telegram import messages
from bot.telegram.changes import Changes
from bot.telegram.markup import Block, Run, block, marked
from corpus.section import Section
from retrieval.answer import Answer, Hit, Status
from retrieval.passage import Passage
from retrieval.snapshot import Snapshot
from retrieval.suggestion import suggestions

Reply = Sequence[Block]

# Telegram keeps a hundred entities of a message; more marks than these are noise to a reader.
_MARKS = 30
# Questions that show how to ask.
_EXAMPLES = 2
# Names of changed reports that one line of a reply holds.
_NAMES = 20


def say(text: str) -> Reply:
    """A reply of one plain paragraph."""
    return [block(text)]


def answered(answer: Answer) -> Reply:
    """The message, the passages with whose words they are, and questions to ask instead."""
    blocks = [block(answer.message)] if answer.message else []
    if answer.status is Status.ANSWERED:
        for _, hits in groupby(answer.hits, key=lambda hit: _attribution(hit.passage)):
            blocks.extend(_quotations(list(hits), first=not blocks))
    if answer.more and answer.status is Status.ANSWERED:
        blocks.append(block(messages.MORE.format(count=answer.more), gap="\n\n"))
    return [*blocks, *_suggestions(answer.suggestions)]


def _attribution(passage: Passage) -> tuple[object, ...]:
    return (
        passage.page,
        passage.section,
        passage.city,
        passage.author,
        passage.office,
        passage.headline,
        passage.credit,
    )


def _quotations(hits: Sequence[Hit], first: bool) -> Iterator[Block]:
    """Passages of one report: whose words they are, once, and the words."""
    passage = hits[0].passage
    head = list(_head(passage))
    if head:
        yield block(*head, gap="\n\n", keep=True)
    # The report's last paragraph ends in its credit as printed.
    printed = any((passage.credit or "") in hit.passage.text for hit in hits)
    for place, hit in enumerate(hits, 1):
        gap = "\n" if head or place > 1 or first else "\n\n"
        runs = marked(hit.passage.text, hit.highlights[:_MARKS])
        yield block(*runs, quote=True, gap=gap, keep=place == len(hits) and not printed)
    if not printed:
        yield block(Run(f"（{passage.credit}）", "i"))


def _head(passage: Passage) -> Iterator[Run]:
    who = " · ".join(name for name in (passage.city, passage.author) if name)
    office = f"（{passage.office}）" if passage.office else ""
    if who or office:
        yield Run(who, "b")
        yield Run(office)
    if passage.headline:
        yield Run("\n" if who or office else "")
        yield Run(f"《{passage.headline}》")


def _suggestions(questions: Sequence[str]) -> Iterator[Block]:
    """Questions to copy with a tap."""
    if questions:
        yield block(messages.SUGGESTIONS, gap="\n\n", keep=True)
        yield from (block(Run(question, "code")) for question in questions)


def start(snapshot: Snapshot) -> Reply:
    """A greeting that says what the bot does and how to ask."""
    return [block(messages.GREETING), *_how_to_ask(messages.HOW_TO_ASK, "", snapshot)]


def help_text(snapshot: Snapshot, in_group: bool, for_admin: bool) -> Reply:
    """How to ask, and the commands."""
    known = messages.COMMANDS | (messages.ADMIN_COMMANDS if for_admin else {})
    commands = "\n".join(f"/{name} {what}" for name, what in known.items())
    return [
        *how_to_ask(snapshot, in_group),
        block(messages.COMMANDS_TITLE, "\n", commands, gap="\n\n"),
    ]


def how_to_ask(snapshot: Snapshot, in_group: bool) -> Reply:
    """How to ask, by an example the library can answer."""
    if in_group:
        return list(_how_to_ask(messages.HOW_TO_ASK_IN_GROUP, "/ask ", snapshot))
    return list(_how_to_ask(messages.HOW_TO_ASK, "", snapshot))


def _how_to_ask(how: str, prefix: str, snapshot: Snapshot) -> Iterator[Block]:
    examples = suggestions(snapshot, ())[:_EXAMPLES]
    if not examples:
        yield block(messages.NO_REPORTS, gap="\n\n")
        return
    yield block(how, gap="\n\n", keep=True)
    yield from (block(Run(prefix + example, "code")) for example in examples)
    if len(snapshot.cities) > 1:
        yield block(messages.FOLLOW_UP.format(city=snapshot.cities[-1]))


def cities(snapshot: Snapshot) -> Reply:
    """The cities that have reports."""
    names = snapshot.cities
    if not names:
        return say(messages.NO_REPORTS)
    listed = messages.LIST_JOIN.join(names)
    return say(messages.CITIES.format(count=len(names), cities=listed))


def reloaded(snapshot: Snapshot, changes: Changes) -> Reply:
    """What the library holds now, and what the reload changed."""
    reports = sum(1 for _ in snapshot.library.sections())
    total = messages.RELOADED.format(reports=reports, cities=len(snapshot.cities))
    lines = [
        message.format(count=len(sections), names=_names(sections))
        for message, sections in (
            (messages.REPORTS_ADDED, changes.added),
            (messages.REPORTS_CHANGED, changes.changed),
            (messages.REPORTS_REMOVED, changes.removed),
        )
        if sections
    ]
    return [block(line) for line in (total, *(lines or [messages.NOTHING_CHANGED]))]


def _names(sections: Iterable[Section]) -> str:
    names = dict.fromkeys(section.city or messages.UNNAMED for section in sections)
    shown = messages.LIST_JOIN.join(list(names)[:_NAMES])
    return messages.AND_OTHERS.format(names=shown) if len(names) > _NAMES else shown
