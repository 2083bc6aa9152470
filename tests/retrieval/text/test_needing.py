"""Patterns that need characters: whatever they find has one of them."""

import importlib
import pkgutil
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Container, Iterator
from typing import Any

import pytest

import retrieval
from retrieval.text.fold import Needing, lazy
from retrieval.text.kinds import _kinds


def _all() -> Iterator[tuple[str, Needing]]:
    for found in pkgutil.walk_packages(retrieval.__path__, "retrieval."):
        module = importlib.import_module(found.name)
        for name, held in vars(module).items():
            if isinstance(held, Needing):
                yield f"{found.name}.{name}", held
    yield from ((kind, asked) for kind, (asked, _) in _kinds().items())  # type: ignore[misc]


def _has_one(parsed: Any, needs: Container[str]) -> bool:
    """Whether all that a parsed pattern matches has one of the characters, by one of its parts."""
    return any(_is_needed(code, of, needs) for code, of in parsed)


def _is_needed(code: Any, of: Any, needs: Container[str]) -> bool:
    if code is codes.LITERAL:
        return chr(of) in needs
    if code is codes.IN:
        return all(_is_within(one, needs) for one in of)
    if code is codes.BRANCH:
        return all(_has_one(branch, needs) for branch in of[1])
    if code is codes.SUBPATTERN:
        return _has_one(of[3], needs)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return of[0] > 0 and _has_one(of[2], needs)
    return code is codes.ASSERT and _has_one(of[1], needs)


def _is_within(parsed: tuple[Any, Any], needs: Container[str]) -> bool:
    code, of = parsed
    if code is codes.RANGE:
        return all(chr(one) in needs for one in range(of[0], of[1] + 1))
    return code is codes.LITERAL and chr(of) in needs


def test_whatever_a_pattern_finds_has_a_character_that_it_needs() -> None:
    held = dict(_all())
    assert len(held) > 10
    assert [name for name, one in held.items() if not _has_one(_parsed(one), one.needs)] == []


def _parsed(needing: Needing) -> Any:
    return parser.parse(needing.pattern)


def test_the_check_notices_what_is_not_needed() -> None:
    assert _has_one(parser.parse("有哪(?:些|几)|谁"), "哪谁")
    assert not _has_one(parser.parse("有哪(?:些|几)|谁"), "哪")
    assert not _has_one(parser.parse("哪?个"), "哪")


@pytest.mark.parametrize("text", ["", "四大体系", "有哪些体系", "哪些人，哪些事"])
def test_a_pattern_does_the_same_whether_it_needs_characters_or_not(text: str) -> None:
    plain, needing = lazy("哪(些)"), lazy("哪(些)", needs="哪")
    assert [m.span() for m in plain.finditer(text)] == [m.span() for m in needing.finditer(text)]
    assert plain.findall(text) == needing.findall(text)
    assert plain.sub("", text) == needing.sub("", text)
    assert bool(plain.search(text)) == bool(needing.search(text))
