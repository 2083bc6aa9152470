"""Why an answer is what it is, in a few lines below it."""

from bot.terminal import messages as say
from bot.terminal.render import QUIET
from bot.terminal.screen import Screen
from retrieval.answer import Answer
from retrieval.answering.telling.reasons import reasons
from retrieval.snapshot import Snapshot


def print_why(screen: Screen, snapshot: Snapshot, answer: Answer) -> None:
    """Print which words met, how sure that makes, and what was next."""
    screen.line(say.WHY, QUIET)
    for line in reasons(snapshot, answer):
        screen.line(line)
