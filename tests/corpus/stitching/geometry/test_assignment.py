"""The best pairs are those that trying all of them finds, and stay so when one is lowered."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.stitching.geometry.order.assignment import Array, Assignment

sizes = st.integers(1, 5)


@st.composite
def matrices(draw: st.DrawFn) -> Array:
    size = draw(sizes)
    scores = st.integers(-9, 9).map(float)
    rows = draw(
        st.lists(st.lists(scores, min_size=size, max_size=size), min_size=size, max_size=size)
    )
    return np.array(rows)


def total(scores: Array, columns: list[int]) -> float:
    return float(sum(scores[row, column] for row, column in enumerate(columns)))


def likeliest(scores: Array) -> float:
    return max(total(scores, list(order)) for order in permutations(range(len(scores))))


@given(matrices(), st.lists(st.tuples(sizes, st.integers(1, 20)), max_size=4))
def test_pairs_are_the_best_and_stay_so(scores: Array, lowered: list[tuple[int, int]]) -> None:
    pairs = Assignment(scores)
    assert sorted(pairs.columns) == list(range(len(scores)))
    assert total(scores, pairs.columns) == likeliest(scores)
    for at, less in lowered:
        row = at % len(scores)
        scores[row, pairs.columns[row]] -= less
        pairs.lower(row, scores[row, pairs.columns[row]])
        assert total(scores, pairs.columns) == likeliest(scores)
