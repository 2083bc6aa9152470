"""Texts cut into parts, sentence by sentence, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.storage import keys

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

PLANE = 0x10000
"""Code points; those beyond are made one."""

# As `text.fold.sentences` cuts.
_END, _CLOSER = 1, 2


def _classes() -> NDArray[np.uint8]:
    found = np.zeros(PLANE, np.uint8)
    for of_class, characters in ((_END, "。！？!?；;\n"), (_CLOSER, "”’」』）)》]")):
        found[[*map(ord, characters)]] = of_class
    return found


_CLASSES = _classes()


@dataclass(frozen=True)
class Parts:
    """Texts cut into n parts, one after another.

    Attributes:
        joined: the texts, each followed by a line's end.
        codes: its code points below `PLANE`, shape (characters,).
        begins: where each part begins, shape (n,).
        starts: the first part of each text, shape (texts,).
    """

    joined: str
    codes: NDArray[np.uint16]
    begins: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.begins)

    @property
    def sizes(self) -> Ints:
        """The characters of each part, a line's end that follows it too, shape (n,)."""
        return np.diff(self.begins, append=len(self.codes))

    def of(self, places: Ints) -> Ints:
        """The parts that places in the codes are in, shape (len(places),)."""
        return np.searchsorted(self.begins, places, "right") - 1

    def most(self, values: Floats) -> Floats:
        """The most of each text's parts, of values of shape (n,)."""
        found: Floats = np.maximum.reduceat(values, self.starts)
        return found


def whole(texts: Sequence[str]) -> Parts:
    """Each text as one part."""
    joined, begins = _joined(texts)
    return Parts(joined, _codes(joined), begins, np.arange(len(texts)))


def sentences(texts: Sequence[str], lines: Sequence[str]) -> Parts:
    """Each sentence of the texts as a part, and after them each of the lines as one."""
    joined, firsts = _joined([*texts, *lines])
    codes = _codes(joined)
    classes = _CLASSES[codes[: firsts[len(texts)] if lines else len(codes)]]
    closed, closers = classes == _END, classes == _CLOSER
    for _ in range(2):
        closed[1:] |= closers[1:] & closed[:-1]
    begins = np.zeros(len(codes), np.bool_)
    begins[1 : len(closed)] = closed[:-1] & ~closed[1:]
    # A text begins where one ended, whatever it begins with.
    begins[firsts] = True
    found = np.flatnonzero(begins)
    return Parts(joined, codes, found, np.searchsorted(found, firsts))


def _joined(texts: Sequence[str]) -> tuple[str, Ints]:
    """The texts, each followed by a line's end, and where each begins."""
    sizes = np.fromiter(map(len, texts), np.intp, len(texts)) + 1
    return "\n".join([*texts, ""]), sizes.cumsum() - sizes


def _codes(joined: str) -> NDArray[np.uint16]:
    return np.minimum(keys.codes(joined), PLANE - 1).astype(np.uint16)
