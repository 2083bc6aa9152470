"""A sheet of a raw file as a picture: PDFs drawn, photographs as they are; kept in the cache."""

import io
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.source import messages
from corpus.errors import InputError
from corpus.files import write_atomic
from corpus.library import LibraryPage
from corpus.reading.lines import Sheet
from corpus.reading.pictures.picture import page_picture
from retrieval.storage import cache

if TYPE_CHECKING:
    from PIL.Image import Image

# Seconds that a picture nobody asked for anew stays in the cache.
KEPT = 30 * 24 * 3600
QUALITY = 82


def picture(held: LibraryPage, number: int, width: int) -> bytes:
    """A sheet of the raw file, from 1, as a JPEG of so many pixels across.

    Raises:
        InputError: there is no raw file, no such sheet in it, or it can't be read.
    """
    document = held.document() if held.raw_path else None
    sheets = document.sheets if document else ()
    sheet = next((sheet for sheet in sheets if sheet.number == number), None)
    if sheet is None or held.raw_path is None or held.page.raw is None:
        raise InputError.at(held.path, None, messages.NO_SHEET.format(number=number))
    folder = cache.folder() / "pictures"
    kept = folder / f"{held.page.raw.sha256[:24]}-{number}-{width}.jpg"
    if kept.is_file():
        return kept.read_bytes()
    data = as_jpeg(rendered(held.raw_path, sheet, width))
    _sweep(folder)
    write_atomic(kept, data)
    return data


def rendered(raw: Path, sheet: Sheet, width: int) -> "Image":
    """A sheet as an image of so many pixels across, drawn now.

    Raises:
        InputError: the file can't be read.
    """
    return page_picture(raw, sheet.number, sheet.turn, width / sheet.width)


def as_jpeg(image: "Image") -> bytes:
    """The image as a JPEG file."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, progressive=True)
    return out.getvalue()


def _sweep(folder: Path) -> None:
    for path in folder.glob("*.jpg"):
        if path.stat().st_mtime < time.time() - KEPT:
            path.unlink(missing_ok=True)
