"""Replies about what went unanswered, and what an admin does about it."""

from collections.abc import Iterable, Iterator, Sequence

from bot.feedback import Complaint, FeedbackKind
from bot.telegram import messages
from bot.telegram.replies import keyboards
from bot.telegram.replies.keyboards import Verb, button, keyboard, reference
from bot.telegram.replies.library import Reply, say
from bot.telegram.replies.text import MessageBlock, Run, block
from corpus.pins import Pin
from retrieval.passages import Passage
from retrieval.storage.keys import key

# Unanswered questions that one reply lists, and buttons of a row.
_LISTED = 30
_WIDTH = 5
# Code points of a passage that is offered.
_START = 60


def name_of(words: str) -> str:
    """What a button calls a question, or a group of words."""
    return f"h{key(words):016x}"


def unanswered(complaints: Sequence[Complaint], days: int) -> Reply:
    """The questions that the library should be able to answer and is not, with a button each."""
    kept = [button(messages.KEPT, Verb.KEPT)]
    if not complaints:
        return say(messages.ALL_ANSWERED.format(days=days), keyboard=keyboard([kept]))
    shown = complaints[:_LISTED]
    title = messages.UNANSWERED_TITLE.format(days=days, count=len(complaints))
    numbers = [
        button(str(number), Verb.MEND, name_of(one.question)) for number, one in enumerate(shown, 1)
    ]
    rows = [numbers[start : start + _WIDTH] for start in range(0, len(numbers), _WIDTH)]
    lines = (_complaint(number, one) for number, one in enumerate(shown, 1))
    return say(title, *lines, messages.MEND_WHICH, keyboard=keyboard([*rows, kept]))


def _complaint(number: int, complaint: Complaint) -> str:
    nothing = complaint.kind is FeedbackKind.FOUND_NOTHING
    people = messages.PEOPLE.format(count=complaint.people) if complaint.people > 1 else ""
    return messages.UNANSWERED.format(
        number=number,
        question=_line(complaint.question),
        why=messages.WHY_NOTHING if nothing else messages.WHY_USELESS,
        people=people,
    )


def question(words: str, offered: Sequence[Passage]) -> Reply:
    """What can be done about a question: the passages nearest to it, each with a button."""
    blocks = [block(messages.OFFERED if offered else messages.NOTHING_OFFERED)]
    blocks += [_offered(number, passage) for number, passage in enumerate(offered, 1)]
    blocks += [block(messages.HOW_TO_MEND, gap="\n\n"), *_asked(words)]
    uses = [
        button(messages.USE.format(number=number), Verb.PIN, reference(passage), number)
        for number, passage in enumerate(offered, 1)
    ]
    return Reply(blocks, keyboard([uses, [button(messages.SETTLE, Verb.SETTLE)]]))


def _offered(number: int, passage: Passage) -> MessageBlock:
    who = " · ".join(filter(None, (passage.city, passage.author)))
    start = _line(passage.text)[:_START]
    words = messages.OFFER.format(number=number, who=who, start=start)
    return block(words, gap="\n\n" if number == 1 else "\n")


def kept(words: str, command: str, lines: Iterable[str], change: str) -> Reply:
    """What was kept and what it did, to be taken back."""
    blocks = [block(Run(command, "b")), *map(block, lines), block(messages.MENDED)]
    return Reply([*blocks, *_asked(words)], keyboards.under_change(change))


def refused(words: str, command: str, lines: Iterable[str]) -> Reply:
    """What was not kept, for it silences questions or helps none; it can be kept all the same."""
    blocks = [block(Run(command, "b")), *map(block, lines), block(messages.NOT_MENDED)]
    anyway = [button(messages.MEND_ANYWAY, Verb.FORCE)]
    return Reply([*blocks, *_asked(words)], keyboard([anyway]))


def _asked(words: str) -> Iterator[MessageBlock]:
    """The question, which replies and buttons read here."""
    if words:
        yield block(Run(messages.ASKED.format(question=_line(words)), "i"), gap="\n\n")


def command_in(text: str) -> str:
    """What a reply about a change says was to be done: its first line."""
    return text.partition("\n")[0]


def everything(pins: Sequence[Pin], terms: Sequence[str]) -> Reply:
    """What is pinned and what means the same, each with a button that withdraws it."""
    if not pins and not terms:
        return say(messages.NOTHING_KEPT)
    found = [(Verb.UNPIN, pin.question, messages.KEPT_PIN) for pin in pins]
    found += [(Verb.UNTERM, words, messages.KEPT_TERM) for words in terms]
    found = found[:_LISTED]
    lines = (
        f"{number}. {words.format(words=_line(of))}"
        for number, (_, of, words) in enumerate(found, 1)
    )
    buttons = [
        button(messages.WITHDRAW_KEPT.format(number=number), verb, name_of(of))
        for number, (verb, of, _) in enumerate(found, 1)
    ]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    return say(messages.KEPT_TITLE, *lines, keyboard=keyboard(rows))


def _line(words: str) -> str:
    return " ".join(words.split())
