"""The boundary around a question: what fails inside is logged under an id and told by that id."""

import logging
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from bot import messages
from corpus.errors import RunError, WenchengError

T = TypeVar("T")

LOG = "failures.log"
_LONGEST = 1_000_000

log = logging.getLogger(__name__)


class FailedError(RunError):
    """A question failed inside the program; the message names the id under which it is logged."""


def bounded(work: Callable[[], T]) -> T:
    """What `work` gives.

    Raises:
        FailedError: it failed inside the program.
        WenchengError: it raised this itself, to be shown as it is.
    """
    try:
        return work()
    except WenchengError:
        raise
    except Exception as error:
        raise FailedError(messages.FAILED_QUESTION.format(id=logged(error))) from error


def logged(error: Exception) -> str:
    """Log where it failed; not the error's own words, which may hold the question.

    Returns:
        The id under which it is logged.
    """
    identity = secrets.token_hex(4)
    _open()
    where = "".join(_traceback(error))
    log.error("failure %s: %s\n%s", identity, type(error).__name__, where)
    return identity


def path() -> Path:
    """The file that failures are logged to."""
    from platformdirs import user_state_path

    return user_state_path("wencheng") / LOG


@cache
def _open() -> None:
    """Log to a file of this user's; what can't be written there is told nowhere else."""
    from logging.handlers import RotatingFileHandler

    try:
        path().parent.mkdir(0o700, parents=True, exist_ok=True)
        path().touch(0o600)
        file = RotatingFileHandler(path(), maxBytes=_LONGEST, backupCount=1, encoding="utf-8")
    except OSError:
        log.addHandler(logging.NullHandler())
        return
    file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(file)


def _traceback(error: Exception) -> list[str]:
    import traceback

    return traceback.format_tb(error.__traceback__)
