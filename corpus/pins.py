"""Pins: questions that an admin tied to the passages that answer them, in pins.yaml."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError
from corpus.files import read_text

FILE = "pins.yaml"
TERMS = "terms.txt"
# People write them: more is another file. Each word of a group stands for each other.
MAX_GROUPS, MAX_GROUP = 5000, 200

_HEAD = (
    "# 问题（also：别的问法）、回答它的段落的编号（passage）、段落里回答的原话（words）。\n"
    "# 编号和原话与语料对不上的，不照它回答，wencheng check 会指出来。\n"
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A question, `also` put in other ways; the passage's id; the words of it that answer."""

    question: str
    passage: str
    words: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PinFile:
    """What a pins.yaml holds."""

    pins: tuple[Pin, ...] = ()


def read(folders: Iterable[Path]) -> tuple[Pin, ...]:
    """The pins of the folders, in their order.

    Raises:
        InputError: a file is bad.
    """
    found = [folder / FILE for folder in folders if (folder / FILE).is_file()]
    if not found:
        return ()
    from corpus import strict  # a YAML parser, which takes as long to import as an answer

    return tuple(pin for path in found for pin in strict.read(path, PinFile).value.pins)


def dump(pins: Sequence[Pin]) -> bytes:
    """The file of a folder's pins, for people to read."""
    import yaml

    records = [
        {"question": p.question, "also": list(p.also), "passage": p.passage, "words": p.words}
        for p in pins
    ]
    text = yaml.safe_dump({"pins": records}, allow_unicode=True, sort_keys=False, width=1000)
    return (_HEAD + text).encode()


def terms(folders: Iterable[Path]) -> list[str]:
    """The lines of the folders' terms.txt: words that mean the same here, a group a line.

    Raises:
        InputError: a file is bad.
    """
    held = [folder / TERMS for folder in folders if (folder / TERMS).is_file()]
    return [line for path in held for line in _lines(path)]


def _lines(path: Path) -> list[str]:
    lines = read_text(path).splitlines()
    if len(lines) > MAX_GROUPS:
        raise InputError.at(path, None, f"有 {len(lines)} 行（上限 {MAX_GROUPS}）")
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_GROUP:
            raise InputError.at(path, number, f"一行太长（上限 {MAX_GROUP} 个字）")
    return lines
