"""Chinese surnames, for telling what may be a person's name."""

from functools import cache
from pathlib import Path


@cache
def surnames() -> frozenset[str]:
    """Surnames of one character and of two."""
    text = (Path(__file__).parent / "data" / "surnames.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    single, compound = "\n".join(lines).split("\n\n")
    return frozenset(single.replace("\n", "")) | frozenset(compound.split())
