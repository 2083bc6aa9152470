"""Outlines hold their own lines, and nothing of the column beside."""

from hypothesis import given
from hypothesis import strategies as st

from bot.source.cutout import SHEET, WIDTH, region, scale
from bot.source.outlines import Outline, Point, outlines
from corpus.reading.lines import Box, PlacedBox, Sheet

SIZE, LEADING, PITCH = 10.0, 14.0, 130.0


@st.composite
def columns(draw: st.DrawFn) -> list[list[PlacedBox]]:
    """Columns of lines, ragged at either end, in reading order."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        left, lines = number * PITCH, []
        for row in range(draw(st.integers(1, 6))):
            indent, length = draw(st.integers(0, 3)), draw(st.integers(7, 12))
            top = row * LEADING
            ends = left + SIZE * indent, left + SIZE * length
            lines.append(PlacedBox(1, ends[0], top, ends[1], top + SIZE))
        made.append(lines)
    return made


@given(columns())
def test_one_outline_a_column(made: list[list[PlacedBox]]) -> None:
    found = outlines([box for lines in made for box in lines])
    assert [len(outline.boxes) for outline in found] == [len(lines) for lines in made]


@given(columns())
def test_all_of_a_line_isinside_and_nothing_of_others(made: list[list[PlacedBox]]) -> None:
    found = outlines([box for lines in made for box in lines])
    for outline, lines in zip(found, made, strict=True):
        for _, x0, y0, x1, y1 in lines:
            for x in (x0 + 1, (x0 + x1) / 2, x1 - 1):
                assert inside((x, (y0 + y1) / 2), outline.points)
        others = [box for column in made if column is not lines for box in column]
        for _, x0, y0, x1, y1 in others:
            assert not inside(((x0 + x1) / 2, (y0 + y1) / 2), outline.points)


def test_upright_lines_run_to_the_left() -> None:
    boxes = [PlacedBox(1, 80.0 - 15 * n, 0.0, 90.0 - 15 * n, 100.0) for n in range(3)]
    (found,) = outlines(boxes)
    assert found.bounds == (50.0, 0.0, 90.0, 100.0)


def test_pages_are_apart() -> None:
    found = outlines([PlacedBox(1, 0, 0, 90, 10), PlacedBox(2, 0, 12, 90, 22)])
    assert [outline.page for outline in found] == [1, 2]


def inside(point: Point, corners: tuple[Point, ...]) -> bool:
    """Even-odd rule."""
    x, y = point
    crossed = 0
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossed += 1
    return crossed % 2 == 1


def test_few_words_of_a_large_sheet_are_cut_out_without_drawing_a_giant() -> None:
    sheet = Sheet(1, 992, 1419, ())
    for left in (0.0, 400.0, 980.0):
        here = [Outline(1, (Box(left, 600, left + 12, 610),))]
        shown = region(here, sheet)
        assert 0 <= shown.x0 <= left
        assert left + 12 <= shown.x1 <= sheet.width
        pixels = scale(here, sheet, shown)
        assert pixels * shown.width >= WIDTH - 1
        assert pixels**2 * sheet.width * sheet.height <= 1.01 * SHEET
