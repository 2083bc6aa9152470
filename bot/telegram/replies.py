"""Replies about the bot and the library: help, the cities, figures, what a reload changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.feedback import Complaint, Kind
from bot.telegram import keyboards, messages
from bot.telegram.changes import Changes
from bot.telegram.markup import Block, Run, block
from corpus import checking
from corpus.section import Section
from retrieval.snapshot import Snapshot
from retrieval.suggestion import suggestions

# Questions that show how to ask.
_EXAMPLES = 2
# Names of changed reports that one line of a reply holds.
_NAMES = 20
# Unanswered questions that one reply lists, and warnings of one page.
_LISTED = 30


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says to one message, in as many of its own as that takes.

    The buttons stand under the last of them.
    """

    blocks: Sequence[Block]
    keyboard: InlineKeyboardMarkup | None = None

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)


def say(*lines: str, keyboard: InlineKeyboardMarkup | None = None) -> Reply:
    """A reply of plain lines."""
    return Reply([block(line) for line in lines], keyboard)


def start(snapshot: Snapshot) -> Reply:
    """A greeting that says what the bot does and how to ask."""
    return Reply([block(messages.GREETING), *_how_to_ask(messages.HOW_TO_ASK, "", snapshot)])


def help_text(snapshot: Snapshot, group_bot: str, for_admin: bool) -> Reply:
    """How to ask, and the commands. `group_bot` is the bot's name in groups, empty in private."""
    known = messages.COMMANDS | (messages.ADMIN_COMMANDS if for_admin else {})
    commands = "\n".join(f"/{name} {what}" for name, what in known.items())
    title = block(messages.COMMANDS_TITLE, "\n", commands, gap="\n\n")
    return Reply([*how_to_ask(snapshot, group_bot), title])


def how_to_ask(snapshot: Snapshot, group_bot: str) -> Reply:
    """How to ask, by an example the library can answer."""
    if group_bot:
        how = messages.HOW_TO_ASK_IN_GROUP.format(bot=group_bot)
        return Reply(list(_how_to_ask(how, "/ask ", snapshot)))
    return Reply(list(_how_to_ask(messages.HOW_TO_ASK, "", snapshot)))


def _how_to_ask(how: str, prefix: str, snapshot: Snapshot) -> Iterator[Block]:
    examples = suggestions(snapshot, ())[:_EXAMPLES]
    if not examples:
        yield block(messages.NO_REPORTS, gap="\n\n")
        return
    yield block(how, gap="\n\n", keep=True)
    yield from (block(Run(prefix + example, "code")) for example in examples)
    if len(snapshot.cities) > 1:
        yield block(messages.FOLLOW_UP.format(city=snapshot.cities[-1]))


def about(snapshot: Snapshot, days: int) -> Reply:
    """What the bot is, what it holds, what it keeps."""
    held = messages.HOLDINGS.format(
        pages=len(snapshot.library.pages),
        reports=_reports(snapshot),
        cities=len(snapshot.cities),
    )
    return say(messages.ABOUT, held, messages.PRIVACY.format(days=days))


def cities(snapshot: Snapshot) -> Reply:
    """The cities that have reports."""
    names = snapshot.cities
    if not names:
        return say(messages.NO_REPORTS)
    listed = messages.LIST_JOIN.join(names)
    return say(messages.CITIES.format(count=len(names), cities=listed))


def choose_city(snapshot: Snapshot, kept: str | None, unknown: str = "") -> Reply:
    """The cities as buttons, after what was wrong with the name that was given."""
    if not snapshot.cities:
        return say(messages.NO_REPORTS)
    lines = [messages.CITY_UNKNOWN.format(name=unknown)] if unknown else []
    ask = messages.CITY_NOW if kept else messages.CITY_ASK
    lines.append(ask.format(city=kept or snapshot.cities[0]))
    return say(*lines, keyboard=keyboards.cities(snapshot.cities, kept))


def reloaded(snapshot: Snapshot, changes: Changes) -> Reply:
    """What the library holds now, and what the reload changed."""
    total = messages.RELOADED.format(reports=_reports(snapshot), cities=len(snapshot.cities))
    return say(total, *(differences(changes) or [messages.NOTHING_CHANGED]))


def differences(changes: Changes) -> list[str]:
    """A line for reports that came, one for those mended, one for those that went."""
    return [
        message.format(count=len(sections), names=_names(sections))
        for message, sections in (
            (messages.REPORTS_ADDED, changes.added),
            (messages.REPORTS_CHANGED, changes.changed),
            (messages.REPORTS_REMOVED, changes.removed),
        )
        if sections
    ]


def _names(sections: Iterable[Section]) -> str:
    names = dict.fromkeys(section.city or messages.UNNAMED for section in sections)
    shown = messages.LIST_JOIN.join(list(names)[:_NAMES])
    return messages.AND_OTHERS.format(names=shown) if len(names) > _NAMES else shown


def _reports(snapshot: Snapshot) -> int:
    return sum(1 for _ in snapshot.library.sections())


def stats(snapshot: Snapshot, counts: dict[Kind, int], days: int) -> Reply:
    """How much is held, and what people said of the answers."""
    held = messages.HOLDINGS.format(
        pages=len(snapshot.library.pages),
        reports=_reports(snapshot),
        cities=len(snapshot.cities),
    )
    census = snapshot.census
    passages = messages.STATS.format(passages=census.passages, sourced=census.sourced)
    named = {kind.value: count for kind, count in counts.items()}
    return say(held, passages, messages.STATS_FEEDBACK.format(days=days, **named))


def unanswered(complaints: Sequence[Complaint], days: int) -> Reply:
    """The questions that the library should be able to answer and is not."""
    if not complaints:
        return say(messages.ALL_ANSWERED.format(days=days))
    title = messages.UNANSWERED_TITLE.format(days=days, count=len(complaints))
    return say(title, *map(_complaint, complaints[:_LISTED]))


def _complaint(complaint: Complaint) -> str:
    nothing = complaint.kind is Kind.FOUND_NOTHING
    people = messages.PEOPLE.format(count=complaint.people) if complaint.people > 1 else ""
    return messages.UNANSWERED.format(
        question=" ".join(complaint.question.split()),
        why=messages.WHY_NOTHING if nothing else messages.WHY_USELESS,
        people=people,
    )


def checked(snapshot: Snapshot) -> Reply:
    """What a person should look at, page by page."""
    lines = []
    for held in snapshot.library.pages:
        paragraphs = sum(len(section.paragraphs) for section in held.page.sections)
        reports = len(held.page.sections)
        lines.append(
            messages.CHECKED.format(page=held.name, reports=reports, paragraphs=paragraphs)
        )
        found = [messages.WARNING.format(warning=w) for w in checking.warnings(held)][:_LISTED]
        lines.extend(found or [messages.CHECKED_WELL])
    return say(*(lines or [messages.NO_REPORTS]))
