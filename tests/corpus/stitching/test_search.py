from collections.abc import Callable

import pytest

from corpus.stitching.layout import Layout, LayoutItem
from corpus.stitching.search import Reading, read

HEAD = LayoutItem(is_head=True)


def text(*, stops: bool = False, closes: bool = False, length: int = 100) -> LayoutItem:
    return LayoutItem(is_head=False, length=length, stops=stops or closes, closes=closes)


def likes(*pairs: tuple[int, int]) -> Callable[[int, int, int], float]:
    """Joins that read well; all others read badly."""
    return lambda _head, a, b: 4.0 if (a, b) in pairs else -4.0


def reading_of(items: list[LayoutItem], *pairs: tuple[int, int]) -> Reading:
    return read(Layout(items, likes(*pairs)))


CUT, END = text(), text(closes=True)


def test_one_report() -> None:
    reading = reading_of([HEAD, text(stops=True), END], (1, 2))
    assert reading.before == (None, 0, 1)
    assert reading.posterior[1, 2] > 0.9


def test_rows_are_read_in_the_order_of_head_lines() -> None:
    items = [HEAD, CUT, HEAD, CUT, HEAD, CUT, CUT, CUT, CUT, END, END, END]
    pairs = [(1, 6), (3, 7), (5, 8), (6, 9), (7, 10), (8, 11)]
    assert reading_of(items, *pairs).before == (None, 0, None, 2, None, 4, 1, 3, 5, 6, 7, 8)


def test_nothing_follows_a_credit() -> None:
    items = [HEAD, END, HEAD, CUT, END]
    reading = reading_of(items, (1, 4))
    assert reading.before == (None, 0, None, 2, 3)
    assert (1, 4) not in reading.posterior


def test_a_report_that_ended_is_passed_over() -> None:
    items = [HEAD, CUT, HEAD, CUT, CUT, END, CUT, END]
    # The second report ends in the second row; the first goes on to a third and a fourth piece.
    assert reading_of(items, (1, 4), (3, 5), (4, 6), (6, 7)).before == (
        None,
        0,
        None,
        2,
        1,
        3,
        4,
        6,
    )


def test_a_whole_report_stands_between_rows() -> None:
    items = [HEAD, CUT, HEAD, CUT, HEAD, CUT, END, END, END]
    pairs = [(5, 6), (1, 7), (3, 8)]
    assert reading_of(items, *pairs).before == (None, 0, None, 2, None, 4, 5, 1, 3)


def test_a_piece_may_hold_several_paragraphs() -> None:
    stop = text(stops=True)
    items = [HEAD, stop, CUT, HEAD, CUT, stop, END, END]
    pairs = [(1, 2), (2, 5), (5, 6), (4, 7)]
    assert reading_of(items, *pairs).before == (None, 0, 1, None, 3, 2, 5, 4)


def test_enumerations_decide_between_reports() -> None:
    one = LayoutItem(False, 100, (("point", 1),), stops=True)
    plain = text(stops=True)
    two = LayoutItem(False, 100, (("point", 2),), stops=True, closes=True)
    reading = read(Layout([HEAD, one, HEAD, plain, two, END], lambda _head, _a, _b: 0.0))
    assert reading.before == (None, 0, None, 2, 1, 3)


def test_text_before_all_head_lines_and_stray_lines_are_left_over() -> None:
    stray = LayoutItem(is_head=False, length=6, is_line=True)
    items = [text(stops=True), HEAD, CUT, stray, END]
    reading = read(Layout(items, lambda _head, a, b: 4.0 if (a, b) == (2, 4) else -30.0))
    assert reading.before == (None, None, 1, None, 2)


def test_posteriors_are_probabilities() -> None:
    items = [HEAD, CUT, HEAD, CUT, CUT, CUT]
    posterior = read(Layout(items, lambda _head, _a, _b: 0.0)).posterior
    for n in (4, 5):
        total = sum(share for (_, after), share in posterior.items() if after == n)
        assert total == pytest.approx(1.0, abs=0.01)


def test_doubt_shows_in_the_posterior() -> None:
    stop = text(stops=True)
    items = [HEAD, stop, HEAD, stop, stop]
    posterior = read(Layout(items, lambda _head, a, b: 5.0 if (a, b) == (1, 4) else 0.0)).posterior
    assert 0.1 < posterior[1, 4] < 0.9
    assert posterior[1, 4] + posterior[3, 4] == pytest.approx(1.0, abs=0.01)


def test_no_items() -> None:
    assert read(Layout([], likes())) == Reading((), {})
