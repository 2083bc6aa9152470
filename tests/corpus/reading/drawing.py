"""Pictures of pages, drawn for the tests."""

from collections.abc import Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
NAMES = ("NotoSansCJK-Regular.*", "NotoSerifCJK-Regular.*", "wqy-*.tt?", "SourceHanSans*.*")

Placed = tuple[int, int, int, str]
"""Left and top in pixels, the type size, the text."""


def font(size: int) -> Any:
    """A Chinese font; the test is left out where there is none, or nothing that draws."""
    module = pytest.importorskip("PIL.ImageFont")
    found = chain.from_iterable(
        folder.rglob(name) for name in NAMES for folder in FONTS if folder.is_dir()
    )
    path = next(found, None)
    if path is None:
        pytest.skip("no Chinese font here")
    return module.truetype(str(path), size)


def page(lines: Sequence[Placed], size: tuple[int, int] = (1200, 900)) -> Any:
    """A white page with lines of text."""
    image_module = pytest.importorskip("PIL.Image")
    draw_module = pytest.importorskip("PIL.ImageDraw")
    image = image_module.new("RGB", size, "white")
    draw = draw_module.Draw(image)
    for left, top, height, text in lines:
        draw.text((left, top), text, fill="black", font=font(height))
    return image


def encoded(image: Any, form: str = "PNG", **options: Any) -> bytes:
    """The picture as a file's bytes."""
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
