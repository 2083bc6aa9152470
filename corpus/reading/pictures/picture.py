"""A photograph or a scan as pixels, the right way up; and the picture of any page that was read."""

import math
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import apart
from corpus.errors import NOT_INSTALLED, InputError
from corpus.reading.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 120_000_000
"""A page of a broadsheet at 300 dots an inch has some 40 million."""
MAX_PAGES = 20
SCAN_HEIGHT = 2838
"""Pixels of the longer side at which a page without a text layer is drawn: body type of a
broadsheet then has the 15 pixels that recognition needs, and memory stays below 1.5 GB."""

UNREADABLE = "图片读不了（文件损坏）"
TOO_MANY = "图片超过 {limit} 页，请分开存"
TOO_LARGE = f"图片太大（上限 {MAX_PIXELS // 1_000_000} 百万像素）"


def pictures(data: bytes, path: Path) -> "Iterator[Image.Image]":
    """Each picture of a file (a TIFF may hold several), turned as its camera says, in RGB.

    `path` is named in errors only.

    Raises:
        InputError: it can't be read, or is too large, or what reads it is not installed.
    """
    _, ops = _pillow(path)
    with _opened(data, path) as image:
        for number in range(_count(image, path)):
            image.seek(number)
            _require_size(image, path)
            yield _on_white(ops.exif_transpose(image))


def count(data: bytes, path: Path) -> int:
    """How many pictures `pictures` reads.

    Raises:
        InputError: as it does.
    """
    with _opened(data, path) as image:
        return _count(image, path)


@contextmanager
def _opened(data: bytes, path: Path) -> "Iterator[Image.Image]":
    module, _ = _pillow(path)
    if kind_of(data) is FileKind.HEIC:
        _open_heif(path)
    with _complaints(path), module.open(BytesIO(data)) as image:
        yield image


def _count(image: "Image.Image", path: Path) -> int:
    """Of a picture that moves, the first is read."""
    if image.format != "TIFF":
        return 1
    for number in range(MAX_PAGES + 1):
        try:
            image.seek(number)
        except EOFError:
            return number
    raise InputError.at(path, None, TOO_MANY.format(limit=MAX_PAGES))


def _require_size(image: "Image.Image", path: Path) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise InputError.at(path, None, TOO_LARGE)


def page_picture(raw: Path, page: int, turn: float, scale: float) -> "Image.Image":
    """The picture of a page of a raw file, as the boxes of its lines count on it, times `scale`.

    Args:
        raw: a PDF or a picture.
        page: the page of the file, from 1.
        turn: the sheet's, in degrees clockwise.
        scale: pixels a point of a PDF, or a pixel of a picture.

    Raises:
        InputError: it can't be read, or what reads it is not installed.
    """
    data = raw.read_bytes()
    if kind_of(data) is FileKind.PDF:
        image = drawn(data, raw, page, scale)
        return turned(image, turn)
    for number, image in enumerate(pictures(data, raw), 1):
        if number == page:
            image = turned(image, turn)
            size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
            return image if scale == 1 else image.resize(size)
    raise InputError.at(raw, None, UNREADABLE)


def drawn(data: bytes, path: Path, page: int, scale: float) -> "Image.Image":
    """A page of a PDF, from 1, drawn at so many pixels a point.

    Raises:
        InputError: it can't be drawn.
    """
    _pillow(path)
    return apart.read(_drawn, data, path, page, scale)


def _drawn(data: bytes, path: Path, page: int, scale: float) -> "Image.Image":
    import pypdfium2 as pdfium

    apart.more_time()
    with (
        _complaints(path),
        closing(pdfium.PdfDocument(data)) as document,
        closing(document[page - 1]) as sheet,
    ):
        return _on_white(sheet.render(scale=scale).to_pil())


def turned(image: "Image.Image", turn: float) -> "Image.Image":
    """The picture turned by degrees clockwise, as large as that takes, white where it was not."""
    if not turn:
        return image
    from PIL import Image

    quarters = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180}
    quarters[270] = Image.Transpose.ROTATE_90
    quarter = round(turn / 90) * 90
    if quarter % 360:
        image = image.transpose(quarters[quarter % 360])
    if math.isclose(turn, quarter, abs_tol=0.01):
        return image
    bicubic = Image.Resampling.BICUBIC
    return image.rotate(quarter - turn, bicubic, expand=True, fillcolor=(255, 255, 255))


def _on_white(image: Any) -> "Image.Image":
    from PIL import Image

    if image.mode in ("I", "I;16", "F"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, image)
    plain: Image.Image = image.convert("RGB")
    return plain


def _pillow(path: Path) -> tuple[Any, Any]:
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise InputError.at(path, None, NOT_INSTALLED.format(extra="ocr")) from None
    return Image, ImageOps


def _open_heif(path: Path) -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        raise InputError.at(path, None, NOT_INSTALLED.format(extra="ocr")) from None
    register_heif_opener()


@contextmanager
def _complaints(path: Path) -> Iterator[None]:
    """Around decoding: what is wrong with a picture's bytes comes in many kinds of errors."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The size is looked at before anything is decoded; slips in notes do no harm.
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError:
        raise InputError.at(path, None, TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, RuntimeError):
        raise InputError.at(path, None, UNREADABLE) from None
