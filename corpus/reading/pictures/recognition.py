"""What one picture says: its turn and skew mended, its lines found, each line read, by RapidOCR."""

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corpus.reading.lines import Box, Line, Sheet
from corpus.reading.pictures.picture import turned
from corpus.reading.pictures.shapes import shapes_of

if TYPE_CHECKING:
    from PIL.Image import Image

Told = Callable[[float], object]
"""Is told the share of a page that was read since it was told last."""

SMALL = 2200
"""Pixels of the longer side below which a picture is doubled: small type is read better so."""
DETECTED_PIXELS = 5_700_000
"""Pixels of the picture on which lines are looked for: more memory would be needed for more."""
LOOKED_AT = 1_400
"""Pixels of the longer side of the picture on which its turn and skew are looked for."""
SAMPLE = 12
UPRIGHT = 1.5
"""A line this much taller than wide is set downwards, as RapidOCR takes it too."""
SURE_TURN = 0.9
MIN_SKEW, MAX_SKEW = 0.25, 20.0
"""Degrees: less does no harm, more is no skew."""
MIN_SIZED = 4
DROPPED = 0.5
"""Lines read with less confidence are specks and pictures."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One line as read: its corners in pixels, its text, and for each character its place along
    the line, 0 … 1, and how sure it is."""

    corners: Any
    text: str
    places: tuple[float, ...]
    confidences: tuple[float, ...]

    @property
    def confidence(self) -> float:
        return statistics.fmean(self.confidences) if self.confidences else 0.0


class Reader:
    """RapidOCR, asked for one thing at a time: where lines are, and what one line says."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": 20_000,
                "Global.return_word_box": True,
                "Det.limit_type": "max",
                "Det.limit_side_len": 20_000,
                "Det.max_candidates": 4000,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            }
        )

    def sheet(self, image: "Image", number: int, told: Told) -> Sheet:
        """Read a page: mend its turn and skew, find its lines, read each."""
        turn = self._turn(image)
        image = turned(image, turn)
        width, height = image.size
        scale = 2.0 if max(image.size) < SMALL else 1.0
        pixels = _pixels(_scaled(image, scale))
        corners = self._lines(pixels)
        told(0.3)
        read = []
        for quad in corners:
            read.append(self._line(pixels, quad))
            told(0.7 / len(corners))
        lines = _sized([one for one in read if one.confidence >= DROPPED], number, scale)
        rules, frames, shown = shapes_of(_pixels(image), lines)
        return Sheet(
            number=number,
            width=float(width),
            height=float(height),
            lines=tuple(sorted(lines, key=lambda line: (line.box.y0, line.box.x0))),
            rules=rules,
            frames=frames,
            pictures=shown,
            turn=turn,
        )

    def _lines(self, pixels: Any) -> Sequence[Any]:
        """The corners of each line, from the top left one clockwise, in pixels."""
        import cv2

        height, width = pixels.shape[:2]
        shrink = min(1.0, math.sqrt(DETECTED_PIXELS / (height * width)))
        size = (round(width * shrink), round(height * shrink))
        smaller = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if shrink < 1 else pixels
        found = self._engine(smaller, use_det=True, use_cls=False, use_rec=False)
        return [] if found.boxes is None else [quad / shrink for quad in found.boxes]

    def _line(self, pixels: Any, corners: Any, *, upside_down: bool = False) -> _Read:
        from rapidocr.utils.process_img import get_rotate_crop_image

        crop = get_rotate_crop_image(pixels, corners.astype("float32"))
        crop = crop[::-1, ::-1].copy() if upside_down else crop
        found = self._engine(crop, use_det=False, use_cls=False, use_rec=True)
        if not found.txts or not found.txts[0].strip():
            return _Read(corners, "", (), ())
        text, info = found.txts[0], found.word_results[0]
        at = iter([column for word in info.word_cols for column in word])
        places = [None if char.isspace() else (next(at) + 0.5) / info.line_txt_len for char in text]
        return _Read(corners, *_trimmed(text, places, info.confs))

    def _turn(self, image: "Image") -> float:
        """The degrees clockwise that set a picture's lines level: quarters, and its skew."""
        small = _scaled(image, min(1.0, LOOKED_AT / max(image.size)))
        pixels = _pixels(small)
        corners = sorted(self._lines(pixels), key=_length, reverse=True)[: 4 * SAMPLE]
        if not corners:
            return 0.0
        quarter = self._quarter(small, pixels, corners)
        skew = statistics.median(_skew(quad) for quad in corners)
        return quarter - skew if MIN_SKEW <= abs(skew) <= MAX_SKEW else quarter

    def _quarter(self, small: "Image", pixels: Any, corners: Sequence[Any]) -> float:
        sideways = sum(map(_is_tall, corners)) > len(corners) / 2
        best = self._legible(pixels, corners)
        if not sideways:
            if best >= SURE_TURN or best >= self._legible(pixels, corners, upside_down=True):
                return 0.0
            return 180.0
        turns = {0.0: best}
        for turn in (90.0, 270.0):
            other = _pixels(turned(small, turn))
            found = sorted(self._lines(other), key=_length, reverse=True)[:SAMPLE]
            turns[turn] = self._legible(other, found)
        return max(turns, key=lambda turn: turns[turn])

    def _legible(self, pixels: Any, corners: Sequence[Any], *, upside_down: bool = False) -> float:
        """How surely the longest lines are read, 0 … 1."""
        read = [self._line(pixels, quad, upside_down=upside_down) for quad in corners[:SAMPLE]]
        sure = [one.confidence for one in read if one.text]
        return statistics.fmean(sure) if sure else 0.0


def _trimmed(
    text: str, places: Sequence[float | None], sure: Sequence[float]
) -> tuple[str, tuple[float, ...], tuple[float, ...]]:
    """Without blanks around; a blank inside stands between its neighbours."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    filled: list[float] = []
    for n in range(start, end):
        here = places[n]
        following = next(p for p in places[n:end] if p is not None)
        filled.append(here if here is not None else (filled[-1] + following) / 2)
    return text[start:end], tuple(filled), tuple(sure[start:end])


def _scaled(image: "Image", scale: float) -> "Image":
    if scale == 1:
        return image
    from PIL import Image

    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS)


def _pixels(image: "Image") -> Any:
    """As OpenCV takes them: rows of blue, green, red."""
    import numpy as np

    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _length(corners: Any) -> float:
    return max(math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2]))


def _is_tall(corners: Any) -> bool:
    return math.dist(corners[1], corners[2]) >= UPRIGHT * math.dist(corners[0], corners[1])


def _skew(corners: Any) -> float:
    """The degrees clockwise from level, or from upright, at which a line stands."""
    a, b = (corners[0], corners[3]) if _is_tall(corners) else (corners[0], corners[1])
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    return angle - 90 if _is_tall(corners) else angle


def _sized(read: Sequence[_Read], page: int, scale: float) -> list[Line]:
    """Lines with boxes as high as their type: boxes as found reach into the lines around."""
    ratios = [_advance(one) / _short(one) for one in read if _pairs(one.text) >= MIN_SIZED]
    ratio = min(statistics.median(ratios), 1.0) if ratios else 0.75
    return [_line(one, page, scale, ratio) for one in read]


def _line(read: _Read, page: int, scale: float, ratio: float) -> Line:
    size = ratio * _short(read)
    if _pairs(read.text) >= MIN_SIZED:
        size = min(_advance(read), 1.2 * size)
    xs, ys = [float(p[0]) for p in read.corners], [float(p[1]) for p in read.corners]
    upright = _is_tall(read.corners)
    low, high = (min(ys), max(ys)) if upright else (min(xs), max(xs))
    edges = tuple(_edges(read, low, high, size))
    across = statistics.fmean(xs if upright else ys)
    along = (min(a for a, _ in edges), max(b for _, b in edges))
    sides = (across - size / 2, across + size / 2)
    box = (
        (sides[0], along[0], sides[1], along[1])
        if upright
        else (along[0], sides[0], along[1], sides[1])
    )
    return Line(
        text=read.text,
        page=page,
        box=Box(*(round(n / scale, 1) for n in box)),
        size=round(size / scale, 2),
        edges=tuple((round(a / scale, 1), round(b / scale, 1)) for a, b in edges),
        upright=upright,
        confidences=tuple(round(min(c, 1.0), 2) for c in read.confidences),
    )


def _edges(read: _Read, low: float, high: float, size: float) -> Iterator[tuple[float, float]]:
    """Where each character begins and ends: half-way to its neighbours, no wider than the type."""
    centres = [low + place * (high - low) for place in read.places]
    middles = [(a + b) / 2 for a, b in pairwise(centres)]
    starts = [centres[0] - size / 2, *middles]
    ends = [*middles, centres[-1] + size / 2]
    for centre, start, end in zip(centres, starts, ends, strict=True):
        yield max(start, centre - size / 2, low), min(end, centre + size / 2, high)


def _pairs(text: str) -> int:
    """Pairs of neighbours that are both full-width characters."""
    return sum(_is_full(a) and _is_full(b) for a, b in pairwise(text))


def _is_full(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _advance(read: _Read) -> float:
    """The median distance, in pixels, between the middles of two full-width neighbours."""
    steps = [
        b - a
        for (a, b), (x, y) in zip(pairwise(read.places), pairwise(read.text), strict=True)
        if _is_full(x) and _is_full(y)
    ]
    return statistics.median(steps) * _length(read.corners)


def _short(read: _Read) -> float:
    corners = read.corners
    return min(math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2]))
