"""Texts cut into parts, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.storage import keys
from retrieval.text.fold import CUT

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

PLANE = 0x10000
"""Code points; those beyond are made one."""

_END = f"\n{CUT}"


@dataclass(frozen=True)
class Parts:
    """Texts cut into n parts, one after another.

    Attributes:
        joined: the texts, each followed by a line's end, and a `CUT` after each part.
        codes: its code points below `PLANE`, shape (characters,).
        begins: where each part begins, shape (n,).
        ends: where it ends, at its `CUT`, shape (n,).
        starts: the first part of each text, shape (texts,).
    """

    joined: str
    codes: NDArray[np.uint16]
    begins: Ints
    ends: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.begins)

    @property
    def sizes(self) -> Ints:
        """The characters of each part, a line's end that follows it too, shape (n,)."""
        return self.ends - self.begins

    def of(self, places: Ints) -> Ints:
        """The part of each of some places in the codes, of their shape."""
        return self.begins.searchsorted(places, "right") - 1


def parted(texts: Sequence[str]) -> Parts:
    """Texts with a `CUT` between their parts, if they are cut at all."""
    joined = _END.join([*texts, ""])
    points = codes(joined)
    sizes = np.fromiter(map(len, texts), np.intp, len(texts)) + len(_END)
    firsts = sizes.cumsum() - sizes
    ends = (points == ord(CUT)).nonzero()[0]
    begins = np.zeros(len(ends), np.intp)
    begins[1:] = ends[:-1] + 1
    return Parts(joined, points, begins, ends, begins.searchsorted(firsts))


def codes(joined: str) -> NDArray[np.uint16]:
    """The code points of a text, those beyond `PLANE` as its last, shape (characters,)."""
    found = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(found) == len(joined):
        return found
    return np.minimum(keys.codes(joined), PLANE - 1).astype(np.uint16)
