from dataclasses import replace

import pytest

from bot import review
from corpus.publishing.publish import Incoming
from corpus.stitching.result import Stitched, StitchedSection
from tests.corpus.pages import PAGE, SECTION

ALONE = replace(PAGE, sections=(SECTION,))


def stitched(confidence: float) -> Stitched:
    return Stitched("", (), (StitchedSection(SECTION, (), confidence),), (), (), ())


def doubtful(confidence: float) -> int:
    return review.doubtful(Incoming(("page",), (ALONE,), (stitched(confidence),)))


@pytest.mark.parametrize(("confidence", "unsure"), [(0.0, True), (0.89, True), (0.9, False)])
def test_a_report_of_any_low_confidence_is_to_be_looked_at(confidence: float, unsure: bool) -> None:
    assert review.is_unsure(SECTION, stitched(confidence)) == unsure
    assert doubtful(confidence) - doubtful(1.0) == unsure
