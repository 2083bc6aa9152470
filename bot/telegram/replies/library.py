"""Replies about the bot and the library: help, the cities, figures, what a reload changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.feedback import FeedbackKind
from bot.telegram import messages
from bot.telegram.replies import keyboards
from bot.telegram.replies.text import MessageBlock, Run, block
from bot.terminal.library import example
from corpus import checking
from corpus.library import Library
from corpus.section import Section
from retrieval.answer import Answer
from retrieval.answering.telling.reasons import reasons
from retrieval.answering.telling.suggest import suggestions
from retrieval.snapshot import Snapshot

Reports = dict[tuple[str | None, ...], Section]


@dataclass(frozen=True, slots=True)
class LibraryDifference:
    """Reports that only the new library has, that differ in it, that only the old one had.

    `imports` are the names of those that came, changed or went.
    """

    added: tuple[Section, ...]
    changed: tuple[Section, ...]
    removed: tuple[Section, ...]
    imports: tuple[str, ...] = ()


def compare(old: Library, new: Library) -> LibraryDifference:
    """Compare the reports of two libraries; a report is known by its page, city and headline."""
    before, after = _reports(old), _reports(new)
    imports = set(old.imports) ^ set(new.imports)
    return LibraryDifference(
        added=tuple(after[key] for key in after if key not in before),
        changed=tuple(after[k] for k in after if k in before and before[k] != after[k]),
        removed=tuple(before[key] for key in before if key not in after),
        imports=tuple(sorted({held.name for held in imports})),
    )


def _reports(library: Library) -> Reports:
    return {
        (page.name, section.city, section.author, section.headline): section
        for page, _, section in library.sections()
    }


# Questions that show how to ask.
_EXAMPLES = 2
# Names of changed reports that one line of a reply holds.
_NAMES = 20
# Warnings of one page that one reply lists.
_LISTED = 30
# Bad files that a message tells of.
_FEW = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says to one message, in as many of its own as that takes.

    The buttons stand under the last of them. Where they read the message answered, each of the
    bot's `quotes` it.
    """

    blocks: Sequence[MessageBlock]
    keyboard: InlineKeyboardMarkup | None = None
    quotes: bool = False

    def __iter__(self) -> Iterator[MessageBlock]:
        return iter(self.blocks)


def say(*lines: str, keyboard: InlineKeyboardMarkup | None = None) -> Reply:
    """A reply of plain lines."""
    return Reply([block(line) for line in lines], keyboard)


def why(snapshot: Snapshot, answer: Answer) -> Reply:
    """Why an answer is what it is."""
    return say(messages.WHY_TITLE, *reasons(snapshot, answer))


def start(snapshot: Snapshot, for_admin: bool) -> Reply:
    """A greeting that says what the bot does and how to ask; admins are told what is amiss."""
    amiss = [block(said, gap="\n\n") for said in left_out(snapshot) if for_admin]
    asking = _how_to_ask(messages.HOW_TO_ASK, "", snapshot)
    return Reply([block(messages.GREETING), *asking, *amiss])


def left_out(snapshot: Snapshot) -> list[str]:
    """In a few lines what files of the library were bad when it was opened; nothing for none."""
    if not snapshot.left_out:
        return []
    reasons = [left.reason for left in snapshot.left_out[:_FEW]]
    more = [messages.LEFT_OUT_MORE] if len(snapshot.left_out) > _FEW else []
    count = len(snapshot.left_out)
    return [messages.LEFT_OUT.format(count=count, reasons="\n".join([*reasons, *more]))]


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


def _how_to_ask(how: str, prefix: str, snapshot: Snapshot) -> Iterator[MessageBlock]:
    if not snapshot.passages:
        yield block(messages.NO_REPORTS, gap="\n\n")
        return
    examples = suggestions(snapshot, ())[:_EXAMPLES] or filter(None, [example(snapshot)])
    yield block(how, gap="\n\n", keep=True)
    yield from (block(Run(prefix + question, "code")) for question in examples)
    if len(snapshot.cities) > 1:
        yield block(messages.FOLLOW_UP.format(city=snapshot.cities[-1]))


def about(snapshot: Snapshot, days: int) -> Reply:
    """What the bot is, what it holds, what it keeps."""
    held = messages.HOLDINGS.format(holdings=_holdings(snapshot, with_pages=True))
    return say(messages.ABOUT, held, messages.PRIVACY.format(days=days))


def forgotten(counts: Sequence[int | None]) -> Reply:
    """What was deleted of a person: conversations, replies, feedback, updates set aside."""
    deleted = [
        what.format(count=count)
        for what, count in zip(messages.FORGOTTEN_KINDS, counts, strict=True)
        if count
    ]
    if None in counts:
        return say(messages.NOT_FORGOTTEN)
    if not deleted:
        return say(messages.NOTHING_TO_FORGET)
    return say(messages.FORGOTTEN.format(what=messages.LIST_JOIN.join(deleted)))


def cities(snapshot: Snapshot) -> Reply:
    """The cities that have reports."""
    names = snapshot.cities
    if not names:
        return _without_cities(snapshot)
    listed = messages.LIST_JOIN.join(names)
    return say(messages.CITIES.format(count=len(names), cities=listed))


def _without_cities(snapshot: Snapshot) -> Reply:
    return say(messages.NO_CITIES if snapshot.passages else messages.NO_REPORTS)


def choose_city(snapshot: Snapshot, kept: str | None, unknown: str = "") -> Reply:
    """The cities as buttons, after what was wrong with the name that was given."""
    if not snapshot.cities:
        return _without_cities(snapshot)
    lines = [messages.CITY_UNKNOWN.format(name=unknown)] if unknown else []
    ask = messages.CITY_NOW if kept else messages.CITY_ASK
    lines.append(ask.format(city=kept or snapshot.cities[0]))
    return say(*lines, keyboard=keyboards.cities(snapshot.cities, kept))


def reloaded(snapshot: Snapshot, changes: LibraryDifference) -> Reply:
    """What the library holds now, and what the reload changed."""
    total = messages.RELOADED.format(holdings=_holdings(snapshot))
    return say(total, *(differences(changes) or [messages.NOTHING_CHANGED]))


def differences(changes: LibraryDifference) -> list[str]:
    """A line each for reports that came, were mended and went, and for imports."""
    lines = [
        message.format(count=len(sections), names=_names(sections))
        for message, sections in (
            (messages.REPORTS_ADDED, changes.added),
            (messages.REPORTS_CHANGED, changes.changed),
            (messages.REPORTS_REMOVED, changes.removed),
        )
        if sections
    ]
    if changes.imports:
        lines.append(messages.IMPORTS_CHANGED.format(names=_listed(changes.imports)))
    return lines


def _names(sections: Iterable[Section]) -> str:
    return _listed(section.city or messages.UNNAMED for section in sections)


def _listed(given: Iterable[str]) -> str:
    names = dict.fromkeys(given)
    shown = messages.LIST_JOIN.join(list(names)[:_NAMES])
    return messages.AND_OTHERS.format(names=shown) if len(names) > _NAMES else shown


def _holdings(snapshot: Snapshot, *, with_pages: bool = False) -> str:
    """Reports, imported passages and cities; of an empty library, that there are no reports."""
    census, cities = snapshot.census, len(snapshot.cities)
    imported = census.imported
    parts = []
    if snapshot.library.pages or not imported:
        pages = messages.PAGES.format(count=len(snapshot.library.pages)) if with_pages else ""
        parts.append(pages + messages.REPORTS.format(count=census.reports))
    if imported:
        parts.append(messages.PASSAGES.format(count=imported))
    if cities or not imported:
        parts.append(messages.CITIES_HELD.format(count=cities))
    return messages.HOLDINGS_JOIN.join(parts)


def stats(snapshot: Snapshot, counts: dict[FeedbackKind, int], days: int) -> Reply:
    """How much is held, and what people said of the answers."""
    held = messages.HOLDINGS.format(holdings=_holdings(snapshot, with_pages=True))
    census = snapshot.census
    passages = messages.STATS.format(passages=census.passages, sourced=census.sourced)
    named = {kind.value: count for kind, count in counts.items()}
    return say(held, passages, messages.STATS_FEEDBACK.format(days=days, **named))


def checked(snapshot: Snapshot) -> Reply:
    """What a person should look at, page by page."""
    lines = left_out(snapshot)
    for held in snapshot.library.pages:
        paragraphs = sum(len(section.paragraphs) for section in held.page.sections)
        reports = len(held.page.sections)
        lines.append(
            messages.CHECKED.format(page=held.name, reports=reports, paragraphs=paragraphs)
        )
        found = [messages.WARNING.format(warning=w) for w in checking.warnings(held)][:_LISTED]
        lines.extend(found or [messages.CHECKED_WELL])
    for imported in snapshot.library.imports:
        lines.append(messages.CHECKED_IMPORT.format(name=imported.name))
    return say(*(lines or [messages.NO_REPORTS]))
