"""The picture of a passage in its place, and what is said under it."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.source import cutout, messages, sheets, typeset
from bot.source.outlines import Outline, outlines
from corpus.library import LibraryPage
from corpus.reading.lines import Document
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

if TYPE_CHECKING:
    from PIL.Image import Image

# Characters of the page that are shown before and after the words of a page of text.
AROUND = 60


@dataclass(frozen=True, slots=True)
class Source:
    """The picture, and the caption: the page's name, its date, whose report it is."""

    image: "Image"
    caption: str

    def encoded(self, suffix: str = ".jpg") -> bytes:
        """The bytes of a file with this suffix: a PNG, or else a JPEG."""
        if suffix.lower() != ".png":
            return sheets.as_jpeg(self.image)
        out = io.BytesIO()
        self.image.save(out, "PNG", optimize=True)
        return out.getvalue()


def page_of(snapshot: Snapshot, passage: Passage) -> LibraryPage | None:
    """The page a passage stands on, None for an imported one."""
    return snapshot.pages.named(passage.page) if passage.page else None


def is_mended(held: LibraryPage | None, passage: Passage) -> bool:
    """Whether a passage was changed by hand: its page was read from a file, which has no such
    words."""
    return held is not None and held.page.raw is not None and not passage.source


def source_of(held: LibraryPage, passage: Passage) -> Source | None:
    """The cut-out of the page, or the piece typeset; None where neither can be made.

    Raises:
        InputError: the raw file, or what was read from it, can't be read.
    """
    image = _image(held, passage)
    return Source(image, caption(held, passage)) if image else None


def caption(held: LibraryPage, passage: Passage) -> str:
    """The page's name and date, then whose report it is and its headline."""
    page = held.page
    date = messages.date(page.date) if page.date else ""
    name = page.title[-1] if page.title else held.name
    who = " · ".join(filter(None, (passage.city, passage.author)))
    title = messages.HEADLINE.format(headline=passage.headline) if passage.headline else ""
    place = messages.PLACE.format(section=passage.section, paragraph=passage.paragraph)
    lines = (" ".join(filter(None, (page.publication, date, name))), f"{who}{title}", place)
    return "\n".join(filter(None, lines))


def _image(held: LibraryPage, passage: Passage) -> "Image | None":
    if not passage.source or held.raw_text is None:
        return None
    document = held.document()
    if document is not None and document.sheets:
        return _framed(held, document, outlines(document.boxes(passage.source)))
    if typeset.font_file() is None:
        return None
    pieces = typeset.runs(held.raw_text, passage.source, AROUND)
    return typeset.typeset(caption(held, passage).splitlines(), pieces)


def _framed(held: LibraryPage, document: Document, found: list[Outline]) -> "Image | None":
    """The cut-outs of all sheets that the passage runs over, one below the other."""
    pieces = []
    for sheet in document.sheets:
        if here := [outline for outline in found if outline.page == sheet.number]:
            shown = cutout.region(here, sheet)
            width = round(sheet.width * cutout.scale(here, sheet, shown))
            assert held.raw_path is not None
            image = sheets.rendered(held.raw_path, sheet, width)
            pieces.append(cutout.cut(image, sheet, here, shown))
    return _below(pieces) if pieces else None


def _below(pieces: "list[Image]") -> "Image":
    from PIL import Image

    if len(pieces) == 1:
        return pieces[0]
    size = max(piece.width for piece in pieces), sum(piece.height for piece in pieces)
    whole = Image.new("RGB", size, "white")
    y = 0
    for piece in pieces:
        whole.paste(piece, (0, y))
        y += piece.height
    return whole
