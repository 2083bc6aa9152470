"""Regular expressions that are compiled when they are first used.

Compiling those of all modules takes as long as importing NumPy; one question needs a third of them.
"""

import re
from typing import Any, cast

HAN = r"[^\W\d_a-z]"
"""A Chinese character, in folded text; a range as wide as theirs takes long to compile."""


class _Lazy:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._pattern), name)
        setattr(self, name, found)
        return found


def lazy(pattern: str) -> re.Pattern[str]:
    """As good as `re.compile(pattern)`."""
    return cast("re.Pattern[str]", _Lazy(pattern))
