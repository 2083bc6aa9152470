"""Pictures read by OCR: left out where the extra is not installed."""

from pathlib import Path

import pytest

from corpus.errors import RunError
from corpus.reading import ocr, picture
from corpus.reading.lines import Document, Sheet
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


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    """One page, as it is, upside down, sideways, askew: all in one process."""
    from PIL import ImageDraw

    level = drawing.page(TEXT, SIZE)
    ImageDraw.Draw(level).rectangle(RULE, fill="black")
    images = [level, *(picture.turned(level, turn) for turn in (180.0, 270.0, 4.0))]
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


def test_rules_are_seen(sheets: list[Sheet]) -> None:
    (rule,) = sheets[0].rules
    assert rule == pytest.approx(RULE, abs=3)


def test_a_process_that_dies_is_a_failed_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_work", _dies)
    with pytest.raises(RunError, match="意外停止"):
        list(ocr.read_pictures([drawing.page(TEXT)]))


def _dies(_: object) -> None:
    raise SystemExit(1)
