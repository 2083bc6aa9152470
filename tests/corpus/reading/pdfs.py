"""PDFs made by hand: pages of placed text, in a font whose codes are those of Unicode."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.measure.papers.typesetting import joined, stream_object

CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)
SIZE = (600, 800)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text: where its baseline begins, from the lower left corner, and its type size.

    `mode` is the text rendering mode (3 is invisible), `turn` the upper row of the text matrix.
    """

    x: float
    y: float
    size: float
    text: str
    mode: int = 0
    turn: tuple[float, float] = (1, 0)

    def operators(self) -> str:
        a, b = self.turn
        place = f"{a} {b} {-b} {a} {self.x} {self.y} Tm"
        codes = self.text.encode("utf-16-be").hex()
        return f"{self.mode} Tr /F1 {self.size} Tf {place} <{codes}> Tj\n"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its text, the rectangles drawn on it (x, y, width, height), its rotation."""

    runs: Sequence[Run]
    drawn: Sequence[tuple[float, float, float, float]] = field(default=())
    rotation: int = 0

    def stream(self) -> bytes:
        shapes = "".join(f"{x} {y} {w} {h} re f\n" for x, y, w, h in self.drawn)
        return f"{shapes}BT\n{''.join(run.operators() for run in self.runs)}ET".encode()


def make_pdf(*leaves: Leaf, cmap: bytes = CMAP) -> bytes:
    """The file of some pages."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(leaves)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(leaves)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        stream_object(cmap),
    ]
    for n, leaf in enumerate(leaves):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {SIZE[0]} {SIZE[1]}] /Rotate "
            f"{leaf.rotation} /Contents {7 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> "
            ">>".encode()
        )
        objects.append(stream_object(leaf.stream()))
    return joined(objects)


def column(
    x: float, top: float, size: float, lines: Sequence[str], pitch: float = 1.3
) -> list[Run]:
    """Lines one below the other; one that begins with two full-width blanks is indented by them."""
    runs = []
    for n, line in enumerate(lines):
        bare = line.lstrip("　")
        runs.append(Run(x + size * (len(line) - len(bare)), top - n * size * pitch, size, bare))
    return runs
