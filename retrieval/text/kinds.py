"""Kinds of answers: what a question asks for (a person, a time, a number of something, a reason,
…), and whether words give it; `data/answer_kinds.txt` has the patterns."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from retrieval.text.fold import HAN, lazy

_NUMBER = r"(?:\d[\d.,]*|[零〇一二两三四五六七八九十百千万亿半数几]+)"
_FILE = Path(__file__).parents[1] / "data" / "answer_kinds.txt"
# Characters beside the asking word that an answer's clause may share.
BESIDE = 6


@lru_cache(maxsize=1024)
def asked_for(question: str) -> dict[str, re.Pattern[str]]:
    """The kinds that a normalised question asks for, each with the pattern of what gives it."""
    found = ((kind, asked.search(question), given) for kind, (asked, given) in _kinds().items())
    return {kind: _given(given, match) for kind, match, given in found if match}


@lru_cache(maxsize=1024)
def beside(question: str) -> tuple[str, str]:
    """What stands before and after the first asking word, of one piece with it."""
    match = _compiled(_patterns()["word", "asking"]).search(question)
    if match is None:
        return "", ""
    before = re.split(r"\W", question[: match.start()])[-1]
    return before[-BESIDE:], re.split(r"\W", question[match.end() :])[0][:BESIDE]


@lru_cache(maxsize=4096)
def gives(texts: tuple[str, ...], pattern: re.Pattern[str]) -> tuple[bool, ...]:
    """Which of the clauses of a text give a kind: whatever is asked of them, they are the same."""
    return tuple([pattern.search(text) is not None for text in texts])


def ends(words: str) -> list[str]:
    """What words end with, the longest first."""
    return [words[at:] for at in range(len(words))]


def beginnings(words: str) -> list[str]:
    """What words begin with, the longest first."""
    return [words[:size] for size in range(len(words), 0, -1)]


def overlaps(texts: Sequence[str], pieces: Sequence[str]) -> list[float]:
    """The share, of `BESIDE` characters, of the longest of the pieces that stands in each text;
    they come so that each has the next ones in it."""
    if not pieces:
        return [0.0] * len(texts)
    longest = (
        next(piece for piece in pieces if piece in text) if pieces[-1] in text else ""
        for text in texts
    )
    return [len(piece) / BESIDE for piece in longest]


def _given(pattern: str, asked: re.Match[str]) -> re.Pattern[str]:
    unit = next(filter(None, asked.groups()), "")
    return _compiled(pattern.replace("{1}", re.escape(unit)))


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], str]]:
    """Of each kind, what asks for it, and the pattern of what gives it."""
    held = _patterns()
    return {
        kind: (lazy(asked, held[kind, "needs"]), held[kind, "given"])
        for (kind, side), asked in held.items()
        if side == "asked"
    }


@cache
def _patterns() -> dict[tuple[str, str], str]:
    """The pattern of each side of each kind."""
    sides: dict[tuple[str, str], list[str]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, side, pattern = line.split(" ", 2)
            written = pattern.replace("{n}", _NUMBER).replace("{h}", HAN)
            sides.setdefault((kind, side), []).append(written)
    return {key: "|".join(patterns) for key, patterns in sides.items()}


_compiled = lru_cache(maxsize=256)(re.compile)
