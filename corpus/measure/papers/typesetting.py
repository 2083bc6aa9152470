"""A PDF writer for measuring: text placed glyph by glyph, rectangles, in three content orders.

Its fonts are named and not embedded, and their codes are Unicode's, so no font file is needed.
Places are from the top left corner, in points.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

CMAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)
FACES = ("SongTi", "HeiTi-Bold", "KaiTi")
SONG, HEI, KAI = range(3)


@dataclass(frozen=True, slots=True)
class Text:
    """One line: where it begins, its size, face, and how far apart its characters are set."""

    x: float
    y: float
    size: float
    text: str
    face: int = SONG
    step: float = 1.0
    down: bool = False
    mode: int = 0
    turn: tuple[float, float] = (1.0, 0.0)


@dataclass(slots=True)
class Canvas:
    """A page while it is set."""

    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    shapes: list[tuple[float, float, float, float, float]] = field(default_factory=list)

    def rule(self, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle so thin that it is a line."""
        self.shapes.append((x, y, width, height, 0.0))

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """A grey rectangle."""
        self.shapes.append((x, y, width, height, 0.6))

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A lightly filled rectangle behind text."""
        self.shapes.insert(0, (x, y, width, height, 0.95))

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A frame of four rules."""
        for at in (y, y + height):
            self.rule(x, at, width, 0.8)
        for at in (x, x + width):
            self.rule(at, y, 0.8, height)

    def pdf(self, order: str, rng: random.Random) -> bytes:
        """The file; `order` is natural, columns, rows or random."""
        texts = list(self.texts)
        if order == "rows":
            texts.sort(key=lambda text: (round(text.y), text.x))
        elif order == "columns":
            texts.sort(key=lambda text: (round(text.x / 60), text.y))
        elif order == "random":
            rng.shuffle(texts)
        shapes = "".join(
            f"{grey} g {x:.2f} {self.height - y - h:.2f} {w:.2f} {h:.2f} re f\n"
            for x, y, w, h, grey in self.shapes
        )
        glyphs = "".join(operators(text, self.height) for text in texts)
        return _file(f"{shapes}0 g\nBT\n{glyphs}ET".encode(), self.width, self.height)


def operators(text: Text, height: float) -> str:
    """A line's operators: a string where it is set close, glyph by glyph where it is not."""
    a, b = text.turn
    start = f"{text.mode} Tr /F{text.face} {text.size:.2f} Tf"
    if text.step == 1.0 and not text.down:
        codes = text.text.encode("utf-16-be").hex()
        place = f"{a} {b} {-b} {a} {text.x:.2f} {height - text.y:.2f} Tm"
        return f"{start} {place} <{codes}> Tj\n"
    parts = []
    for n, char in enumerate(text.text):
        along = n * text.size * text.step
        x, y = (text.x, text.y + along) if text.down else (text.x + along, text.y)
        code = char.encode("utf-16-be").hex()
        parts.append(f"{start} 1 0 0 1 {x:.2f} {height - y:.2f} Tm <{code}> Tj\n")
    return "".join(parts)


def _file(stream: bytes, width: float, height: float) -> bytes:
    fonts = " ".join(f"/F{n} {4 + 2 * n} 0 R" for n in range(len(FACES)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [11 0 R] /Count 1 >>",
        stream_object(CMAP),
    ]
    for n, face in enumerate(FACES):
        objects.append(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{face} /Encoding /Identity-H "
            f"/DescendantFonts [{5 + 2 * n} 0 R] /ToUnicode 3 0 R >>".encode()
        )
        objects.append(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{face} /DW 1000 /CIDSystemInfo "
            "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".encode()
        )
    objects.append(stream_object(stream))
    objects.append(
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents 10 0 R "
        f"/Resources << /Font << {fonts} >> >> >>".encode()
    )
    return joined(objects)


def joined(objects: Sequence[bytes]) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is its catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def stream_object(body: bytes) -> bytes:
    """A stream object that holds `body`."""
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)
