from dataclasses import replace
from itertools import pairwise

import pytest

from bot import review
from corpus.publishing.publish import Incoming
from corpus.stitching.result import Join, Stitched, StitchedSection
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


def test_as_much_is_counted_as_is_shown() -> None:
    text = "".join(paragraph.text for paragraph in SECTION.paragraphs)
    spans = [span for paragraph in SECTION.paragraphs for span in paragraph.spans]
    joins = tuple(Join(a, b, 0.5, None) for a, b in pairwise(spans))
    page = Stitched(text, (), stitched(0.4).sections, (), (), joins)
    given = Incoming(("page",), (ALONE,), (page,))
    shown = [line for line in review.reports(given, 0) if "？" in line]
    assert len(shown) == review.doubtful(given) - len(review.left_over(given, 0)) > 0
