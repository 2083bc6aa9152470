"""Keys: the same number for a string however it is come by."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.storage import keys

_TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("\ud800\0工会")))


@given(st.lists(_TEXTS))
def test_keys_of_many_are_those_of_each(texts: list[str]) -> None:
    assert keys.keys(texts).tolist() == [keys.key(text) for text in texts]


@given(_TEXTS, st.data())
def test_spans(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    bounds = data.draw(st.lists(st.tuples(place, place).map(sorted)))
    starts, stops = np.array(bounds, np.intp).reshape(-1, 2).T
    expected = [keys.key(text[start:stop]) for start, stop in bounds]
    assert keys.spans(keys.codes(text), starts, stops).tolist() == expected


@given(st.lists(_TEXTS))
def test_distinct_keys_are_sorted(texts: list[str]) -> None:
    found = keys.distinct(keys.keys(texts + texts))
    assert found.tolist() == sorted({keys.key(text) for text in texts})


def test_windows_among_keys() -> None:
    held = keys.distinct(keys.keys(["工会", "工会改革", "改革"]))
    assert keys.among(held, "工会改革", 2, 4) == [(0, 4), (0, 2), (2, 4)]
    assert keys.among(held[:0], "工会改革", 2, 4) == []


@given(_TEXTS, st.lists(_TEXTS))
def test_every_window_is_looked_for(text: str, others: list[str]) -> None:
    parts = [(a, b) for a in range(len(text)) for b in range(min(len(text), a + 4), a + 1, -1)]
    held = keys.distinct(keys.keys([*others, *(text[a:b] for a, b in parts[::2])]))
    expected = [(a, b) for a, b in parts if keys.key(text[a:b]) in held.tolist()]
    assert keys.among(held, text, 2, 4) == expected
