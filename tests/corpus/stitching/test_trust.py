"""What a page shows of itself bounds every confidence."""

import random

from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.measure.confidence import judged, pages_by_kind
from corpus.stitching.stitch import stitch
from corpus.stitching.trust import Trust
from tests.corpus.stitching.cuttings import SHIPPED_TEXTS

HEADS = ("东岭市市长王明：开局", "白河市市长李芳：起步", "云梦市市长张伟：加油")


def test_paragraphs_in_rows_are_never_certain() -> None:
    """Nothing but the order says which report a whole paragraph belongs to."""
    parts = [(head, "今年要开好局。", "明年要收好尾。", "后年再加把劲。") for head in HEADS]
    page = "\n\n".join(part[n] for n in range(4) for part in parts if n or part)
    for text in (page, "\n\n".join(block for part in parts for block in part)):
        try:
            joins = stitch(text).joins
        except InputError:
            continue
        assert all(join.confidence < 0.9 for join in joins)


def test_what_looks_like_a_head_line_makes_its_joins_doubtful() -> None:
    text = "\n\n".join(
        [
            HEADS[0],
            "今年要开好局。（何悦）",
            HEADS[1],
            "今年要起好步。",
            "云梦市市长张伟·加油",
            "今年要加好油。（何悦）",
        ]
    )
    after = [join for join in stitch(text).joins if "张伟" in text[slice(*join.after)]]
    assert after
    assert all(join.confidence <= 0.5 for join in after)


def test_sure_joins_are_right_on_every_kind_of_page() -> None:
    right = sure = 0
    for _, page in pages_by_kind(SHIPPED_TEXTS, 2, random.Random(4)):
        for is_right, confidence in judged(page):
            sure += confidence >= 0.9
            right += confidence >= 0.9 and is_right
    assert right >= 0.93 * sure


@given(st.floats(-9, 9), st.floats(0, 1), st.booleans(), st.booleans(), st.booleans())
def test_words_that_speak_against_a_cut_leave_it_in_doubt(
    score: float, posterior: float, columns: bool, whole: bool, strained: bool
) -> None:
    trust = Trust(columns, shown=False, whole=whole, strained=strained, fit=1, suspects=frozenset())
    confidence = trust.confidence(1, 2, posterior, score, stop=False)
    assert confidence <= posterior
    assert score >= 0 or confidence < 0.9
