"""Strings in arrays, one by one and merged."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.storage import strings
from retrieval.storage.blocks import Array
from retrieval.storage.strings import Strings

TEXTS = st.lists(st.text(st.characters(), max_size=6), max_size=12)


@given(TEXTS)
def test_as_good_as_a_tuple(texts: list[str]) -> None:
    held = Strings(strings.pack(texts))
    assert tuple(held) == tuple(texts)
    assert held[-2:] == tuple(texts[-2:])
    with pytest.raises(IndexError):
        held[len(texts)]


@given(TEXTS, st.data())
def test_merged_they_take_their_rows(texts: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(texts)), max_size=3)) | {0, len(texts)})
    dropped = data.draw(st.sets(st.integers(0, max(0, len(texts) - 1))))
    rows = np.cumsum([place not in dropped for place in range(len(texts))], dtype=np.int32) - 1
    places = np.where([place in dropped for place in range(len(texts))], -1, rows)
    kept = [text for place, text in enumerate(texts) if place not in dropped]
    made: dict[str, Array] = {}

    def out(name: str, kind: type, length: int) -> Array:
        return made.setdefault(name, np.zeros(length, kind))

    pieces = [(strings.pack(texts[a:b]), places[a:b].astype(np.int32)) for a, b in pairwise(cuts)]
    strings.merge(pieces, len(kept), out)
    assert tuple(Strings(made)) == tuple(kept)
