"""Pictures read by OCR: left out where the extra is not installed."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import apart
from corpus.errors import RunError
from corpus.reading.lines import Box, Document, Sheet
from corpus.reading.pictures import ocr, picture
from tests.corpus.reading import drawing

if not ocr.is_installed():
    pytest.skip("the extra 'ocr' is not installed", allow_module_level=True)

PATH = Path("page.png")
TEXT = [
    (30, 10, 40, "职工夜校开到厂区里"),
    (30, 80, 20, "白鹭市总工会在二十一个园区开办夜校，"),
    (30, 110, 20, "开设电工、烹饪和普通话课程。"),
    (440, 80, 20, "石桥市总工会编印隐患清单，"),
    (440, 110, 20, "职工发现一处就可以扫码上报。"),
]
SIZE = (750, 200)
RULE = (30, 160, 720, 162)


def pages() -> list[Any]:
    """One page, as it is, upside down, sideways, askew."""
    level = drawing.page(TEXT, SIZE)
    return [level, *(picture.turned(level, turn) for turn in (180.0, 270.0, 4.0))]


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    """The pages, read in one process; the first has a rule."""
    from PIL import ImageDraw

    images = pages()
    ImageDraw.Draw(images[0]).rectangle(RULE, fill="black")
    told: list[float] = []
    read = list(ocr.read_pictures(images, told.append))
    assert sum(told) == pytest.approx(len(images), abs=0.01)
    return read


def test_every_line_is_read_where_it_stands(sheets: list[Sheet]) -> None:
    level = sheets[0]
    assert {line.text for line in level.lines} == {text for *_, text in TEXT}
    for line in level.lines:
        left, top, height, _ = next(one for one in TEXT if one[3] == line.text)
        assert line.box.x0 == pytest.approx(left, abs=height / 2)
        assert line.box.y0 == pytest.approx(top + 0.3 * height, abs=0.5 * height)
        assert line.size == pytest.approx(height, rel=0.2)
        assert len(line.edges) == len(line.confidences) == len(line.text)


def test_each_character_has_its_own_box(sheets: list[Sheet]) -> None:
    document = Document.of(sheets[:1])
    start = document.text.index("烹饪")
    (box,) = document.boxes([(start, start + 2)])
    assert box.x0 == pytest.approx(30 + 5 * 20, abs=10)
    assert box.x1 == pytest.approx(30 + 7 * 20, abs=10)


def test_turned_and_askew_pages_are_set_level(sheets: list[Sheet]) -> None:
    assert [round(sheet.turn) % 360 for sheet in sheets] == [0, 180, 90, 356]
    for sheet in sheets[1:]:
        assert {line.text for line in sheet.lines} == {text for *_, text in TEXT}


@pytest.mark.parametrize("n", range(4))
def test_boxes_hold_the_glyphs_and_nothing_is_left_outside(sheets: list[Sheet], n: int) -> None:
    sheet = sheets[n]
    grey = np.array(picture.turned(pages()[n], sheet.turn).convert("L"))
    assert grey.shape == (sheet.height, sheet.width)
    for line in sheet.lines:
        for at in range(line.start, line.end):
            assert inside(grey, line.part(at, at + 1)).min() < 128
    for line in sheet.lines:
        inside(grey, line.box, 0.3 * line.size)[:] = 255
    assert grey.min() >= 128


def inside(grey: Any, box: Box, slack: float = 0.0) -> Any:
    """The pixels of a box, and those around it."""
    x0, y0 = (max(round(n - slack), 0) for n in box[:2])
    x1, y1 = (round(n + slack) for n in box[2:])
    return grey[y0:y1, x0:x1]


def test_rules_are_seen(sheets: list[Sheet]) -> None:
    (rule,) = sheets[0].rules
    assert rule == pytest.approx(RULE, abs=3)


def test_a_process_that_dies_is_a_failed_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_work", _dies)
    with pytest.raises(RunError, match="意外停止"):
        list(ocr.read_pictures([drawing.page(TEXT)]))


def _dies(_: object) -> None:
    raise SystemExit(1)


def test_nobody_waits_for_a_picture_when_the_program_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_work", _waits)
    monkeypatch.setattr(apart, "children", set())
    picture = drawing.page(TEXT)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(lambda: list(ocr.read_pictures([picture])))
        while not apart.children:
            assert not read.done()
            time.sleep(0.01)
        apart.stop()
        with pytest.raises(RunError, match="意外停止"):
            read.result(20)
    assert not apart.children


def _waits(_: object) -> None:
    time.sleep(10)
