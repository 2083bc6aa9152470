"""The cut-out of a page around a passage, its words framed, large enough to read on a phone."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.source.outlines import Outline
from corpus.reading.lines import Box, Sheet, around

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels across, at least; a phone's screen has about as many.
WIDTH = 1080
# Pixels that a line of type is high, at least, where that leaves the picture small enough to send.
TYPE = 30.0
# Telegram takes photographs whose sides come to 10,000 pixels; a page enlarged has more to say.
LARGEST = 4000
# Pixels of the whole sheet, at most, for all of it is drawn before it is cut.
SHEET = 40_000_000
# Line heights around the words.
MARGIN = 3.0
FRAME, TINT = (196, 30, 22), (255, 240, 160)


def region(outlines: Sequence[Outline], sheet: Sheet) -> Box:
    """What of the sheet is shown: the words and a margin, not beyond the paper; of few words so
    much more that the sheet need not be drawn too large."""
    words = around([outline.bounds for outline in outlines])
    margin = MARGIN * _line_height(outlines)
    least = min(WIDTH / _most(sheet), sheet.width)
    aside = max(margin, (least - words.width) / 2)
    left = min(max(0.0, words.x0 - aside), sheet.width - least)
    right = max(min(sheet.width, words.x1 + aside), left + least)
    top, bottom = max(0.0, words.y0 - margin), min(sheet.height, words.y1 + margin)
    return Box(left, top, right, bottom)


def scale(outlines: Sequence[Outline], sheet: Sheet, shown: Box) -> float:
    """Pixels a point: wide enough, the type large enough, the whole not too large."""
    wanted = max(WIDTH / shown.width, TYPE / _line_height(outlines))
    fitting = min(wanted, LARGEST / max(shown.width, shown.height), _most(sheet))
    return max(WIDTH / shown.width, fitting)


def _most(sheet: Sheet) -> float:
    """The pixels a point that the whole sheet can be drawn with."""
    return math.sqrt(SHEET / (sheet.width * sheet.height))


def cut(image: "Image", sheet: Sheet, outlines: Sequence[Outline], shown: Box) -> "Image":
    """The region of a rendered sheet with the words framed."""
    from PIL import Image, ImageChops, ImageDraw

    pixels = image.width / sheet.width
    box = tuple(round(edge * pixels) for edge in shown)
    piece = image.crop((box[0], box[1], box[2], box[3]))
    tinted = Image.new("RGB", piece.size, "white")
    tint = ImageDraw.Draw(tinted)
    corners = [
        [((x - shown.x0) * pixels, (y - shown.y0) * pixels) for x, y in outline.points]
        for outline in outlines
    ]
    for points in corners:
        tint.polygon(points, fill=TINT)
    piece = ImageChops.multiply(piece, tinted)
    frame = ImageDraw.Draw(piece)
    for points in corners:
        frame.line([*points, points[0], points[1]], fill=FRAME, width=5, joint="curve")
    return piece


def _line_height(outlines: Sequence[Outline]) -> float:
    """The typical height of a line, of an upright one its width."""
    sides = sorted(min(box.width, box.height) for outline in outlines for box in outline.boxes)
    return sides[len(sides) // 2]
