"""Texts cut into parts, sentence by sentence, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.storage import keys
from retrieval.storage.keys import distinct

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

PLANE = 0x10000
"""Code points; those beyond are made one."""

# As `text.fold.sentences` cuts.
_ENDS = tuple(map(ord, "。！？!?；;\n"))
_CLOSERS = np.zeros(PLANE, np.bool_)
_CLOSERS[[*map(ord, "”’」』）)》]")]] = True


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

    @cached_property
    def sizes(self) -> Ints:
        """The characters of each part, a line's end that follows it too, shape (n,)."""
        return gaps(self.begins, len(self.codes))

    def of(self, places: Ints) -> Ints:
        """The part of each of some places in the codes, which are in order, of their shape."""
        return np.arange(len(self)).repeat(gaps(places.searchsorted(self.begins), len(places)))


def whole(texts: Sequence[str]) -> Parts:
    """Each text as one part."""
    joined, begins = _joined(texts)
    return Parts(joined, _codes(joined), begins, np.arange(len(texts)))


def sentences(texts: Sequence[str], lines: Sequence[str]) -> Parts:
    """Each sentence of the texts as a part, and after them each of the lines as one."""
    joined, firsts = _joined([*texts, *lines])
    codes = _codes(joined)
    begins = _after(codes[: firsts[len(texts)] if lines else len(codes)])
    # A text begins where one ended, whatever it begins with.
    found = distinct(np.concatenate([begins, firsts]))
    return Parts(joined, codes, found, found.searchsorted(firsts))


def _after(codes: NDArray[np.uint16]) -> Ints:
    """Where something follows the end of a sentence and two closing signs at most."""
    closed = codes == _ENDS[0]
    for end in _ENDS[1:]:
        closed |= codes == end
    # The last is a line's end.
    last = closed.nonzero()[0][:-1]
    for _ in range(2):
        last += ~closed[last + 1] & _CLOSERS[codes[last + 1]]
    found: Ints = last[~closed[last + 1]] + 1
    return found


def gaps(begins: Ints, end: int) -> Ints:
    """How far it is from each place to the next, and from the last to the end."""
    found = np.empty_like(begins)
    found[:-1] = begins[1:]
    found[-1:] = end
    found -= begins
    return found


def _joined(texts: Sequence[str]) -> tuple[str, Ints]:
    """The texts, each followed by a line's end, and where each begins."""
    sizes = np.fromiter(map(len, texts), np.intp, len(texts)) + 1
    return "\n".join([*texts, ""]), sizes.cumsum() - sizes


def _codes(joined: str) -> NDArray[np.uint16]:
    return np.minimum(keys.codes(joined), PLANE - 1).astype(np.uint16)
