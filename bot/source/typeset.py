"""A passage set as a picture where its page was only ever text: the words marked, some around."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.terminal.typeset import units
from corpus.section import Span

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

# Where Debian's packages put fonts with Chinese (fonts-noto-cjk, -wqy-zenhei, -wqy-microhei,
# -arphic-uming), and which face of the collection is the simplified one.
FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
)
WIDTH, MARGIN = 1080, 64
BODY, SMALL = 42, 32
LEADING = 1.65
PAPER, INK, SOFT, MARK, EDGE = "#fffdf9", "#211c17", "#6b6156", "#ffe68f", "#c41e16"

Run = tuple[str, bool]
"""Words, and whether they are marked."""


def font_file() -> tuple[Path, int] | None:
    """The first font that is there, None where none is."""
    return next(((Path(name), face) for name, face in FONTS if Path(name).is_file()), None)


@cache
def _font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    found = font_file()
    assert found is not None
    return ImageFont.truetype(str(found[0]), size, index=found[1])


def runs(raw: str, spans: Sequence[Span], around: int) -> list[list[Run]]:
    """Each piece of a passage on its page with so many characters of the page around it."""
    return [
        [
            (raw[max(0, start - around) : start], False),
            (raw[start:end], True),
            (raw[end : end + around], False),
        ]
        for start, end in spans
    ]


def typeset(head: Sequence[str], pieces: Sequence[Sequence[Run]]) -> "Image":
    """A picture: small lines above, then each piece as a paragraph, marked words on a tint."""
    from PIL import Image, ImageDraw

    above = [line for words in head for line in _lines([(words, False)], SMALL)]
    paragraphs = [list(_lines(piece, BODY)) for piece in pieces]
    height = 2 * MARGIN + round(LEADING * SMALL * (len(above) + 0.6))
    height += round(LEADING * BODY * sum(len(lines) + 0.7 for lines in paragraphs))
    image = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(image)
    y = float(MARGIN)
    for line in above:
        _draw(draw, line, y, SMALL, SOFT)
        y += LEADING * SMALL
    y += 0.6 * LEADING * SMALL
    for lines in paragraphs:
        for line in lines:
            _draw(draw, line, y, BODY, INK)
            y += LEADING * BODY
        y += 0.7 * LEADING * BODY
    return image


def _draw(draw: object, line: Sequence[Run], y: float, size: int, ink: str) -> None:
    from PIL.ImageDraw import ImageDraw

    assert isinstance(draw, ImageDraw)
    font, x = _font(size), float(MARGIN)
    for words, marked in line:
        end = x + font.getlength(words)
        if marked:
            draw.rectangle((x, y - 0.12 * size, end, y + 1.28 * size), fill=MARK)
            draw.line((x, y + 1.28 * size, end, y + 1.28 * size), fill=EDGE, width=3)
        draw.text((x, y), words, font=font, fill=ink if marked or size == SMALL else SOFT)
        x = end


def _lines(piece: Sequence[Run], size: int) -> Iterator[list[Run]]:
    """Break runs into lines that fit; line feeds of the page break them, too."""
    font, room = _font(size), WIDTH - 2 * MARGIN
    line: list[Run] = []
    used = 0.0
    for words, marked in piece:
        for number, part in enumerate(words.splitlines() or [words]):
            if number and line:
                yield line
                line, used = [], 0.0
            for unit in units(part):
                length = font.getlength(unit)
                if line and used + length > room:
                    yield line
                    line, used = [], 0.0
                line.append((unit, marked))
                used += length
    if line:
        yield line
