"""What the program knows of how people ask: words in groups, read once from a data file."""

import re
from functools import cache, lru_cache
from pathlib import Path

from corpus.places import read_groups
from retrieval.text.fold import lazy

_NAMED = re.compile(r"(?<!P)<([a-z_]+)>")


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).parents[1] / "data" / "phrases.txt"
    return read_groups(path.read_text("utf-8"))


def words(group: str) -> tuple[str, ...]:
    """The words of a group, longest first."""
    return _groups()[group]


def pattern(template: str, needs: str = "") -> re.Pattern[str]:
    """A pattern in which `<group>` stands for any word of a group; compiled when it is needed, see
    `fold.lazy`."""
    return lazy(lambda: _NAMED.sub(lambda match: either(match[1]), template), needs)


@lru_cache(1024)
def found(asking: re.Pattern[str], said: str) -> re.Match[str] | None:
    """Where a question asks for something: looked for once, not for each passage."""
    return asking.search(said)


@cache
def either(group: str) -> str:
    """A pattern for any word of a group, the longest that fits."""
    return "|".join(map(re.escape, words(group)))
