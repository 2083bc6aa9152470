import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.reading import stored
from corpus.reading.lines import Box, Document, Layer, Line, Sheet, spread
from corpus.section import Page, RawPage
from tests.corpus.pages import SECTION, replace_paragraphs, reread

LENGTHS = st.integers(0, 90_000).map(lambda hundredths: hundredths / 100)
RAW = b"%PDF-1.7"


@st.composite
def lines(draw: st.DrawFn) -> Line:
    text = draw(st.text("报纸页a1， ", min_size=1, max_size=8))
    x, y, width = draw(LENGTHS), draw(LENGTHS), draw(LENGTHS) + 1
    edges = tuple((round(a, 2), round(b, 2)) for a, b in spread(text, x, x + width))
    sure = draw(st.just(()) | st.tuples(*[st.sampled_from([0.5, 1.0])] * len(text)))
    return Line(
        text,
        1,
        Box(x, y, round(x + width, 2), round(y + 9, 2)),
        9.0,
        edges,
        bold=draw(st.booleans()),
        face=draw(st.sampled_from(["", "宋体"])),
        upright=draw(st.booleans()),
        confidences=sure,
    )


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    some = st.lists(lines(), max_size=3).map(tuple)
    boxes = st.lists(st.builds(Box, LENGTHS, LENGTHS, LENGTHS, LENGTHS), max_size=2).map(tuple)
    return Sheet(
        1,
        600.0,
        800.5,
        draw(some),
        aside=draw(some),
        rules=draw(boxes),
        frames=draw(boxes),
        pictures=draw(boxes),
        layer=draw(st.sampled_from(Layer)),
    )


@given(st.lists(sheets(), max_size=2))
def test_what_was_read_is_the_same_when_read_again(
    tmp_path_factory: pytest.TempPathFactory, made: list[Sheet]
) -> None:
    document = Document.of(made)
    raw = tmp_path_factory.mktemp("kept") / "page.pdf"
    stored.beside(raw).write_bytes(stored.dump(document, RAW))
    assert stored.load(raw, sha256(RAW).hexdigest()) == document


def test_what_was_read_from_another_file_is_not_taken_for_this_ones(tmp_path: Path) -> None:
    raw = tmp_path / "page.pdf"
    assert stored.load(raw, sha256(RAW).hexdigest()) is None
    stored.beside(raw).write_bytes(stored.dump(Document("一"), b"another"))
    assert stored.load(raw, sha256(RAW).hexdigest()) is None


@pytest.mark.parametrize("kept", ["{", "[]", '{"sha256": "X"}', "{}"])
def test_a_damaged_file_is_named(tmp_path: Path, kept: str) -> None:
    raw = tmp_path / "page.pdf"
    digest = sha256(RAW).hexdigest()
    stored.beside(raw).write_text(kept.replace("X", digest), "utf-8")
    with pytest.raises(InputError, match=r"page\.pdf\.json：不是"):
        stored.load(raw, digest)


def test_a_page_gives_the_boxes_of_its_words(tmp_path: Path) -> None:
    edges = spread("头一段在", 10.0, 50.0)
    first = Line("头一段在", 1, Box(10, 20, 50, 30), 10.0, edges)
    second = Line("两行。", 1, Box(10, 32, 40, 42), 10.0, spread("两行。", 10.0, 40.0))
    document = Document.of([Sheet(1, 100.0, 100.0, (first, second))])
    raw = tmp_path / "raw.jpg"
    raw.write_bytes(b"\xff\xd8 a picture")
    stored.beside(raw).write_bytes(stored.dump(document, raw.read_bytes()))
    section = replace_paragraphs(
        SECTION, ("头一段在两行。", ((0, 4), (5, 8))), ("改过的。", ((0, 4),))
    )
    digest = sha256(raw.read_bytes()).hexdigest()
    page = reread(tmp_path, Page((), None, None, RawPage("raw.jpg", digest), (section,)))
    quoted, mended = page.page.sections[0].paragraphs
    assert page.raw_path == raw
    assert page.boxes(quoted.spans) == [(1, 10, 20, 50, 30), (1, 10, 32, 40, 42)]
    assert page.boxes(((1, 3),)) == [(1, 20, 20, 40, 30)]
    assert mended.spans == ()
    assert json.loads(stored.beside(raw).read_text("utf-8"))["text"] == document.text
