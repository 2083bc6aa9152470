import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.reading.document import document_of, read
from corpus.reading.lines import Document, Layer, Line
from corpus.reading.pdf.glyph import Glyph, once, spread
from corpus.reading.pdf.rows import make_lines
from corpus.reading.pdf.sheets import is_garbled
from tests.corpus.reading.pdfs import Leaf, Run, column, make_pdf

PATH = Path("page.pdf")
BODY = ["　　今年要开好局，大力弘扬社", "会主义核心价值观，做好工会干", "部联系基层的各项工作。"]


def document(*runs: Run) -> Document:
    return document_of(make_pdf(Leaf(runs)), PATH)


def lines(*runs: Run) -> list[Line]:
    return list(document(*runs).sheets[0].lines)


def texts(*runs: Run) -> list[str]:
    return [line.text for line in lines(*runs)]


def test_a_line_knows_its_place_and_size() -> None:
    (line,) = lines(Run(50, 700, 10, "东岭市"))
    assert (line.text, line.page, line.size) == ("东岭市", 1, 10)
    assert line.box.x0 == pytest.approx(50)
    assert line.box.x1 == pytest.approx(80)
    assert line.box.y0 < 100 < line.box.y1
    assert line.part(line.start + 1, line.start + 2).x0 == pytest.approx(60)


def test_pieces_of_one_line_are_one_line() -> None:
    runs = [Run(50, 700, 10, "投入资金"), Run(90, 700, 10.5, "1200"), Run(132, 700, 10, "万元。")]
    assert texts(*runs) == ["投入资金1200万元。"]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_file_does_not_matter(seed: int) -> None:
    runs = [*column(50, 700, 10, BODY), *column(205, 700, 10, BODY)]
    ordered = texts(*runs)
    assert len(ordered) == 6
    random.Random(seed).shuffle(runs)
    assert texts(*runs) == ordered


def test_columns_a_gap_apart_are_two_columns() -> None:
    left = column(50, 700, 10, ["今年要开好局，大力弘扬社会", "会主义核心价值观，做好工会"])
    right = column(192, 700, 10, ["全市今年投入资金一百二十万", "新建公路十条，明年再建十条"])
    assert len(texts(*left, *right)) == 4


def test_type_set_wide_is_one_line() -> None:
    runs = [Run(50 + 20 * n, 700, 10, char) for n, char in enumerate("春风又绿江南岸")]
    assert texts(*runs) == ["春风又绿江南岸"]


def test_a_blank_is_a_gap_wider_than_the_others() -> None:
    assert texts(Run(50, 700, 10, "织密网络"), Run(100, 700, 10, "暖了民心")) == [
        "织密网络 暖了民心"
    ]


def test_glyphs_drawn_twice_count_once() -> None:
    assert texts(Run(50, 700, 10, "谢谢大家"), Run(50.3, 700, 10, "谢谢大家")) == ["谢谢大家"]


def test_hidden_text_is_set_aside() -> None:
    visible = column(50, 700, 10, BODY)
    sheet = document(*visible, Run(50, 300, 10, "看不见的字", mode=3)).sheets[0]
    assert "看不见的字" not in [line.text for line in sheet.lines]
    assert [line.text for line in sheet.aside] == ["看不见的字"]


def test_hidden_text_of_a_scan_is_its_text() -> None:
    runs = [Run(run.x, run.y, run.size, run.text, mode=3) for run in column(50, 700, 10, BODY)]
    sheet = document(*runs).sheets[0]
    assert sheet.layer is Layer.HIDDEN
    assert len(sheet.lines) == 3


def test_what_is_drawn_on_a_scan_is_seen() -> None:
    pytest.importorskip("cv2")
    hidden = [Run(60, 700, 22, "工会走进一千家", mode=3)]
    hidden += [Run(60, 670 - 13 * n, 10, "走访企业解决困难", mode=3) for n in range(8)]
    (sheet,) = document_of(make_pdf(Leaf(hidden, [(300, 500, 200, 150)])), PATH).sheets
    assert sheet.layer is Layer.HIDDEN
    (photograph,) = sheet.pictures
    assert [round(edge, -1) for edge in photograph] == [300, 150, 500, 300]


def test_slanted_text_is_set_aside() -> None:
    sheet = document(*column(50, 700, 10, BODY), Run(100, 400, 40, "样张", turn=(0.7, 0.7)))
    assert "样张" not in sheet.text


def test_text_that_is_tiled_over_the_page_is_set_aside() -> None:
    tiles = [Run(50 + 130 * n, 300, 10, "内部资料") for n in range(4)]
    assert "内部资料" not in document(*column(50, 700, 10, BODY), *tiles).text


def test_compatibility_characters_are_folded_and_invisible_ones_dropped() -> None:
    assert texts(Run(50, 700, 10, "⼯会\u200b主席⻓\xad⻛")) == ["工会主席长风"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_shown(rotation: int) -> None:
    turns = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
    runs = [Run(300, 400, 10, "东岭市总工会主席", turn=turns[rotation])]
    sheet = document_of(make_pdf(Leaf(runs, rotation=rotation)), PATH).sheets[0]
    assert [line.text for line in sheet.lines] == ["东岭市总工会主席"]
    assert (sheet.width, sheet.height) == ((600, 800) if rotation % 180 == 0 else (800, 600))
    assert 0 <= sheet.lines[0].box.x0 < sheet.lines[0].box.x1 <= sheet.width


def test_text_set_downwards_is_an_upright_line() -> None:
    runs = [Run(560, 700 - 12 * n, 10, char) for n, char in enumerate("青禾市总工会")]
    (line,) = lines(*runs)
    assert (line.text, line.upright) == ("青禾市总工会", True)


def test_running_heads_and_feet_of_two_pages_are_set_aside() -> None:
    pages = [
        Leaf([*column(50, 700, 10, BODY), Run(250, 780, 9, f"青禾日报 第{n}版")]) for n in (1, 2)
    ]
    text = document_of(make_pdf(*pages), PATH).text
    assert "青禾日报" not in text
    assert text.count("\f") == 1


def test_rules_frames_and_pictures_are_told_apart() -> None:
    drawn = [(50, 500, 300, 1), (40, 650, 200, 80), (300, 100, 200, 150)]
    sheet = document_of(make_pdf(Leaf(column(50, 700, 10, BODY), drawn)), PATH).sheets[0]
    assert (len(sheet.rules), len(sheet.frames), len(sheet.pictures)) == (1, 1, 1)


def test_latin_words_of_two_lines_stay_apart() -> None:
    text = document(Run(50, 700, 10, "the labour"), Run(50, 688, 10, "union")).text
    assert text.split() == ["the", "labour", "union"]


def test_boxes_are_those_of_the_characters() -> None:
    found = document(*column(50, 700, 10, BODY))
    start = found.text.index("弘扬社")
    (box, below) = found.boxes([(start, start + 5)])
    assert (box.page, round(box.x0), round(box.x1)) == (1, 160, 190)
    assert (round(below.x0), round(below.x1)) == (50, 60)
    assert below.y0 > box.y0


def test_a_text_layer_without_sense_is_refused() -> None:
    private = ["".join(chr(0xE000 + ord(char) % 4096) for char in line) for line in BODY * 3]
    with pytest.raises(InputError, match="乱码"):
        document(*column(50, 700, 10, private))


def test_accented_letters_among_characters_are_no_sense() -> None:
    text = "".join(BODY * 3)
    assert not is_garbled(text)
    assert is_garbled("".join(chr(0xC0 + n % 64) if n % 2 else c for n, c in enumerate(text)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.4\nbroken", "PDF 读不了"),
        (make_pdf(Leaf(column(50, 700, 10, BODY)))[:300], "PDF 读不了"),
        (make_pdf(Leaf([])), "PDF 没有文字层"),
    ],
)
def test_bad_pdfs_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        document_of(data, PATH)


def test_type_larger_than_the_page_is_nothing() -> None:
    assert texts(*column(50, 700, 10, BODY), Run(50, 300, 900_000, "大")) == texts(
        *column(50, 700, 10, BODY)
    )


def test_a_large_pdf_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(50_000_000)
    with pytest.raises(InputError, match="上限 40 MB"):
        read(path)


def glyphs(text: str, places: Sequence[tuple[float, float]]) -> list[Glyph]:
    return [
        Glyph(char, x0, x1, base=100, size=10, bold=False, face="Song", source=1)
        for char, (x0, x1) in zip(text, places, strict=True)
    ]


def test_marks_squeezed_into_the_room_of_one_stay_in_their_line() -> None:
    squeezed = glyphs("行。（记", [(0, 10), (10, 20), (11.5, 21.5), (21.5, 31.5)])
    assert [line.text for line in make_lines(squeezed, (), 1)] == ["行。（记"]


@given(st.integers(2, 4))
def test_a_dash_of_several_characters_in_one_glyph_keeps_them(count: int) -> None:
    wide = [*glyphs("是", [(0, 10)]), *glyphs("—" * count, [(10, 10 + 10 * count)] * count)]
    (line,) = make_lines(list(once(list(spread(wide)))), (), 1)
    assert line.text == "是" + "—" * count
    assert line.box.x1 == 10 + 10 * count


def test_two_types_with_a_blank_and_a_step_between_are_two_lines() -> None:
    text = glyphs("港口来船", [(10 * n, 10 * n + 10) for n in range(4)])
    note = [
        Glyph(char, 56 + 9 * n, 65 + 9 * n, base=101.5, size=9, bold=False, face="Kai", source=2)
        for n, char in enumerate("码头")
    ]
    assert [line.text for line in make_lines([*text, *note], (), 1)] == ["港口来船", "码头"]


def test_a_line_that_runs_over_the_pages_edge_is_read_whole() -> None:
    assert texts(Run(560, 700, 10, "工会走进企业"), Run(60, 700, 10, BODY[1])) == [
        BODY[1],
        "工会走进企业",
    ]
    assert texts(Run(700, 700, 10, "印张之外"), Run(60, 700, 10, BODY[1])) == [BODY[1]]


def test_a_ligature_keeps_its_letters() -> None:
    staff = glyphs("Staff", [(0, 6), (6, 9), (9, 14), (14, 20), (14, 20)])
    assert [line.text for line in make_lines(list(once(list(spread(staff)))), (), 1)] == ["Staff"]
