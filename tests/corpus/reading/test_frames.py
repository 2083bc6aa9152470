import time

from corpus.reading.frames import frames_of
from corpus.reading.lines import Box

TOP, FOOT = Box(10, 20, 110, 21), Box(11, 100, 110, 101)
LEFT, RIGHT = Box(10, 19, 11, 101), Box(109, 20, 110, 102)


def test_four_rules_that_meet_are_a_frame() -> None:
    assert frames_of([LEFT, FOOT, RIGHT, TOP], meets=3) == [Box(10, 20, 110, 101)]


def test_rules_that_do_not_meet_are_none() -> None:
    short = Box(109, 20, 110, 80)
    assert frames_of([], meets=3) == frames_of([LEFT, FOOT, TOP], meets=3) == []
    assert frames_of([LEFT, FOOT, short, TOP], meets=3) == []


def test_a_table_of_a_thousand_cells_takes_no_time() -> None:
    across = [Box(10 * x, 10 * y, 10 * x + 8, 10 * y + 1) for x in range(40) for y in range(40)]
    down = [Box(2 * x, 0, 2 * x + 1, 400) for x in range(200)]
    began = time.process_time()
    assert frames_of([*across, *down], meets=3) == []
    assert time.process_time() - began < 2
