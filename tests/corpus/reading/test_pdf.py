from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.reading.pdf import extract
from corpus.reading.text import read_text
from corpus.stitching.stitch import stitch_file

PATH = Path("page.pdf")
Run = tuple[float, float, float, str]
"""Where a piece of text stands on its page: x, y, type size; and the text."""

CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)


def make_pdf(runs: list[Run]) -> bytes:
    """A PDF of one page with a text layer, by hand."""
    text = "".join(
        f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj\n"
        for x, y, size, words in runs
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(f"BT\n{text}ET".encode()),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(CMAP),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 8\n0000000000 65535 f \n" + table + trailer


def _stream(body: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


COLUMNS: list[Run] = [
    (50, 740, 20, "各地新思路"),
    (50, 700, 10, "东岭市市长王明："),
    (130, 700, 10, "弘扬新风"),
    (70, 680, 10, "今年要开好局。"),
    (70, 668, 10, "要大力弘扬社会主义核心价"),
    (50, 656, 10, "值观，做好《百名工会干部"),
    (50, 644, 10, "联系基层制"),
    (300, 700, 10, "白河市市长李芳：修好公路"),
    (320, 680, 10, "全市今年投入资金120"),
    (50, 500, 10, "度》的落实。（何悦整理）"),
    (300, 500, 10, "0万元，新建公路十条。"),
    (320, 488, 10, "明年再建十条。（何悦整理）"),
]


def test_lines_become_paragraphs() -> None:
    assert extract(make_pdf(COLUMNS), PATH).rstrip().split("\n\n") == [
        "各地新思路",
        "东岭市市长王明：弘扬新风",
        "今年要开好局。",
        "要大力弘扬社会主义核心价值观，做好《百名工会干部联系基层制",
        "白河市市长李芳：修好公路",
        "全市今年投入资金120",
        "度》的落实。（何悦整理）",
        "0万元，新建公路十条。",
        "明年再建十条。（何悦整理）",
    ]


def test_latin_words_of_two_lines_stay_apart() -> None:
    runs: list[Run] = [(50, 700, 10, "the labour"), (50, 688, 10, "union")]
    assert extract(make_pdf(runs), PATH) == "the labour union\n"


def test_a_pdf_is_stitched_like_text(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(make_pdf(COLUMNS))
    stitched, raw = stitch_file(path)
    assert raw.file == "page.pdf"
    assert stitched.text == read_text(path)
    texts = [[p.text for p in s.section.paragraphs] for s in stitched.sections]
    assert texts == [
        [
            "今年要开好局。",
            "要大力弘扬社会主义核心价值观，做好《百名工会干部联系基层制度》的落实。（何悦整理）",
        ],
        ["全市今年投入资金1200万元，新建公路十条。", "明年再建十条。（何悦整理）"],
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.4\nbroken", "PDF 读不了"),
        (make_pdf(COLUMNS)[:300], "PDF 读不了"),
        (make_pdf([]), "PDF 没有文字层"),
    ],
)
def test_bad_pdfs_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        extract(data, PATH)


def test_a_large_pdf_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n")
        file.truncate(50_000_000)
    with pytest.raises(InputError, match="上限 40 MB"):
        read_text(path)
