"""What goes to the cluster beside the passages: the names, who is where, and the pages.

Everything is plain arrays and JSON: what comes from another machine is read, never executed.
"""

import json
import pickle
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from corpus.library import Library, LibraryPage
from corpus.section import Page, Paragraph, RawPage, Section
from retrieval.storage import tables
from retrieval.storage.tables import Array, Tables

_WANTED = ("lexicon.", "of_city.", "of_person.", "names", "ids", "id_rows", "firsts", "census")


def pack(held: Tables) -> dict[str, Array]:
    """What is to be sent of the arrays of a compiled library."""
    kept = {name: array[:] for name, array in held.items() if name.startswith(_WANTED)}
    library: Library = pickle.loads(held["library"][:].tobytes())
    pages = json.dumps(_plain(library), ensure_ascii=False, default=date.isoformat)
    lengths = [held[f"{field}.lengths"] for field in ("body", "head")]
    means = [float(length.mean()) if len(length) else 0.0 for length in lengths]
    return kept | {
        "pages": np.frombuffer(pages.encode(), np.uint8),
        "lengths": np.array(means, np.float64),
    }


def unpack(papers: Tables) -> dict[str, Array]:
    """The arrays as a snapshot takes them."""
    library = _library(json.loads(papers["pages"].tobytes()))
    return {**papers, "library": np.frombuffer(pickle.dumps(library), np.uint8)}


def dump(papers: Tables) -> bytes:
    """Arrays as the bytes of a file of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "papers"
        tables.write(path, papers)
        return path.read_bytes()


def load(data: bytes) -> dict[str, Array]:
    """The arrays that `dump` wrote.

    Raises:
        DamagedError: they are not what it wrote.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "papers"
        path.write_bytes(data)
        return {name: array[:] for name, array in tables.read(path).items()}


def _plain(library: Library) -> dict[str, Any]:
    """The pages, with the names of their files: the folders are another machine's."""
    pages = [
        {"file": held.path.name, "lines": held.lines, "raw_text": held.raw_text}
        | {"page": asdict(held.page)}
        for held in library.pages
    ]
    return {"pages": pages, "aliases": library.aliases}


def _library(plain: Mapping[str, Any]) -> Library:
    pages = (
        LibraryPage(
            Path(held["file"]), _page(**held["page"]), tuple(held["lines"]), held["raw_text"]
        )
        for held in plain["pages"]
    )
    return Library(tuple(pages), tuple((alias, place) for alias, place in plain["aliases"]))


def _page(
    title: list[str],
    date: str | None,
    raw: dict[str, str] | None,
    sections: list[dict[str, Any]],
    captions: list[str],
    publication: str | None,
) -> Page:
    return Page(
        title=tuple(title),
        date=_date(date),
        publication=publication,
        raw=RawPage(**raw) if raw else None,
        sections=tuple(_section(**section) for section in sections),
        captions=tuple(captions),
    )


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _section(
    paragraphs: list[dict[str, Any]], reporters: Sequence[str] = (), **head: str | None
) -> Section:
    held = tuple(map(_paragraph, paragraphs))
    return Section(**head, paragraphs=held, reporters=tuple(reporters))


def _paragraph(held: dict[str, Any]) -> Paragraph:
    spans = tuple((a, b) for a, b in held["spans"])
    return Paragraph(held["text"], spans, held.get("subhead", False))
