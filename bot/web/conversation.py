"""The conversation in the browser's signed cookie: what was asked, nothing on the server."""

import secrets
from collections.abc import Sequence

from starlette.requests import Request

# Browsers keep 4096 bytes a cookie; a Chinese character takes eight.
MOST = 280
_ASKED, _PERSON = "asked", "person"


def asked(request: Request) -> tuple[str, ...]:
    """The questions so far as they were understood, the latest last."""
    return tuple(request.session.get(_ASKED, ()))


def keep(request: Request, question: str) -> None:
    """Remember a question as the latest; one asked again moves to the end."""
    earlier = [other for other in asked(request) if other != question]
    request.session[_ASKED] = _fitting([*earlier, question])


def end(request: Request) -> None:
    """Forget the questions."""
    request.session.pop(_ASKED, None)


def person(request: Request) -> int:
    """A number for who gives opinions: drawn once, kept in the cookie."""
    found: int = request.session.setdefault(_PERSON, secrets.randbits(62))
    return found


def _fitting(questions: Sequence[str]) -> list[str]:
    kept: list[str] = []
    left = MOST
    for question in reversed(questions):
        left -= len(question)
        if left < 0:
            break
        kept.insert(0, question)
    return kept
