"""How heavy lines look whose fonts have no name: pages of glyphs drawn by hand, thin and thick."""

from pathlib import Path

from corpus.measure.papers.typesetting import joined, stream_object
from corpus.reading.document import document_of
from corpus.reading.lines import Line

THIN, THICK = 90, 200
"""How wide the bars of a glyph are, in thousandths of its size."""


def font(first: int, bar: int) -> list[bytes]:
    """A Type 3 font whose one glyph, code 0x4e, is two bars; its objects, numbered from `first`."""
    glyph = f"1000 0 d0 100 0 {bar} 800 re f 600 0 {bar} 800 re f".encode()
    unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <4E> <56ED> endbfchar "
        b"endcmap end end"
    )
    head = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] "
        f"/FirstChar 78 /LastChar 78 /Widths [1000] /CharProcs << /a {first + 1} 0 R >> "
        f"/Encoding << /Type /Encoding /Differences [78 /a] >> /ToUnicode {first + 2} 0 R "
        "/Resources << >> >>"
    )
    return [head.encode(), stream_object(glyph), stream_object(unicode)]


def lines(*fonts: str) -> list[Line]:
    """Lines of one page, each in the font named."""
    shown = "".join(
        f"BT /{name} 10 Tf 50 {700 - 20 * n} Td <{'4E' * 12}> Tj ET\n"
        for n, name in enumerate(fonts)
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /Thin 5 0 R /Thick 8 0 R >> >> >>",
        stream_object(shown.encode()),
        *font(5, THIN),
        *font(8, THICK),
    ]
    (sheet,) = document_of(joined(objects), Path("page.pdf")).sheets
    return list(sheet.lines)


def test_thick_type_is_bold_beside_thin_type() -> None:
    found = lines("Thin", "Thick", "Thin")
    assert [line.face for line in found] == [""] * 3
    assert [line.bold for line in found] == [False, True, False]


def test_what_most_of_a_page_is_set_in_is_not_bold() -> None:
    assert not any(line.bold for line in lines("Thick", "Thick", "Thick"))
